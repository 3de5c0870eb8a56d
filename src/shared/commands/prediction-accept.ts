import { z } from 'zod'
import { labelOf } from '../domain/labels'
import { fail, ok } from '../domain/problem'
import type { Problem, Result } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment, Track } from '../domain/rows'
import type { Command, CommandContext, RowChange, RowReader } from './command'
import { annotatableTrack, editableSegments, editableTrack } from './rules/editable-track'
import { answerInScheme, type Answer } from './rules/answer-in-scheme'
import { mappedAnswer, Mappings } from './rules/mapped-answer'
import { nextTrackPosition } from './rules/next-position'
import { OnOverlap, placeSegments } from './rules/place-segments'
import type { Wanted } from './rules/place-segments'
import { created, updated } from './rules/row-change'
import { contentTitle, counted } from './rules/segment-content'

const Input = z.object({
  ids: z.array(Id).min(1),
  /** Track of one's own to copy to. Absent: the author's first fitting track of the recording, made when there is none. */
  trackId: Id.optional(),
  /** Without a track: the attribute whose labels are given. Absent: that of the predictions. */
  into: z.object({ schemeId: Id, attributeId: z.string() }).optional(),
  /** Tables through which labels become those of the track; what they do not map stays a prediction. */
  mappings: Mappings,
  /** Accept with another label than the predicted one: a correction. */
  label: z.string().optional(),
  onOverlap: OnOverlap.default('trim')
})
type Input = z.infer<typeof Input>

/**
 * Copy predicted segments to a track of one's own, with their origin, and mark them as accepted. The prediction stays
 * as it is. Under `trim` those without free time are left out, and so are those whose label the mapping tables given
 * have no counterpart for; refused when none is left.
 */
export const predictionAccept: Command<Input> = {
  id: 'prediction-accept',
  input: Input,
  title: ({ ids, label }) =>
    `Accept ${counted(ids.length, 'prediction')}${label === undefined ? '' : ` as ${contentTitle({ label })}`}`,
  apply(rows, input, context) {
    const found = editableSegments(rows, input.ids, annotatableTrack)
    if (!found.ok) return found
    const changes: RowChange[] = []
    let placedCount = 0
    let firstLeft: Problem | undefined
    for (const source of found.value.tracks.values()) {
      const mine = found.value.segments.filter((segment) => segment.trackId === source.id)
      const target = targetTrack(rows, source, input, context, changes)
      if (!target.ok) return target
      const wanted: Wanted[] = []
      const answerOf = mappedAnswer(rows, source, target.value, input.mappings)
      for (const segment of mine) {
        const answer =
          input.label === undefined
            ? answerOf(segment)
            : answerInScheme(rows, target.value, { label: input.label })
        if (!answer.ok) return answer
        if (answer.value === undefined) {
          firstLeft ??= unmapped(rows, segment, source, target.value)
          continue
        }
        wanted.push({ segment: copyOf(segment, source, target.value, answer.value, context) })
      }
      const placed = placeSegments(rows, target.value, wanted, input.onOverlap, context)
      if (!placed.ok) return placed
      changes.push(...placed.value.changes)
      const accepted = new Set(placed.value.placed.map((segment) => segment.origin?.ref))
      for (const segment of mine)
        if (accepted.has(segment.id)) changes.push(updated('segment', segment, { review: 'accepted' }))
      placedCount += placed.value.placed.length
      firstLeft ??= placed.value.left[0]?.problem
    }
    return placedCount === 0 && firstLeft ? { ok: false, error: firstLeft } : ok(changes)
  }
}

function copyOf(
  segment: Segment,
  source: Track,
  target: Track,
  answer: Answer,
  context: CommandContext
): Segment {
  return {
    id: context.newId(),
    trackId: target.id,
    start: segment.start,
    end: segment.end,
    ...answer,
    text: segment.text,
    personId: segment.personId,
    flagged: false,
    origin: { kind: 'prediction', ref: segment.id, runId: source.runId }
  }
}

function unmapped(rows: RowReader, { label }: Segment, source: Track, target: Track): Problem {
  const from = rows.get('scheme', source.schemeId)
  return {
    code: 'mapping.unmapped',
    message: `"${labelOf(from, label, source.attributeId)?.name ?? label}" has no counterpart in the scheme "${rows.get('scheme', target.schemeId)?.name ?? target.schemeId}".`,
    hint: 'Map the label, or choose another track.',
    severity: 'error'
  }
}

function targetTrack(
  rows: RowReader,
  source: Track,
  { trackId, into = source }: Input,
  context: CommandContext,
  changes: RowChange[]
): Result<Track> {
  if (trackId !== undefined) {
    const chosen = editableTrack(rows, trackId)
    if (chosen.ok && chosen.value.recordingId !== source.recordingId) {
      return fail(
        'track.other-recording',
        `Track "${chosen.value.name}" belongs to another recording than the predictions.`
      )
    }
    return chosen
  }
  const fitting = rows
    .all('track')
    .find(
      (track) =>
        track.recordingId === source.recordingId &&
        track.authorId === context.authorId &&
        track.schemeId === into.schemeId &&
        track.attributeId === into.attributeId &&
        track.personId === source.personId &&
        track.kind !== 'frames' &&
        track.runId === undefined &&
        !track.locked
    )
  if (fitting) return ok(fitting)
  const made: Track = {
    id: context.newId(),
    recordingId: source.recordingId,
    authorId: context.authorId,
    schemeId: into.schemeId,
    attributeId: into.attributeId,
    personId: source.personId,
    name: source.name,
    kind: 'segments',
    overlap: 'forbidden',
    position: nextTrackPosition(rows, source.recordingId),
    locked: false
  }
  if (!rows.get('author', context.authorId))
    return fail(
      'author.unknown',
      'There is no annotator to accept predictions for.',
      'Choose or add an annotator first.'
    )
  changes.push(created('track', made))
  return ok(made)
}
