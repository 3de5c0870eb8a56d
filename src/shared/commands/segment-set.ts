import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { CANNOT_RATE } from '../domain/rows'
import type { Segment, Track } from '../domain/rows'
import type { Result } from '../domain/problem'
import { attributeTask } from '../values/attribute'
import { withMissing } from '../values/missing-answer'
import { Micros } from '../domain/time'
import type { Command, RowChange, RowReader } from './command'
import { annotatableTrack, editableSegments, editableTrack } from './rules/editable-track'
import { carryLinks } from './rules/carry-links'
import { answerChange } from './rules/answer-in-scheme'
import { OnOverlap, placeSegments } from './rules/place-segments'
import { pointSpan } from './rules/point-span'
import { patchOf, updated } from './rules/row-change'
import { contentTitle, counted, SegmentPatch, valueTitle } from './rules/segment-content'
import { durationOf, spanInRecording } from './rules/span-in-recording'

const Input = z.object({
  ids: z.array(Id).min(1),
  patch: SegmentPatch.extend({ start: Micros.optional(), end: Micros.optional() }),
  onOverlap: OnOverlap.default('trim')
})
type Input = z.infer<typeof Input>

/**
 * Change fields of one or many segments. New edges are cut to the recording and, on tracks that forbid overlap,
 * to the neighbours (`trim`), refused, or cut into the neighbours (`replace`). A value must fit the scheme and decides
 * the label. Predictions take comments and flags only.
 */
export const segmentSet: Command<Input> = {
  id: 'segment-set',
  input: Input,
  title: ({ ids, patch }) => titleOf(patch, counted(ids.length, 'segment')),
  apply(rows, { ids, patch: { start, end, missing, ...given }, onOverlap }, context) {
    const content = missing === undefined ? given : { ...given, label: CANNOT_RATE }
    const moves = start !== undefined || end !== undefined
    const noteOnly =
      !moves &&
      Object.entries(content).every(
        ([field, value]) => value === undefined || field === 'comment' || field === 'flagged'
      )
    const found = editableSegments(rows, ids, noteOnly ? annotatableTrack : editableTrack)
    if (!found.ok) return found
    const changes: RowChange[] = []
    const { label: _label, value: _value, ...rest } = content
    const patch = patchOf(rest)
    if (content.text !== undefined)
      changes.push(...carryLinks(rows, found.value.segments, content.text ?? ''))
    for (const track of found.value.tracks.values()) {
      const wrong = unknownCode(rows, track, missing ?? undefined)
      if (wrong) return wrong
      const change = answerChange(rows, track, content)
      if (!change.ok) return change
      const says = content.label !== undefined || content.value !== undefined
      const answerOf = (segment: Segment): Partial<Segment> =>
        says
          ? { ...change.value(segment), extra: withMissing(segment.extra, missing ?? undefined) }
          : change.value(segment)
      const segments = found.value.segments.filter((segment) => segment.trackId === track.id)
      if (!moves) {
        for (const segment of segments)
          changes.push(updated('segment', segment, { ...patch, ...answerOf(segment) }))
        continue
      }
      const wanted: { segment: Segment; before: Segment }[] = []
      for (const before of segments) {
        const duration = durationOf(rows, track.recordingId)
        const moved = { start: start ?? before.start, end: end ?? before.end }
        const span = spanInRecording(pointSpan(track, moved, duration), duration)
        if (!span.ok) return span
        wanted.push({ segment: { ...before, ...patch, ...answerOf(before), ...span.value }, before })
      }
      const placed = placeSegments(rows, track, wanted, onOverlap, context)
      if (!placed.ok) return placed
      const [refused] = placed.value.left
      if (refused) return { ok: false, error: refused.problem }
      changes.push(...placed.value.changes)
    }
    return changes.length === 0 ? fail('segment.nothing', 'There is no segment to change.') : ok(changes)
  }
}

function unknownCode(rows: RowReader, track: Track, code: string | undefined): Result<never> | undefined {
  const codes = attributeTask(rows.get('scheme', track.schemeId), track.attributeId)?.missing ?? []
  if (code === undefined || codes.includes(code)) return undefined
  return fail(
    'value.missing-code',
    `The scheme of track "${track.name}" has no code "${code}" for missing answers.`,
    codes.length > 0 ? `It has: ${codes.join(', ')}.` : 'Add it in the scheme.'
  )
}

function titleOf(patch: Input['patch'], what: string): string {
  if (patch.value != null) return valueTitle(patch.value, what)
  if (patch.value === null) return `Take the answer of ${what} away`
  if (patch.missing !== undefined)
    return `Cannot rate ${what}${patch.missing === null ? '' : `: ${patch.missing}`}`
  if (patch.label != null) return `Label ${what} ${contentTitle({ label: patch.label })}`
  if (patch.label === null) return `Take the label of ${what} away`
  if (patch.start !== undefined || patch.end !== undefined) return `Trim ${what}`
  if (patch.flagged !== undefined) return `${patch.flagged ? 'Flag' : 'Unflag'} ${what}`
  const field = Object.entries(patch).find(([, value]) => value !== undefined)?.[0]
  return `Change ${field ?? 'nothing'} of ${what}`
}
