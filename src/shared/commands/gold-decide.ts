import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment } from '../domain/rows'
import { Micros } from '../domain/time'
import type { Command, CommandContext, RowChange } from './command'
import { DECIDED, goldTrack } from './rules/gold-track'
import { labelInScheme } from './rules/label-in-scheme'
import { segmentsBetween } from './rules/segments-between'
import { created, deleted, updated } from './rules/row-change'
import { contentTitle } from './rules/segment-content'
import { durationOf, spanInRecording } from './rules/span-in-recording'
import type { Span } from './rules/span-in-recording'

const Input = z.object({
  goldAuthorId: Id,
  recordingId: Id,
  schemeId: Id,
  attributeId: z.string(),
  personId: Id.optional(),
  start: Micros,
  end: Micros,
  /** Null: decided that nothing is there; kept as a segment without a label, so that a new run leaves it alone. */
  label: z.string().nullable(),
  /** Of open words: what was decided, instead of a label. */
  terms: z.array(z.string().min(1)).min(1).optional(),
  sources: z.array(z.string()).default([]),
  votes: z.array(z.object({ authorId: Id, labels: z.array(z.string()) })).optional()
})

/** Decide a moment of a gold standard by hand. It takes the time from whatever stood there; the decision stays when the recipe runs again. */
export const goldDecide: Command<z.infer<typeof Input>> = {
  id: 'gold-decide',
  input: Input,
  title: ({ label, terms }) =>
    terms
      ? `Decide "${terms.join(', ')}"`
      : label === null
        ? 'Decide that nothing is there'
        : `Decide ${contentTitle({ label })}`,
  apply(rows, { start, end, label, terms, sources, votes, ...place }, context) {
    const changes: RowChange[] = []
    const track = goldTrack(rows, place, context, changes)
    if (!track.ok) return track
    const span = spanInRecording({ start, end }, durationOf(rows, place.recordingId))
    if (!span.ok) return span
    const known = labelInScheme(rows, track.value, label ?? undefined)
    if (!known.ok) return known
    const segment: Segment = {
      id: context.newId(),
      trackId: track.value.id,
      ...span.value,
      label: known.value,
      ...(terms ? { value: { kind: 'terms', terms } } : {}),
      flagged: false,
      origin: { kind: 'gold', ref: DECIDED, sources, votes }
    }
    for (const other of segmentsBetween(rows, track.value.id, segment.start, segment.end))
      changes.push(...cutOut(other, span.value, context))
    changes.push(created('segment', segment))
    return ok(changes)
  }
}

/** Take the time of a decision out of a segment; both parts that stay keep where they came from. */
function cutOut(other: Segment, { start, end }: Span, context: CommandContext): readonly RowChange[] {
  const left = other.start < start
  const right = other.end > end
  if (!left && !right) return [deleted('segment', other)]
  if (!left) return [updated('segment', other, { start: end })]
  const cut = updated('segment', other, { end: start })
  return right ? [cut, created('segment', { ...other, id: context.newId(), start: end })] : [cut]
}
