import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Segment, Track } from '../../domain/rows'
import { micros } from '../../domain/time'
import type { CommandContext } from '../command'
import { movedValue } from './moved-value'
import { segmentsUnder } from './rows-after'
import type { RowsAfter, SegmentChange } from './rows-after'

/**
 * Let the segments of a child track follow what the edit did to the segments that hold them: a moved one takes them
 * along, a trimmed one cuts them (what is left outside goes), a deleted one takes them with it. Where the time of a
 * child belongs to another segment that the same edit made or changed (a split, a merge, a shared edge), it is given
 * to that one, cut in two where the new edge lies inside it.
 */
export function carryChildren(
  after: RowsAfter,
  parent: Track,
  child: Track,
  direct: ReadonlySet<string>,
  context: CommandContext
): Result<void> {
  const changes = after.changesOf(parent.id)
  // A moved segment brings its own along, so it has no room for those of others.
  const touched = changes
    .flatMap((change) => (change.after?.trackId === parent.id && !shiftOf(change) ? [change.after] : []))
    .sort((a, b) => a.start - b.start)
  for (const change of changes) {
    if (!change.before || !changesTime(change, parent.id)) continue
    for (const segment of segmentsUnder(after.before, change.id, child.id)) {
      if (direct.has(segment.id)) continue
      const pieces = piecesOf(segment, change, touched, parent.id)
      if (unchanged(segment, pieces)) continue
      if (child.locked) return locked(child, parent)
      write(after, segment, pieces, context)
    }
  }
  return ok(undefined)
}

/** Where a part of a child segment will be, and what holds it. */
interface Piece {
  readonly start: number
  readonly end: number
  readonly parentId: string
}

/** How far a segment was moved as a whole; 0 where it was not, or where its length changed too. */
function shiftOf({ before, after }: Pick<SegmentChange, 'before' | 'after'>): number {
  const by = before && after ? after.start - before.start : 0
  return before && after && after.end - before.end === by ? by : 0
}

const changesTime = ({ before, after }: SegmentChange, trackId: string): boolean =>
  after?.trackId !== trackId || before?.start !== after.start || before.end !== after.end

function piecesOf(
  segment: Segment,
  { before, after: holder }: SegmentChange,
  touched: readonly Segment[],
  trackId: string
): readonly Piece[] {
  if (before && holder?.trackId === trackId) {
    const by = shiftOf({ before, after: holder })
    if (by !== 0) return [{ start: segment.start + by, end: segment.end + by, parentId: holder.id }]
    if (holder.start <= segment.start && segment.end <= holder.end)
      return [{ start: segment.start, end: segment.end, parentId: holder.id }]
  }
  return touched.flatMap((other) => {
    const [start, end] = [Math.max(other.start, segment.start), Math.min(other.end, segment.end)]
    return end > start ? [{ start, end, parentId: other.id }] : []
  })
}

function unchanged(segment: Segment, pieces: readonly Piece[]): boolean {
  const [only] = pieces
  return (
    pieces.length === 1 &&
    only?.start === segment.start &&
    only.end === segment.end &&
    only.parentId === segment.parentId
  )
}

function write(after: RowsAfter, segment: Segment, pieces: readonly Piece[], context: CommandContext): void {
  const [first, ...rest] = pieces
  if (!first) return after.remove(segment)
  const by = first.start - segment.start
  const moved = by !== 0 && first.end - segment.end === by
  after.put({
    ...segment,
    ...(moved ? movedValue(segment, by) : {}),
    start: micros(first.start),
    end: micros(first.end),
    parentId: first.parentId
  })
  for (const piece of rest) {
    after.put({
      ...segment,
      id: context.newId(),
      start: micros(piece.start),
      end: micros(piece.end),
      parentId: piece.parentId,
      comment: undefined,
      text: undefined,
      origin: { kind: 'split', ref: segment.id }
    })
  }
}

const locked = (child: Track, parent: Track): Result<never> =>
  fail(
    'track.locked',
    `Track "${child.name}" under "${parent.name}" is locked, and its segments would have to follow.`,
    `Unlock "${child.name}" first, in the menu of its name in the timeline.`
  )
