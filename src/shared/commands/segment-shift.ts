import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { Micros, micros } from '../domain/time'
import type { Command, RowChange } from './command'
import { editableSegments } from './rules/editable-track'
import { movedValue } from './rules/moved-value'
import { OnOverlap, placeSegments } from './rules/place-segments'
import { counted } from './rules/segment-content'
import { durationOf } from './rules/span-in-recording'

const Input = z.object({ ids: z.array(Id).min(1), by: Micros, onOverlap: OnOverlap.default('refuse') })

/**
 * Shift segments in time by the same amount, keeping their lengths. The shift is cut short where the first would
 * start before 0 or the last end after the recording. Overlaps are refused unless asked otherwise.
 */
export const segmentShift: Command<z.infer<typeof Input>> = {
  id: 'segment-shift',
  input: Input,
  title: ({ ids }) => `Move ${counted(ids.length, 'segment')}`,
  apply(rows, { ids, by, onOverlap }, context) {
    const found = editableSegments(rows, ids)
    if (!found.ok) return found
    const { segments, tracks } = found.value
    let shift: number = by
    for (const { trackId, start, end } of segments) {
      const duration = durationOf(rows, tracks.get(trackId)?.recordingId ?? '')
      shift = Math.max(-start, Math.min(shift, Math.max(0, duration - end)))
    }
    if (shift === 0) return fail('segment.no-room', 'There is no room to move there: the recording ends.')
    const changes: RowChange[] = []
    for (const track of tracks.values()) {
      const wanted = segments
        .filter((segment) => segment.trackId === track.id)
        .map((before) => ({
          segment: {
            ...before,
            ...movedValue(before, shift),
            start: micros(before.start + shift),
            end: micros(before.end + shift)
          },
          before
        }))
      const placed = placeSegments(rows, track, wanted, onOverlap, context)
      if (!placed.ok) return placed
      const [refused] = placed.value.left
      if (refused) return { ok: false, error: refused.problem }
      changes.push(...placed.value.changes)
    }
    return ok(changes)
  }
}
