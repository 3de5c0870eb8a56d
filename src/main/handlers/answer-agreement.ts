import {
  answerMoments,
  answerReport,
  type AnswerInput
} from '../../shared/agreement/answers/answer-agreement'
import { answerCode, answerKind, answerMeasures } from '../../shared/agreement/answers/answer-columns'
import { matchedUnits } from '../../shared/agreement/matched-units'
import type { Sliced } from '../../shared/agreement/sliced'
import type { AgreementSegment } from '../../shared/agreement/units'
import type { AnswerAgreementQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import { attributeTask } from '../../shared/values/attribute'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { inSlices } from './in-slices'
import { latestTracks } from './latest-tracks'
import { withProject } from './with-project'
import { workTimes } from './work-times'

type Names = 'agreement.answers' | 'agreement.answerMoments'

// An edit between two slices makes the answers belong to no revision; then they are read again.
const TRIES = 5

/** Agreement of ratings, intensities and sets of labels. Long computations give way to other calls every few milliseconds. */
export function answerAgreementHandlers(context: HandlerContext): Area<Names> {
  return {
    'agreement.answers': (query) =>
      withProject(context, async (project) => {
        const read = await inSlices(readAnswers(project, query))
        if (!read.ok) return read
        const { input, revision } = read.value
        const times = await inSlices(workTimes(project, input.segments))
        const report = await inSlices(answerReport({ ...input, orderOf: (id) => times.get(id)?.revision }))
        if (context.open.project !== project)
          return fail('project-closed', 'The project was closed meanwhile.')
        return ok({ ...report, revision })
      }),
    'agreement.answerMoments': ({ pair, recordingId, limit, ...query }) =>
      withProject(context, async (project) => {
        const who = pair?.map((id) => query.authorIds.indexOf(id))
        if (who?.includes(-1))
          return fail('unknown-author', 'One of the two is not among the annotators chosen.')
        const read = await inSlices(readAnswers(project, query))
        return read.ok
          ? ok(await inSlices(answerMoments(read.value.input, { who, recordingId, limit })))
          : read
      })
  }
}

function* readAnswers(
  project: Project,
  query: AnswerAgreementQuery
): Sliced<Result<{ readonly input: AnswerInput; readonly revision: number }>> {
  for (let attempt = 1; ; attempt++) {
    const revision = project.revision()
    const read = yield* readOnce(project, query)
    if (!read.ok) return read
    if (attempt === TRIES || project.revision() === revision) return ok({ input: read.value, revision })
  }
}

function* readOnce(project: Project, query: AnswerAgreementQuery): Sliced<Result<AnswerInput>> {
  const { authorIds, schemeId, attributeId, minOverlap, ignorePersons, measureId } = query
  if (new Set(authorIds).size < 2)
    return fail('too-few-annotators', 'Agreement needs at least two annotators.', 'Choose another one.')
  const scheme = project.get('scheme', schemeId)
  const task = attributeTask(scheme, attributeId)
  const kind = task && answerKind(task)
  if (!task || !kind)
    return fail(
      'unknown-attribute',
      scheme
        ? `"${scheme.name}" has nothing called "${attributeId}" that is rated or labelled.`
        : 'The scheme is not part of the project any more.',
      'Choose what was answered in the bar above.'
    )
  const wanted = new Set(query.recordingIds)
  const tracks = latestTracks(project, false).filter(
    (track) =>
      track.schemeId === schemeId &&
      track.attributeId === attributeId &&
      track.kind !== 'frames' &&
      track.kind !== 'trace' &&
      authorIds.includes(track.authorId) &&
      (wanted.size === 0 || wanted.has(track.recordingId))
  )
  yield
  const segments: Segment[] = []
  const placed: AgreementSegment[] = []
  for (const track of tracks) {
    for (const segment of project.segmentsOfTrack(track.id)) {
      const code = answerCode(segment, kind)
      // Turns of a transcript that nobody answered about are no segments of an annotation.
      if (code < 0 && segment.label === undefined && track.kind === 'utterances') continue
      const { id, start, end, personId } = segment
      segments.push(segment)
      placed.push({
        ...{ id, start, end, code },
        author: authorIds.indexOf(track.authorId),
        recordingId: track.recordingId,
        personId: ignorePersons ? undefined : (personId ?? track.personId)
      })
    }
    yield
  }
  if (placed.every(({ code }) => code < 0))
    return fail(
      'nothing-answered',
      kind === 'intensity'
        ? 'None of the chosen annotators gave an intensity here.'
        : `None of the chosen annotators answered “${task.name}” in the chosen recordings.`,
      kind === 'intensity'
        ? 'Labels without an intensity are compared under Labels.'
        : 'Choose other recordings, or rate some segments first.'
    )
  const recordings = [...project.all('recording')].sort((a, b) => a.position - b.position)
  const units = yield* matchedUnits({
    segments: placed,
    annotators: authorIds.length,
    labels: 1,
    recordingIds: recordings.map(({ id }) => id),
    least: minOverlap
  })
  return ok({
    authorIds,
    kind,
    measures: answerMeasures(task),
    units,
    segments,
    least: minOverlap,
    measureId
  })
}
