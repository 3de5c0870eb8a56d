import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment } from '../domain/rows'
import { formatClock, micros } from '../domain/time'
import type { Command } from './command'
import { editableSegments } from './rules/editable-track'
import { mergeLinks } from './rules/merge-links'
import { segmentsBetween } from './rules/segments-between'
import { deleted, updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(2) })

/**
 * Merge segments of one track into the first of them, gaps included. The first keeps its id and label (where it has
 * none, the first label found, with its confidence and intensity); comments and words are joined, a flag stays, and
 * links of all of them become links of the first.
 * Refused when another segment lies between them on a track that forbids overlap.
 */
export const segmentMerge: Command<z.infer<typeof Input>> = {
  id: 'segment-merge',
  input: Input,
  title: ({ ids }) => `Merge ${counted(ids.length, 'segment')}`,
  apply(rows, { ids }) {
    const found = editableSegments(rows, ids)
    if (!found.ok) return found
    const { segments, tracks } = found.value
    const [first] = segments
    const track = first && tracks.get(first.trackId)
    if (!first || !track || segments.length < 2)
      return fail('segment.merge-few', 'Select two or more segments to merge them.')
    if (tracks.size > 1)
      return fail(
        'segment.merge-tracks',
        'Segments of different tracks cannot be merged.',
        'Select segments of one track.'
      )
    if (track.kind === 'points')
      return fail('segment.merge-points', 'Points cannot be merged.', 'Delete the ones that are not needed.')
    const end = micros(Math.max(...segments.map((segment) => segment.end)))
    const chosen = new Set(segments.map((segment) => segment.id))
    const between =
      track.overlap === 'forbidden' &&
      segmentsBetween(rows, track.id, first.start, end).find((other) => !chosen.has(other.id))
    if (between) {
      return fail(
        'segment.merge-between',
        `Another segment lies between them at ${formatClock(between.start)}.`,
        'Select it too, or move it away first.'
      )
    }
    const labelled = segments.find(answered) ?? first
    const patch: Partial<Segment> = {
      end,
      label: labelled.label,
      confidence: labelled.confidence,
      intensity: labelled.intensity,
      value: labelled.value ?? first.value,
      scores: labelled.scores,
      comment: joined(segments, 'comment', '\n'),
      text: joined(segments, 'text', ' '),
      flagged: segments.some((segment) => segment.flagged)
    }
    return ok([
      ...mergeLinks(rows, segments),
      updated('segment', first, patch),
      ...segments.slice(1).map((segment) => deleted('segment', segment))
    ])
  }
}

const answered = (segment: Segment): boolean => segment.label !== undefined || segment.value !== undefined

function joined(segments: readonly Segment[], field: 'comment' | 'text', glue: string): string | undefined {
  const parts = segments.map((segment) => segment[field]).filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? undefined : parts.join(glue)
}
