import type { AgreementInput } from '../../shared/agreement/agreement-input'
import type { Sliced } from '../../shared/agreement/sliced'
import { DECLINED_LABEL, NO_LABEL, UNKNOWN_LABEL, type AgreementSegment } from '../../shared/agreement/units'
import { DECLINED, labelCodes, NOT_LABELLED, type AxisLabel } from '../../shared/compare/label-codes'
import type { AgreementQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Track } from '../../shared/domain/rows'
import { labelsOf } from '../../shared/domain/labels'
import { SchemeDocument } from '../../shared/domain/scheme'
import { labelMapper } from '../../shared/mapping/label-mapper'
import type { LabelMapper, MappingReport } from '../../shared/mapping/label-mapper'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import { answersInLabels, comparedLabels } from '../../shared/values/answers-in-labels'
import type { Project } from '../store'
import { latestTracks } from './latest-tracks'

/** Labels of the chosen annotators, and where they come from. */
export interface ReadLabels {
  readonly labels: Pick<AgreementInput, 'labels' | 'segments' | 'recordings' | 'tracked' | 'unmapped'>
  readonly revision: number
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly mapping?: MappingReport
}

// An edit between two slices makes the labels belong to no revision; then they are read again.
const TRIES = 5

/** Read the labels track by track, all of one revision. Per-frame tracks are left out; of a model that ran twice, the latest run counts. */
export function* readLabels(project: Project, query: AgreementQuery): Sliced<Result<ReadLabels>> {
  for (let attempt = 1; ; attempt++) {
    const revision = project.revision()
    const read = yield* readOnce(project, query)
    if (!read.ok || attempt === TRIES || project.revision() === revision)
      return read.ok ? ok({ ...read.value, revision }) : read
  }
}

function* readOnce(project: Project, query: AgreementQuery): Sliced<Result<Omit<ReadLabels, 'revision'>>> {
  const authors = query.authorIds.map((id) => project.get('author', id))
  if (authors.some((author) => author === undefined))
    return fail('unknown-author', 'One of the annotators is not part of the project any more.')
  if (new Set(query.authorIds).size < 2)
    return fail('too-few-annotators', 'Agreement needs at least two annotators.', 'Choose another one.')
  const wanted = new Set(query.recordingIds)
  const recordings = [...project.all('recording')]
    .filter(({ id }) => wanted.size === 0 || wanted.has(id))
    .sort((a, b) => a.position - b.position)
  const chosen = new Set(recordings.map(({ id }) => id))
  const position = new Map(query.authorIds.map((id, i) => [id, i]))
  const tracks = latestTracks(project, query.practice).filter(
    ({ authorId, recordingId, kind }) =>
      kind !== 'frames' && position.has(authorId) && chosen.has(recordingId)
  )
  // Ratings, words and explanations carry no label to agree on, unless their scheme is asked for.
  const labelled = tracks.filter(
    ({ schemeId, attributeId }) =>
      query.mapTo !== undefined ||
      schemeId === query.schemeId ||
      answersInLabels(project.get('scheme', schemeId), attributeId)
  )
  yield
  const rows: { readonly track: Track; readonly segments: ReturnType<Project['segmentsOfTrack']> }[] = []
  for (const track of labelled) {
    rows.push({ track, segments: project.segmentsOfTrack(track.id) })
    yield
  }
  const mapper = query.mapTo && labelMapper(query.mapTo, project.all('scheme'))
  const axes =
    mapper && query.mapTo
      ? mappedAxes(project, rows, query, mapper, query.mapTo)
      : axesFor(project, rows, query.schemeId)
  if (!axes)
    return fail(
      'nothing-labelled',
      'The chosen annotators have not labelled anything in the chosen recordings.',
      'Choose other recordings, or label some segments first.'
    )
  const codes = labelCodes(axes.labels)
  const k = axes.labels.length
  const tracked = query.authorIds.map(() => new Set<string>())
  const segments: AgreementSegment[] = []
  const unmapped = new Map<string, number>()
  for (const { track, segments: own } of rows) {
    const author = position.get(track.authorId) ?? 0
    tracked[author]?.add(track.recordingId)
    // Another attribute of the same scheme is another question, not an unknown label.
    if (mapper ? !mapper.reaches(track) : isOtherQuestion(track, axes)) continue
    for (const segment of own) {
      const { id, start, end, personId } = segment
      const label = mapper ? mapper.label(track, segment) : segment.label
      // Turns of a transcript that nobody labelled are no segments of an annotation.
      if (label === undefined && track.kind === 'utterances') continue
      const code = codes.code(label)
      if (code >= k && label !== undefined) unmapped.set(label, (unmapped.get(label) ?? 0) + 1)
      segments.push({
        id,
        author,
        recordingId: track.recordingId,
        start,
        end,
        code:
          code >= k
            ? UNKNOWN_LABEL
            : code === NOT_LABELLED
              ? NO_LABEL
              : code === DECLINED
                ? DECLINED_LABEL
                : code,
        personId: query.ignorePersons ? undefined : (personId ?? track.personId)
      })
    }
    yield
  }
  return ok({
    labels: {
      labels: codes.axes,
      segments,
      tracked,
      recordings: recordings.map(({ id, duration, group }) => ({ id, duration, group })),
      unmapped: [...unmapped]
        .map(([label, count]) => ({ label, segments: count }))
        .sort((a, b) => b.segments - a.segments)
    },
    schemeId: axes.schemeId,
    attributeId: axes.attributeId,
    ...(mapper ? { mapping: mapper.report(sidesOf(rows, query)) } : {})
  })
}

const isOtherQuestion = (track: Track, axes: Axes): boolean =>
  track.schemeId === axes.schemeId && track.attributeId !== axes.attributeId

type Rows = readonly { readonly track: Track; readonly segments: readonly unknown[] }[]

/** The attributes that each annotator used. */
const sidesOf = (rows: Rows, { authorIds }: AgreementQuery): readonly (readonly Track[])[] =>
  authorIds.map((id) => rows.flatMap(({ track }) => (track.authorId === id ? [track] : [])))

/** Labels of the attribute mapped to that every annotator can give. */
function mappedAxes(
  project: Project,
  rows: Rows,
  query: AgreementQuery,
  mapper: LabelMapper,
  to: AttributeRef
): Axes | undefined {
  if (rows.every(({ track, segments }) => segments.length === 0 || !mapper.reaches(track))) return undefined
  const { shared } = mapper.report(sidesOf(rows, query))
  const labels = labelsOf(project.get('scheme', to.schemeId), to.attributeId)
  return { ...to, labels: labels.filter(({ id }) => shared.includes(id)) }
}

interface Axes {
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly labels: readonly AxisLabel[]
}

/** Labels of the scheme asked for, else of the scheme and attribute with most segments. */
function axesFor(
  project: Project,
  rows: readonly { readonly track: Track; readonly segments: readonly unknown[] }[],
  schemeId: string | undefined
): Axes | undefined {
  const sizes = new Map<string, { readonly track: Track; count: number }>()
  for (const { track, segments } of rows) {
    if (schemeId !== undefined && track.schemeId !== schemeId) continue
    const key = `${track.schemeId}/${track.attributeId}`
    const entry = sizes.get(key) ?? { track, count: 0 }
    entry.count += segments.length
    sizes.set(key, entry)
  }
  const main = [...sizes.values()].sort((a, b) => b.count - a.count)[0]
  if (!main || main.count === 0) return undefined
  const scheme = schemeId ?? main.track.schemeId
  const row = project.get('scheme', scheme)
  const parsed = SchemeDocument.safeParse(row?.document)
  if (!parsed.success) return undefined
  const known = parsed.data.attributes.some(({ id }) => id === main.track.attributeId)
  return {
    schemeId: scheme,
    attributeId: main.track.attributeId,
    labels: comparedLabels(row, known ? main.track.attributeId : undefined)
  }
}
