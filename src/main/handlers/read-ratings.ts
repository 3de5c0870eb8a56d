import type { Sliced } from '../../shared/agreement/sliced'
import type { RatingStrip } from '../../shared/agreement/traces/trace-agreement'
import type { TraceAgreementQuery } from '../../shared/contract'
import type { Track } from '../../shared/domain/rows'
import { spanOfTake, timeOfSample } from '../../shared/trace/trace'
import type { Project } from '../store'
import { timingOf } from '../../shared/values/timing'
import { readTrace, takesOfTrack } from './take'

/** Samples composed between two pauses. */
const SLICE = 16_384

/**
 * Ratings of one dimension in even steps from the beginning of each recording: the mean of the samples of each step.
 * One strip for each recording and person; where an author has several tracks, the first with a value counts.
 */
export function* readRatings(project: Project, query: TraceAgreementQuery): Sliced<readonly RatingStrip[]> {
  const { authorIds, stepSeconds, withLag, dim } = query
  const stepUs = stepSeconds * 1e6
  const wanted = new Set(query.recordingIds)
  const tracks = project
    .dataTracks()
    .filter(
      (track) =>
        track.kind === 'trace' &&
        track.schemeId === query.schemeId &&
        track.attributeId === query.attributeId &&
        authorIds.includes(track.authorId) &&
        (wanted.size === 0 || wanted.has(track.recordingId))
    )
  const groups = Map.groupBy(
    [...tracks].sort((a, b) => a.position - b.position),
    (track) => JSON.stringify([track.recordingId, query.ignorePersons ? '' : (track.personId ?? '')])
  )
  const order = new Map(project.all('recording').map(({ id, position }) => [id, position]))
  const strips: RatingStrip[] = []
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const ends = group.flatMap((track) =>
      takesOfTrack(project, track.id).flatMap((take) => (take.hidden ? [] : [spanOfTake(take, withLag).end]))
    )
    const steps = Math.max(0, Math.ceil(Math.max(0, ...ends) / stepUs))
    if (steps === 0) continue
    const columns = authorIds.map(() => new Float64Array(steps).fill(Number.NaN))
    for (const track of group) {
      const column = columns[authorIds.indexOf(track.authorId)]
      if (column) yield* addTrack(project, track, dim, withLag, stepUs, column)
    }
    strips.push({
      recordingId: first.recordingId,
      ...(query.ignorePersons || first.personId === undefined ? {} : { personId: first.personId }),
      startUs: 0,
      stepUs,
      columns
    })
    yield
  }
  return strips.sort((a, b) => (order.get(a.recordingId) ?? 0) - (order.get(b.recordingId) ?? 0))
}

/** Means of a track's samples in steps, where the column has no value yet. */
function* addTrack(
  project: Project,
  track: Track,
  dim: string,
  withLag: boolean,
  stepUs: number,
  column: Float64Array
): Sliced<void> {
  const takes = takesOfTrack(project, track.id).filter(({ hidden }) => !hidden)
  const rateHz = track.trace?.rateHz ?? takes[0]?.rateHz ?? 1
  const row = (track.trace?.dims ?? takes[0]?.dims ?? []).indexOf(dim)
  if (row < 0 || takes.length === 0) return
  const skipUs = timingOf(project.get('scheme', track.schemeId), track.attributeId).skipFirstSec * 1e6
  const perSlice = Math.max(1, Math.floor(SLICE / ((stepUs / 1e6) * rateHz)))
  for (let from = 0; from < column.length; from += perSlice) {
    const to = Math.min(column.length, from + perSlice)
    const trace = readTrace(project, track, takes, { withLag, from: from * stepUs, to: to * stepUs })
    const sums = new Float64Array(to - from)
    const counts = new Float64Array(to - from)
    const values = trace.values[row] ?? new Float64Array()
    values.forEach((value, i) => {
      if (Number.isNaN(value) || timeOfSample(trace, i) < skipUs) return
      const step = Math.floor(timeOfSample(trace, i) / stepUs + 1e-9) - from
      sums[step] = (sums[step] ?? 0) + value
      counts[step] = (counts[step] ?? 0) + 1
    })
    sums.forEach((sum, i) => {
      const n = counts[i] ?? 0
      if (n > 0 && Number.isNaN(column[from + i] ?? NaN)) column[from + i] = sum / n
    })
    yield
  }
  // Slow ratings have steps without a sample of their own; they lie on the line between their neighbours.
  if (stepUs * rateHz < 1e6) fillBetween(column, Math.ceil(1e6 / (stepUs * rateHz)))
}

/** Straight lines over holes of at most `longest` steps between two values. */
function fillBetween(column: Float64Array, longest: number): void {
  let last = -1
  column.forEach((value, i) => {
    if (Number.isNaN(value)) return
    if (last >= 0 && i - last > 1 && i - last <= longest) {
      const from = column[last] ?? 0
      for (let at = last + 1; at < i; at++) column[at] = from + ((value - from) * (at - last)) / (i - last)
    }
    last = i
  })
}
