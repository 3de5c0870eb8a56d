import type { Segment, Track } from '../../domain/rows'
import { micros } from '../../domain/time'
import type { CommandContext } from '../command'
import { segmentsBetween } from './segments-between'
import { gapAnswer } from './gap-answer'
import type { RowsAfter } from './rows-after'
import { segmentBeside } from './segment-beside'

/**
 * Close the gaps that an edit leaves on a gap-free track. Time that belonged to the track before goes to a neighbour:
 * to the one whose edge was not moved by the edit, else (a segment was deleted or moved away) to the one on the left,
 * and at the very start to the one on the right. Time that never belonged to it gets an unlabelled segment. The outer
 * edges move only when the outermost segment itself is trimmed. On a track with a parent all this holds within each
 * segment of the parent, which its segments fill from edge to edge.
 */
export function closeGaps(after: RowsAfter, track: Track, context: CommandContext): void {
  if (track.parentId === undefined) return closeRegion(after, track, wholeTrack(after, track), context)
  const holders = new Set<string>()
  for (const change of after.changesOf(track.id))
    for (const row of [change.before, change.after])
      if (row?.parentId !== undefined) holders.add(row.parentId)
  for (const change of after.changesOf(track.parentId)) holders.add(change.id)
  for (const id of holders) {
    const holder = after.get('segment', id)
    if (!holder) continue
    const segments = after.segmentsUnder(id, track.id)
    if (segments.length > 0)
      closeRegion(after, track, { segments, from: holder.start, to: holder.end, parentId: id }, context)
  }
}

/** Neighbouring segments and where their outermost edges must be. */
interface Region {
  readonly segments: readonly Segment[]
  readonly from: number
  readonly to: number
  readonly parentId?: string
}

/** The segments around what the edit touched, as far as it reaches. */
function wholeTrack(after: RowsAfter, track: Track): Region {
  const changes = after.changesOf(track.id)
  const rows = changes.flatMap(({ before, after: now }) =>
    [before, now].filter((row): row is Segment => row?.trackId === track.id)
  )
  const first = rows.reduce((least, row) => Math.min(least, row.start), Infinity)
  const last = rows.reduce((most, row) => Math.max(most, row.end), -Infinity)
  const inside = segmentsBetween(after, track.id, first - 1, last + 1)
  const left = segmentBeside(after, track.id, inside[0]?.start ?? first, 'before')
  const right = segmentBeside(after, track.id, inside.at(-1)?.end ?? last, 'after')
  const segments = [...(left ? [left] : []), ...inside, ...(right ? [right] : [])]
  const [start, end] = [segments[0], segments.at(-1)]
  const was = (id: string | undefined): Segment | undefined =>
    id === undefined ? undefined : after.before.get('segment', id)
  // Trimming the outermost segment moves the edge; taking it away does not.
  const from = left || !start ? Infinity : outermost(changes, 'start', track.id)
  const to = right || !end ? -Infinity : outermost(changes, 'end', track.id)
  return {
    segments,
    from: start ? Math.min(start.start, was(start.id)?.start === from ? start.start : from) : 0,
    to: end ? Math.max(end.end, was(end.id)?.end === to ? end.end : to) : 0
  }
}

function outermost(
  changes: readonly { readonly before?: Segment }[],
  edge: 'start' | 'end',
  trackId: string
): number {
  const edges = changes.flatMap(({ before }) => (before?.trackId === trackId ? [before[edge]] : []))
  return edge === 'start' ? Math.min(...edges) : Math.max(...edges)
}

function closeRegion(
  after: RowsAfter,
  track: Track,
  { segments, from, to, parentId }: Region,
  context: CommandContext
): void {
  const stretch = (id: string, patch: { start?: number; end?: number }): void => {
    const segment = after.get('segment', id)
    if (segment)
      after.put({
        ...segment,
        start: micros(patch.start ?? segment.start),
        end: micros(patch.end ?? segment.end)
      })
  }
  const fill = (start: number, end: number): void => {
    if (end > start)
      after.put({
        id: context.newId(),
        trackId: track.id,
        start: micros(start),
        end: micros(end),
        flagged: false,
        ...gapAnswer(after, track),
        ...(parentId === undefined ? {} : { parentId })
      })
  }
  const wasThere = (id: string): Segment | undefined => after.before.get('segment', id)
  const [first, last] = [segments[0], segments.at(-1)]
  if (!first || !last) return
  if (first.start > from) {
    if (wasThere(first.id)) stretch(first.id, { start: from })
    else fill(from, first.start)
  }
  if (last.end < to) {
    if (wasThere(last.id)) stretch(last.id, { end: to })
    else fill(last.end, to)
  }
  segments.slice(1).forEach((right, index) => {
    const left = segments[index]
    if (!left || left.end >= right.start) return
    const owned = ownedBefore(after, track.id, left.end, right.start)
    if (!owned) return fill(left.end, right.start)
    if (owned.start > left.end) {
      fill(left.end, owned.start)
      return stretch(right.id, { start: owned.start })
    }
    if (owned.end < right.start) {
      stretch(left.id, { end: owned.end })
      return fill(owned.end, right.start)
    }
    const edgeMoved = (segment: Segment, edge: 'start' | 'end'): boolean =>
      wasThere(segment.id)?.[edge] !== segment[edge]
    if (edgeMoved(left, 'end') && !edgeMoved(right, 'start')) stretch(right.id, { start: left.end })
    else stretch(left.id, { end: right.start })
  })
}

/** The part of a gap that segments of the track covered before the edit. */
function ownedBefore(
  after: RowsAfter,
  trackId: string,
  from: number,
  to: number
): { readonly start: number; readonly end: number } | undefined {
  const before = segmentsBetween(after.before, trackId, from, to)
  if (before.length === 0) return undefined
  return {
    start: Math.max(from, Math.min(...before.map((segment) => segment.start))),
    end: Math.min(to, Math.max(...before.map((segment) => segment.end)))
  }
}
