import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Segment, Track } from '../../domain/rows'
import { formatClock, micros } from '../../domain/time'
import type { CommandContext, RowReader } from '../command'
import { gapAnswer } from './gap-answer'

/**
 * Segments without a label, or with the one that the scheme gives to gaps, for the time between the segments of a track: from the first to the last, or on a track with a
 * parent from edge to edge of every segment of the parent that holds one. Refused where two overlap.
 */
export function fillGaps(rows: RowReader, track: Track, context: CommandContext): Result<readonly Segment[]> {
  const fillers: Segment[] = []
  const said = gapAnswer(rows, track)
  const fill = (start: number, end: number, parentId: string | undefined): void => {
    if (end <= start) return
    fillers.push({
      id: context.newId(),
      trackId: track.id,
      start: micros(start),
      end: micros(end),
      flagged: false,
      ...said,
      parentId
    })
  }
  let before: Segment | undefined
  for (const segment of rows.segmentsOf(track.id)) {
    if (before && segment.start < before.end) return overlaps(track, segment)
    const same = track.parentId === undefined || before?.parentId === segment.parentId
    if (before && same) fill(before.end, segment.start, segment.parentId)
    if (!same) {
      fill(before?.end ?? 0, holderOf(rows, before)?.end ?? 0, before?.parentId)
      fill(holderOf(rows, segment)?.start ?? segment.start, segment.start, segment.parentId)
    }
    before = segment
  }
  if (before && track.parentId !== undefined)
    fill(before.end, holderOf(rows, before)?.end ?? before.end, before.parentId)
  return ok(fillers)
}

const holderOf = (rows: RowReader, segment: Segment | undefined): Segment | undefined =>
  segment?.parentId === undefined ? undefined : rows.get('segment', segment.parentId)

const overlaps = (track: Track, { start }: Segment): Result<never> =>
  fail(
    'track.gap-free-overlap',
    `Segments of track "${track.name}" overlap at ${formatClock(start)}, so they cannot follow one another without gaps.`,
    'Move or trim one of them first.'
  )
