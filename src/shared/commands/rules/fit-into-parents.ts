import { fail, ok } from '../../domain/problem'
import type { Problem, Result } from '../../domain/problem'
import type { Segment, Track } from '../../domain/rows'
import { formatClock, micros } from '../../domain/time'
import { segmentsBetween } from './segments-between'
import type { RowsAfter } from './rows-after'

/**
 * Cut the changed segments of a track to the segment of its parent track that holds them: the one that held them
 * before where only an edge moved, else the one that shares most time. A new segment that nothing holds is left out
 * (its problem is answered), a moved one refuses the edit; so does one that would have to be cut, unless `cut`.
 */
export function fitIntoParents(
  after: RowsAfter,
  track: Track,
  direct: ReadonlySet<string>,
  cut: boolean
): Result<Problem | undefined> {
  const parent = after.get('track', track.parentId ?? '')
  if (!parent) return ok(undefined)
  let left: Problem | undefined
  for (const { id, before, after: segment } of after.changesOf(track.id)) {
    if (!segment || segment.trackId !== track.id || !direct.has(id)) continue
    const holder = holderOf(after, parent.id, segment, before)
    if (!holder) {
      const none = nothingHolds(track, parent, segment)
      if (before) return none
      if (!none.ok) left ??= none.error
      leaveOut(after, segment)
      continue
    }
    const [start, end] = [Math.max(segment.start, holder.start), Math.min(segment.end, holder.end)]
    const fits = start === segment.start && end === segment.end
    if (!fits && !cut) return reachesOver(track, parent, segment)
    if (!fits || segment.parentId !== holder.id)
      after.put({ ...segment, start: micros(start), end: micros(end), parentId: holder.id })
  }
  return ok(left)
}

function holderOf(
  after: RowsAfter,
  parentTrackId: string,
  segment: Segment,
  before: Segment | undefined
): Segment | undefined {
  const shared = (other: Segment): number =>
    Math.min(other.end, segment.end) - Math.max(other.start, segment.start)
  const candidates = segmentsBetween(after, parentTrackId, segment.start, segment.end)
  const trimmed = before && (before.start === segment.start) !== (before.end === segment.end)
  const kept = trimmed && candidates.find((other) => other.id === segment.parentId)
  if (kept) return kept
  return candidates.reduce<Segment | undefined>(
    (best, other) => (best && shared(best) >= shared(other) ? best : other),
    undefined
  )
}

/** A new segment does not come; a prediction it was copied from stays undecided. */
function leaveOut(after: RowsAfter, segment: Segment): void {
  after.drop('segment', segment.id)
  const source = segment.origin?.kind === 'prediction' ? segment.origin.ref : undefined
  if (source !== undefined) after.drop('segment', source)
}

const nothingHolds = (track: Track, parent: Track, { start }: Segment): Result<never> =>
  fail(
    'segment.no-parent',
    `No segment of track "${parent.name}" is at ${formatClock(start)} to hold one of track "${track.name}".`,
    `Segments of "${track.name}" lie within segments of "${parent.name}": make one there first.`
  )

const reachesOver = (track: Track, parent: Track, { start }: Segment): Result<never> =>
  fail(
    'segment.over-parent',
    `The segment at ${formatClock(start)} of track "${track.name}" would reach over the edge of its segment on "${parent.name}".`,
    `Move less far, or change the segment of "${parent.name}" first.`
  )
