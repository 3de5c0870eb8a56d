import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id, Segment } from '../domain/rows'
import { Micros } from '../domain/time'
import type { Command, RowChange } from './command'
import { goldTrack } from './rules/gold-track'
import { segmentsBetween } from './rules/segments-between'
import { created, deleted } from './rules/row-change'
import { counted } from './rules/segment-content'

const Written = z.object({
  start: Micros,
  end: Micros,
  label: z.string().optional(),
  /** Share of the raters whose vote it is. */
  confidence: Segment.shape.confidence,
  value: Segment.shape.value,
  /** Share of the votes by label. */
  scores: Segment.shape.scores,
  /** Of ratings, under `gold`: number of annotators and spread by dimension. */
  extra: Segment.shape.extra,
  sources: z.array(z.string()).default([]),
  votes: z.array(z.object({ authorId: Id, labels: z.array(z.string()) })).optional()
})

const Input = z.object({
  goldId: Id,
  /** One entry for each recording and person that was looked at; an empty list takes old segments away. */
  tracks: z.array(
    z.object({
      recordingId: Id,
      personId: Id.optional(),
      /** Only what starts from here on and before `to` (absent: to the end) is replaced. Absent: everything. */
      from: Micros.optional(),
      to: Micros.optional(),
      segments: z.array(Written).max(1_000_000)
    })
  ),
  /** Segments written by all parts, where this is one of several. */
  total: z.number().int().optional(),
  /** Segments of the gold tracks that somebody changed by hand since the recipe made them: they stay. */
  keepIds: z.array(Id).default([])
})

/**
 * Write what a recipe made into its gold tracks. What it made before goes; what was decided by hand stays, and
 * made segments are cut to the time around it.
 */
export const goldWrite: Command<z.infer<typeof Input>> = {
  id: 'gold-write',
  input: Input,
  title: ({ tracks, total }) =>
    `Make the gold standard: ${counted(
      total ?? tracks.reduce((sum, track) => sum + track.segments.length, 0),
      'segment'
    )}`,
  apply(rows, { goldId, tracks, keepIds }, context) {
    const recipe = rows.get('gold', goldId)
    if (!recipe) return fail('gold.gone', 'The gold recipe does not exist any more.')
    const keep = new Set(keepIds)
    const changes: RowChange[] = []
    for (const { recordingId, personId, from, to, segments } of tracks) {
      if (!rows.get('recording', recordingId))
        return fail('recording.gone', 'The recording does not exist any more.')
      const had = rows
        .all('track')
        .some(
          (track) =>
            track.recordingId === recordingId &&
            track.authorId === recipe.goldAuthorId &&
            track.schemeId === recipe.schemeId &&
            track.attributeId === recipe.attributeId &&
            track.personId === personId
        )
      if (!had && segments.length === 0) continue
      const track = goldTrack(rows, { ...recipe, recordingId, personId }, context, changes)
      if (!track.ok) return track
      const decided: Segment[] = []
      const last =
        to === undefined
          ? Number.MAX_SAFE_INTEGER
          : segments.reduce((most, { end }) => Math.max(most, end), Number(to))
      for (const segment of segmentsBetween(rows, track.value.id, from ?? 0, last)) {
        const mine = segment.origin?.ref === goldId && !keep.has(segment.id)
        if (!mine) decided.push(segment)
        else if (segment.start >= (from ?? 0) && segment.start < (to ?? last))
          changes.push(deleted('segment', segment))
      }
      for (const { sources, votes, ...content } of segments)
        for (const span of around(content, decided))
          changes.push(
            created('segment', {
              ...content,
              ...span,
              id: context.newId(),
              trackId: track.value.id,
              flagged: false,
              origin: { kind: 'gold', ref: goldId, sources, votes }
            })
          )
    }
    return ok(changes)
  }
}

interface Span {
  readonly start: Micros
  readonly end: Micros
}

/** The parts of a span outside all decided ones, which are in order of start. */
function around({ start, end }: Span, decided: readonly Span[]): readonly Span[] {
  const parts: Span[] = []
  let from = start
  for (const other of decided) {
    if (other.end <= from) continue
    if (other.start >= end) break
    if (other.start > from) parts.push({ start: from, end: other.start })
    from = other.end
  }
  if (from < end) parts.push({ start: from, end })
  return parts
}
