import type { Sliced } from '../../shared/agreement/sliced'
import type { RatingStrip } from '../../shared/agreement/traces/trace-agreement'
import type { TraceAgreementQuery } from '../../shared/contract'
import { takesOfTrack } from '../../shared/trace/read-trace'
import { spanOfTake } from '../../shared/trace/trace'
import { addTraceSteps } from '../../shared/trace/trace-steps'
import type { Project } from '../store'
import { timingOf } from '../../shared/values/timing'

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
      if (!column) continue
      const takes = takesOfTrack(project, track.id).filter(({ hidden }) => !hidden)
      const skipUs = timingOf(project.get('scheme', track.schemeId), track.attributeId).skipFirstSec * 1e6
      yield* addTraceSteps(project, { track, takes, dim, withLag, stepUs, skipUs }, column)
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
