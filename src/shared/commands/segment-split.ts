import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment } from '../domain/rows'
import { formatClock, Micros } from '../domain/time'
import type { Command } from './command'
import { editableSegments } from './rules/editable-track'
import { created, updated } from './rules/row-change'
import { splitLinks, splitWords } from './rules/split-words'
import { counted } from './rules/segment-content'

const Input = z.object({
  ids: z.array(Id).min(1),
  at: Micros,
  /** Where the words of a single segment are cut, in code points; absent: all of them stay with the left part. */
  wordsAt: z.number().int().nonnegative().optional(),
  /** Id of the right part of a single segment, chosen by the window so that it can select it at once. */
  rightId: Id.optional()
})

/**
 * Split segments at a time. The left part keeps its id, comment, links and words (with `wordsAt` those before it; links
 * to words behind it go with them); the right part is a new segment with the same label. Segments that the time does not cut are left alone; refused when it cuts none.
 */
export const segmentSplit: Command<z.infer<typeof Input>> = {
  id: 'segment-split',
  input: Input,
  title: ({ ids }) => `Split ${counted(ids.length, 'segment')}`,
  apply(rows, { ids, at, wordsAt, rightId }, context) {
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
        const words =
          cut.length === 1 && wordsAt !== undefined && segment.text !== undefined
            ? splitWords(segment.text, wordsAt)
            : undefined
        const right: Segment = {
          ...segment,
          id: cut.length === 1 && rightId !== undefined ? rightId : context.newId(),
          start: at,
          comment: undefined,
          text: words?.right,
          origin: { kind: 'split', ref: segment.id }
        }
        return [
          updated('segment', segment, { end: at, text: words?.left ?? segment.text }),
          created('segment', right),
          ...(words ? splitLinks(rows, segment, right.id, words) : [])
        ]
      })
    )
  }
}
