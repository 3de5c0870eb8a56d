import { traceCurve, traceMoments } from '../../shared/agreement/traces/trace-moments'
import { traceReport } from '../../shared/agreement/traces/trace-report'
import type { RatingStrip } from '../../shared/agreement/traces/trace-agreement'
import type { TraceAgreementQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { neutralOfDim, traceDims } from '../../shared/trace/trace-dims'
import { takesOfTrack } from '../../shared/trace/read-trace'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { inSlices } from './in-slices'
import { readRatings } from './read-ratings'
import { withProject } from './with-project'

type Names = 'agreement.traces' | 'agreement.traceMoments' | 'agreement.traceCurve'

/** Finest steps of the curve over time. */
const CURVE_STEP_SECONDS = 0.2

/** How far continuous ratings agree. Long computations give way to other calls every few milliseconds. */
export function traceAgreementHandlers(context: HandlerContext): Area<Names> {
  const strips = async (
    project: Project,
    query: TraceAgreementQuery
  ): Promise<Result<readonly RatingStrip[]>> => {
    if (new Set(query.authorIds).size < 2)
      return fail('too-few-annotators', 'Agreement needs at least two annotators.', 'Choose another one.')
    const read = await inSlices(readRatings(project, query))
    if (context.open.project !== project) return fail('project-closed', 'The project was closed meanwhile.')
    return read.length === 0
      ? fail(
          'nothing-rated',
          'The chosen annotators have not rated this in the chosen recordings.',
          'Choose other recordings, or rate them first.'
        )
      : ok(read)
  }
  return {
    'agreement.traces': (query) =>
      withProject(context, async (project) => {
        const revision = project.revision()
        const read = await strips(project, query)
        if (!read.ok) return read
        const info = dimOf(project, query)
        const range =
          info?.min === undefined || info.max === undefined ? undefined : ([info.min, info.max] as const)
        const { authorIds, withLag } = query
        const report = await inSlices(
          traceReport({ authorIds, strips: read.value, range, neutral: neutralOfDim(info), withLag })
        )
        return ok({
          ...report,
          annotators: report.annotators.map((row) => {
            const lag = meanLag(project, query, row.authorId)
            return lag === undefined ? row : { ...row, lag }
          }),
          revision
        })
      }),
    'agreement.traceMoments': ({ pair, recordingId, limit, ...query }) =>
      withProject(context, async (project) => {
        const read = await strips(
          project,
          recordingId === undefined ? query : { ...query, recordingIds: [recordingId] }
        )
        if (!read.ok) return read
        const who = pair?.map((id) => query.authorIds.indexOf(id))
        if (who?.includes(-1))
          return fail('unknown-author', 'One of the two is not among the annotators chosen.')
        return ok(
          traceMoments(read.value, query.authorIds, {
            who,
            range: rangeOf(project, query, read.value),
            limit
          })
        )
      }),
    'agreement.traceCurve': ({ recordingId, bins, ...query }) =>
      withProject(context, async (project) => {
        const recording = project.get('recording', recordingId)
        if (!recording) return fail('unknown-recording', 'The recording is not part of the project any more.')
        // A bin is a whole number of steps, so that none is empty.
        const seconds = Math.max(1, recording.duration / 1e6)
        const stepSeconds = Math.min(60, Math.max(CURVE_STEP_SECONDS, seconds / bins))
        const read = await strips(project, { ...query, recordingIds: [recordingId], stepSeconds })
        if (!read.ok) return read
        const last = Math.max(
          ...read.value.map((strip) => strip.startUs + (strip.columns[0]?.length ?? 0) * strip.stepUs)
        )
        const range = rangeOf(project, query, read.value)
        const length = recording.duration || last || 1
        const fitting = Math.max(1, Math.min(bins, Math.floor(length / 1e6 / stepSeconds)))
        return ok(traceCurve(read.value, range, length, fitting))
      })
  }
}

const dimOf = (project: Project, { schemeId, attributeId, dim }: TraceAgreementQuery) =>
  traceDims(project.get('scheme', schemeId), attributeId, [dim])[0]

/** Width of the scale: that of the scheme, else how far the ratings reach. */
function rangeOf(project: Project, query: TraceAgreementQuery, strips: readonly RatingStrip[]): number {
  const info = dimOf(project, query)
  if (info?.min !== undefined && info.max !== undefined && info.max > info.min) return info.max - info.min
  let low = Infinity
  let high = -Infinity
  for (const { columns } of strips)
    for (const column of columns)
      for (const value of column) {
        if (value < low) low = value
        if (value > high) high = value
      }
  return high > low ? high - low : 1
}

/** Mean lag of an author's takes that take part, seconds; undefined where none is stored. */
function meanLag(project: Project, query: TraceAgreementQuery, authorId: string): number | undefined {
  const wanted = new Set(query.recordingIds)
  const lags = project
    .dataTracks()
    .filter(
      (track) =>
        track.kind === 'trace' &&
        track.authorId === authorId &&
        track.schemeId === query.schemeId &&
        track.attributeId === query.attributeId &&
        (wanted.size === 0 || wanted.has(track.recordingId))
    )
    .flatMap((track) => takesOfTrack(project, track.id))
    .flatMap(({ hidden, lag }) => (hidden ? [] : [lag ?? 0]))
  return lags.length === 0 || lags.every((lag) => lag === 0)
    ? undefined
    : lags.reduce((sum, lag) => sum + lag, 0) / lags.length / 1e6
}
