import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment } from '../domain/rows'
import { formatClock, Micros } from '../domain/time'
import type { Command } from './command'
import { editableSegments } from './rules/editable-track'
import { created, updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(1), at: Micros })

/**
 * Split segments at a time. The left part keeps its id, comment and words; the right part is a new segment with the
 * same label. Segments that the time does not cut are left alone; refused when it cuts none.
 */
export const segmentSplit: Command<z.infer<typeof Input>> = {
  id: 'segment-split',
  input: Input,
  title: ({ ids }) => `Split ${counted(ids.length, 'segment')}`,
  apply(rows, { ids, at }, context) {
    const found = editableSegments(rows, ids)
    if (!found.ok) return found
    const cut = found.value.segments.filter((segment) => segment.start < at && at < segment.end)
    if (cut.length === 0) {
      return fail(
        'segment.not-cut',
        `No selected segment is under ${formatClock(at)}.`,
        'Move the playhead inside the segment to split it there.'
      )
    }
    return ok(
      cut.flatMap((segment) => {
        const right: Segment = {
          ...segment,
          id: context.newId(),
          start: at,
          comment: undefined,
          text: undefined,
          origin: { kind: 'split', ref: segment.id }
        }
        return [updated('segment', segment, { end: at }), created('segment', right)]
      })
    )
  }
}
