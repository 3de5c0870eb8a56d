import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment } from '../domain/rows'
import type { Command } from './command'
import { editableTrack } from './rules/editable-track'
import { labelInScheme } from './rules/label-in-scheme'
import { OnOverlap, placeSegments } from './rules/place-segments'
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

/** Make a segment. It is cut to the recording, and on a track that forbids overlap trimmed into the first free gap (`trim`), refused, or cut into the others (`replace`). */
export const segmentCreate: Command<z.infer<typeof Input>> = {
  id: 'segment-create',
  input: Input,
  title: ({ label }) => (label === undefined ? 'New segment' : `New segment ${contentTitle({ label })}`),
  apply(rows, { trackId, start, end, id, onOverlap, ...content }, context) {
    const track = editableTrack(rows, trackId)
    if (!track.ok) return track
    const span = spanInRecording({ start, end }, durationOf(rows, track.value.recordingId))
    if (!span.ok) return span
    const label = labelInScheme(rows, track.value, content.label)
    if (!label.ok) return label
    const segment: Segment = {
      ...content,
      ...span.value,
      label: label.value,
      id: id ?? context.newId(),
      trackId,
      flagged: content.flagged ?? false
    }
    const placed = placeSegments(rows, track.value, [{ segment }], onOverlap, context)
    if (!placed.ok) return placed
    const [refused] = placed.value.left
    return refused ? { ok: false, error: refused.problem } : ok(placed.value.changes)
  }
}
