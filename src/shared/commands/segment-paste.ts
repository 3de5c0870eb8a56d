import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { Micros } from '../domain/time'
import type { Command } from './command'
import { editableTrack } from './rules/editable-track'
import { answerInScheme } from './rules/answer-in-scheme'
import { OnOverlap, placeSegments } from './rules/place-segments'
import type { Wanted } from './rules/place-segments'
import { pointSpan } from './rules/point-span'
import { counted, SegmentContent } from './rules/segment-content'
import { durationOf, spanInRecording } from './rules/span-in-recording'

const Input = z.object({
  trackId: Id,
  segments: z
    .array(SegmentContent.extend({ id: Id.optional(), start: Micros, end: Micros }))
    .min(1)
    .max(1_000_000),
  onOverlap: OnOverlap.default('trim')
})

/**
 * Put many segments on a track at once. Under `trim` those that find no free time are left out; refused only when
 * none finds a place. Spans outside the recording and unknown labels refuse the whole paste.
 */
export const segmentPaste: Command<z.infer<typeof Input>> = {
  id: 'segment-paste',
  input: Input,
  title: ({ segments }) => `Paste ${counted(segments.length, 'segment')}`,
  apply(rows, { trackId, segments, onOverlap }, context) {
    const track = editableTrack(rows, trackId)
    if (!track.ok) return track
    const duration = durationOf(rows, track.value.recordingId)
    const wanted: Wanted[] = []
    for (const { id, start, end, ...content } of segments) {
      const span = spanInRecording(pointSpan(track.value, { start, end }, duration), duration)
      if (!span.ok) return span
      const answer = answerInScheme(rows, track.value, content)
      if (!answer.ok) return answer
      wanted.push({
        segment: {
          ...content,
          ...span.value,
          ...answer.value,
          id: id ?? context.newId(),
          trackId,
          flagged: content.flagged ?? false
        }
      })
    }
    const placed = placeSegments(rows, track.value, wanted, onOverlap, context)
    if (!placed.ok) return placed
    const [refused] = placed.value.left
    return refused && placed.value.placed.length === 0
      ? { ok: false, error: refused.problem }
      : ok(placed.value.changes)
  }
}
