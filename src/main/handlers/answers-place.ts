import type { Sliced } from '../../shared/agreement/sliced'
import type { AnswerMapping } from '../../shared/external/answer-mapping'
import type { AnswerKind } from '../../shared/external/read-answer-row'
import { unitIndex } from '../../shared/external/unit-index'
import type { AnswerUnit, UnitIndex } from '../../shared/external/unit-index'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { SchemeRow } from '../../shared/domain/rows'
import { attributeTask } from '../../shared/values/attribute'
import type { ValueKind } from '../../shared/values/value-kind'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { latestTracks } from './latest-tracks'
import { pagesOf } from './pages-of'

/** What answers are held against. */
export interface AnswerTarget {
  readonly scheme: SchemeRow
  readonly kind: AnswerKind
  readonly labels: readonly {
    readonly id: string
    readonly name: string
    readonly aliases: readonly string[]
  }[]
}

/** The attribute that answers belong to, of the project or a preset. */
export function answerTarget(
  context: HandlerContext,
  project: Project,
  { target }: AnswerMapping
): Result<AnswerTarget> {
  const scheme =
    project.get('scheme', target.schemeId) ??
    loadSchemes(context.paths.schemes).find(({ id }) => id === target.schemeId)
  const task = attributeTask(scheme, target.attributeId)
  const kind = task && kinds[task.kind]
  if (!scheme || !task || !kind)
    return fail(
      'answers-target',
      'Answers cannot be kept in that part of the label scheme.',
      'Choose labels, words, numbers or an explanation.'
    )
  const labels =
    kind === 'ratings' ? task.dimensions.map(({ id, name }) => ({ id, name, aliases: [] })) : task.labels
  return ok({ scheme, kind, labels: labels.map(({ id, name, aliases }) => ({ id, name, aliases })) })
}

const kinds: Readonly<Partial<Record<ValueKind, AnswerKind>>> = {
  label: 'label',
  labels: 'labels',
  shares: 'shares',
  terms: 'terms',
  explanation: 'text',
  ratings: 'ratings'
}

/** Where rows belong, read from the project as it is. */
export function* answerPlaces(project: Project, mapping: AnswerMapping): Sliced<UnitIndex> {
  const files = new Map<string, string[]>()
  for (const { recordingId, path } of project.all('file')) {
    const list = files.get(recordingId)
    if (list) list.push(path)
    else files.set(recordingId, [path])
  }
  yield
  const recordings = project
    .all('recording')
    .map(({ id, name, duration }) => ({ id, duration, names: [name, ...(files.get(id) ?? [])] }))
  const persons = new Map(project.all('person').map(({ id, name }) => [name.toLowerCase(), id]))
  const units: AnswerUnit[] = []
  if (mapping.unit === 'segment') {
    const whose = mapping.segmentsOf
    for (const track of latestTracks(project, false)) {
      if (whose && track.authorId !== whose.authorId) continue
      if (track.kind !== (whose?.kind ?? 'utterances') && (whose || track.kind !== 'segments')) continue
      for (const page of pagesOf(project, track.id)) {
        for (const { id, start, end, personId } of page) {
          const about = personId ?? track.personId
          units.push({
            recordingId: track.recordingId,
            segmentId: id,
            start,
            end,
            ...(about === undefined ? {} : { personId: about })
          })
        }
        yield
      }
    }
  }
  yield
  return unitIndex(mapping, recordings, units, persons)
}
