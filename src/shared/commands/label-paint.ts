import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment, Track } from '../domain/rows'
import { Micros } from '../domain/time'
import { attributeTask } from '../values/attribute'
import { withLabel } from '../values/edit-value'
import type { Command, CommandContext, RowChange } from './command'
import { answerInScheme } from './rules/answer-in-scheme'
import { editableTrack } from './rules/editable-track'
import { segmentsBetween } from './rules/segments-between'
import { created, updated } from './rules/row-change'
import { contentTitle } from './rules/segment-content'
import { durationOf, spanInRecording, type Span } from './rules/span-in-recording'

const Input = z.object({ trackId: Id, start: Micros, end: Micros, label: z.string() })

/**
 * Say one label over a stretch of a track of several labels: segments there get it beside what they have, cut where
 * the stretch begins or ends inside them, and free time becomes segments with it. Labels that the scheme does not
 * allow beside it leave the stretch. On a track that allows overlap a segment of its own is made.
 */
export const labelPaint: Command<z.infer<typeof Input>> = {
  id: 'label-paint',
  input: Input,
  title: ({ label }) => `Label a stretch ${contentTitle({ label })}`,
  apply(rows, { trackId, start, end, label }, context) {
    const track = editableTrack(rows, trackId)
    if (!track.ok) return track
    const task = attributeTask(rows.get('scheme', track.value.schemeId), track.value.attributeId)
    if (task?.kind !== 'labels')
      return fail('value.kind', `Track "${track.value.name}" does not take several labels at once.`)
    const span = spanInRecording({ start, end }, durationOf(rows, track.value.recordingId))
    if (!span.ok) return span
    const free = answerInScheme(rows, track.value, { label })
    if (!free.ok) return free
    const fresh = (part: Span): RowChange =>
      created('segment', { ...part, ...free.value, id: context.newId(), trackId, flagged: false })
    if (track.value.overlap === 'allowed') return ok([fresh(span.value)])
    const { start: from, end: to } = span.value
    const changes: RowChange[] = []
    let reached = from
    for (const segment of segmentsBetween(rows, trackId, from, to)) {
      if (segment.start > reached) changes.push(fresh({ start: reached, end: segment.start }))
      const id = free.value.label ?? label
      const answer = answerInScheme(rows, track.value, {
        value: withLabel(task, segment.value, id, levelOf(segment, id))
      })
      if (!answer.ok) return answer
      changes.push(...cut(track.value, segment, span.value, answer.value, context))
      reached = segment.end
    }
    if (reached < to) changes.push(fresh({ start: reached, end: to }))
    return ok(changes)
  }
}

/** An intensity that was given before stays. */
const levelOf = ({ value }: Segment, id: string): number | null =>
  value?.kind === 'labels' ? (value.labels[id] ?? null) : null

/** A segment in up to three parts, of which the one inside the stretch says more; the first part keeps the id. */
function cut(
  track: Track,
  segment: Segment,
  { start, end }: Span,
  answer: Partial<Segment>,
  context: CommandContext
): RowChange[] {
  const parts: Partial<Segment>[] = []
  if (segment.start < start) parts.push({ start: segment.start, end: start })
  parts.push({
    start: segment.start < start ? start : segment.start,
    end: segment.end > end ? end : segment.end,
    ...answer
  })
  if (segment.end > end) parts.push({ start: end, end: segment.end })
  return parts.map((part, index) =>
    index === 0
      ? updated('segment', segment, part)
      : created('segment', {
          ...segment,
          ...part,
          id: context.newId(),
          trackId: track.id,
          comment: undefined,
          text: undefined,
          origin: { kind: 'split', ref: segment.id }
        })
  )
}
