import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { formatClock, Micros, micros } from '../domain/time'
import type { Command, RowChange } from './command'
import { editableSegments } from './rules/editable-track'
import { movedValue } from './rules/moved-value'
import { OnOverlap, placeSegments } from './rules/place-segments'
import { counted } from './rules/segment-content'
import { durationOf } from './rules/span-in-recording'

const Input = z.object({
  ids: z.array(Id).min(1),
  /** Microseconds added to every start and end. */
  by: Micros.default(micros(0)),
  /** Stretch about a time: `about + (time - about) * factor`. */
  factor: z.number().min(0.01).max(100).default(1),
  about: Micros.default(micros(0)),
  onOverlap: OnOverlap.default('refuse')
})
type Input = z.infer<typeof Input>

/**
 * Shift and stretch many segments in time, each edge rounded to the microsecond; a file whose clock ran differently
 * is brought in line so. Refused where one would lie outside its recording or, on tracks that forbid it, overlap.
 */
export const segmentRetime: Command<Input> = {
  id: 'segment-retime',
  input: Input,
  title: ({ ids, factor }) => `${factor === 1 ? 'Shift' : 'Stretch'} ${counted(ids.length, 'segment')}`,
  apply(rows, { ids, by, factor, about, onOverlap }, context) {
    const found = editableSegments(rows, ids)
    if (!found.ok) return found
    const { segments, tracks } = found.value
    const at = (time: number): Micros => micros(about + (time - about) * factor + by)
    const moved = segments.map((before) => ({
      before,
      segment: {
        ...before,
        ...movedValue(before, by, factor, about),
        start: at(before.start),
        end: micros(Math.max(at(before.end), at(before.start) + 1))
      }
    }))
    const outside = moved.filter(
      ({ segment }) =>
        segment.start < 0 || segment.end > durationOf(rows, tracks.get(segment.trackId)?.recordingId ?? '')
    )
    const [first] = outside
    if (first)
      return fail(
        'segment.outside',
        `${counted(outside.length, 'segment')} would lie outside the recording, the first from ${formatClock(first.segment.start)} to ${formatClock(first.segment.end)}.`,
        'Shift or stretch less, or leave those segments out.'
      )
    const changes: RowChange[] = []
    for (const track of tracks.values()) {
      const wanted = moved.filter(({ before }) => before.trackId === track.id)
      const placed = placeSegments(rows, track, wanted, onOverlap, context)
      if (!placed.ok) return placed
      const [left] = placed.value.left
      if (left) return { ok: false, error: left.problem }
      changes.push(...placed.value.changes)
    }
    return ok(changes)
  }
}
