import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment } from '../domain/rows'
import { formatClock, Micros, micros } from '../domain/time'
import type { Command, RowChange, RowReader } from './command'
import { editableTrack } from './rules/editable-track'
import { segmentsBetween } from './rules/segments-between'
import { updated } from './rules/row-change'
import { durationOf } from './rules/span-in-recording'

/** Shortest segment that a dragged boundary leaves: 1 ms, the last digit of the clock. */
const SHORTEST = 1000

const Input = z.object({ trackIds: z.array(Id).min(1), at: Micros, to: Micros })

/**
 * Move every edge that lies exactly at a time, on all given tracks, to another time. The move stops where a segment
 * would become shorter than 1 ms, meet a neighbour on a track that forbids overlap, or leave the recording.
 */
export const segmentMoveBoundary: Command<z.infer<typeof Input>> = {
  id: 'segment-move-boundary',
  input: Input,
  title: () => 'Move a boundary',
  apply(rows, { trackIds, at, to }) {
    const touched: Segment[] = []
    let [low, high] = [0, Infinity]
    for (const trackId of new Set(trackIds)) {
      const track = editableTrack(rows, trackId)
      if (!track.ok) return track
      const segments = segmentsBetween(
        rows,
        trackId,
        Math.min(at, to) - SHORTEST,
        Math.max(at, to) + SHORTEST
      )
      const mine = segments.filter((segment) => segment.start === at || segment.end === at)
      if (mine.length === 0) continue
      touched.push(...mine)
      const room = roomAround(rows, track.value, segments, at)
      low = Math.max(low, room.low)
      high = Math.min(high, room.high)
    }
    if (touched.length === 0) return fail('boundary.none', `No segment starts or ends at ${formatClock(at)}.`)
    const time = micros(Math.max(low, Math.min(high, to)))
    if (time === at)
      return fail(
        'boundary.blocked',
        'The boundary cannot move there: a segment or the end of the recording is in the way.'
      )
    return ok(
      touched.map((segment): RowChange =>
        updated('segment', segment, segment.start === at ? { start: time } : { end: time })
      )
    )
  }
}

function roomAround(
  rows: RowReader,
  track: { readonly recordingId: string; readonly overlap: string },
  segments: readonly Segment[],
  at: number
): { readonly low: number; readonly high: number } {
  let [low, high] = [0, durationOf(rows, track.recordingId)]
  for (const segment of segments) {
    if (segment.start === at) high = Math.min(high, segment.end - SHORTEST)
    else if (segment.end === at) low = Math.max(low, segment.start + SHORTEST)
    else if (track.overlap === 'forbidden' && segment.end <= at) low = Math.max(low, segment.end)
    else if (track.overlap === 'forbidden' && segment.start >= at) high = Math.min(high, segment.start)
  }
  return { low: Math.min(low, at), high: Math.max(high, at) }
}
