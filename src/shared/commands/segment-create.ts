import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment } from '../domain/rows'
import type { Command } from './command'
import { editableTrack } from './rules/editable-track'
import { answerInScheme } from './rules/answer-in-scheme'
import { OnOverlap, placeSegments } from './rules/place-segments'
import { pointSpan } from './rules/point-span'
import { SegmentContent, contentTitle } from './rules/segment-content'
import { durationOf, spanInRecording } from './rules/span-in-recording'
import { Micros } from '../domain/time'

const Input = SegmentContent.extend({
  trackId: Id,
  start: Micros,
  end: Micros,
  /** Chosen by the window, so that it can select the segment at once. */
  id: Id.optional(),
  onOverlap: OnOverlap.default('trim')
})

/** Make a segment; on a points track a moment. Its answer must fit the scheme. It is cut to the recording, and on a track that forbids overlap trimmed into the first free gap (`trim`), refused, or cut into the others (`replace`). */
export const segmentCreate: Command<z.infer<typeof Input>> = {
  id: 'segment-create',
  input: Input,
  title: ({ label }) => (label === undefined ? 'New segment' : `New segment ${contentTitle({ label })}`),
  apply(rows, { trackId, start, end, id, onOverlap, ...content }, context) {
    const track = editableTrack(rows, trackId)
    if (!track.ok) return track
    const duration = durationOf(rows, track.value.recordingId)
    const span = spanInRecording(pointSpan(track.value, { start, end }, duration), duration)
    if (!span.ok) return span
    const answer = answerInScheme(rows, track.value, content)
    if (!answer.ok) return answer
    const segment: Segment = {
      ...content,
      ...span.value,
      ...answer.value,
      id: id ?? context.newId(),
      trackId,
      flagged: content.flagged ?? false
    }
    // A gap-free track has no free gap to trim into: a new segment cuts the ones there.
    const rule = track.value.coverage === 'gap-free' && onOverlap === 'trim' ? 'replace' : onOverlap
    const placed = placeSegments(rows, track.value, [{ segment }], rule, context)
    if (!placed.ok) return placed
    const [refused] = placed.value.left
    return refused ? { ok: false, error: refused.problem } : ok(placed.value.changes)
  }
}
