import { z } from 'zod'
import { codePointCount } from '../documents/code-points'
import { textOfSpans } from '../documents/document-text'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { TextSpan } from '../domain/segment-value'
import type { Command } from './command'
import { editableSegments } from './rules/editable-track'
import { updated } from './rules/row-change'
import { contentTitle } from './rules/segment-content'
import { sameSpan, spansInScheme } from './rules/spans-in-scheme'

const Input = z
  .object({
    segmentId: Id,
    /** The stretch as it is; absent: a new one. */
    before: TextSpan.optional(),
    /** The stretch as it shall be; absent: it goes. */
    after: TextSpan.optional()
  })
  .refine(({ before, after }) => before || after, 'a stretch before or after is needed')
type Input = z.infer<typeof Input>

/**
 * Mark, change or take away one stretch of a segment's text (of a document where the segment has no words of its own).
 * Positions are code points. The overlap rule of the scheme holds; a value of another kind is never replaced.
 */
export const spanSet: Command<Input> = {
  id: 'span-set',
  input: Input,
  title: ({ before, after }) => {
    const name = contentTitle({ label: (after ?? before)?.label ?? '' })
    if (!after) return `Take the mark ${name} away`
    return before ? `Change a mark to ${name}` : `Mark text ${name}`
  },
  apply(rows, { segmentId, before, after }) {
    const found = editableSegments(rows, [segmentId])
    if (!found.ok) return found
    const [segment] = found.value.segments
    const track = segment && found.value.tracks.get(segment.trackId)
    if (!segment || !track) return fail('segment.gone', 'The segment does not exist any more.')
    if (segment.value !== undefined && segment.value.kind !== 'spans')
      return fail(
        'spans.other-value',
        'This segment says something else already, so its text cannot be marked.',
        'Mark the text on a track of its own.'
      )
    const there = segment.value?.spans ?? []
    if (before && !there.some((span) => sameSpan(span, before)))
      return fail('spans.gone', 'The mark does not exist any more.')
    const kept = before ? there.filter((span) => !sameSpan(span, before)) : there
    if (after) {
      const tracks = rows.all('track').filter(({ recordingId }) => recordingId === track.recordingId)
      const recording = rows.get('recording', track.recordingId)
      const text = textOfSpans(segment, recording, tracks, (id) => rows.segmentsOf(id))
      if (text === undefined)
        return fail('spans.no-text', 'There is no text here that could be marked.', 'Add words first.')
      const length = codePointCount(text)
      if (after.to > length)
        return fail('spans.outside', `The text has ${length} characters, so ${after.to} lies behind its end.`)
    }
    const spans = spansInScheme(rows, track, after ? [...kept, after] : kept)
    if (!spans.ok) return spans
    const value = spans.value.length > 0 ? { kind: 'spans' as const, spans: spans.value } : undefined
    return ok([updated('segment', segment, { value })])
  }
}
