import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { joinLinkChanges } from './rules/carry-links'
import { counted } from './rules/segment-content'
import { segmentSet } from './segment-set'

const Input = z.object({
  field: z.enum(['text', 'comment']),
  items: z
    .array(z.object({ id: Id, value: z.string() }))
    .min(1)
    .max(1_000_000)
})

/** Give many segments new words or comments, each its own: replacing in what was found. An empty comment goes. */
export const segmentRewrite: Command<z.infer<typeof Input>> = {
  id: 'segment-rewrite',
  input: Input,
  title: ({ field, items }) =>
    `Replace in the ${field === 'text' ? 'words' : 'comment'} of ${counted(items.length, 'segment')}`,
  apply(rows, { field, items }, context) {
    const changes: RowChange[] = []
    for (const { id, value } of items) {
      const written = field === 'comment' && value === '' ? null : value
      const set = segmentSet.apply(
        rows,
        { ids: [id], patch: { [field]: written }, onOverlap: 'refuse' },
        context
      )
      if (!set.ok) return set
      changes.push(...set.value)
    }
    return ok(joinLinkChanges(changes))
  }
}
