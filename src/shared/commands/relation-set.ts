import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Relation } from '../domain/relation'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { linksOf } from './rules/links-of'
import { relationEnds } from './rules/relation-ends'
import { patchOf, updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({
  ids: z.array(Id).min(1),
  patch: z.object({
    kind: Relation.shape.kind.optional(),
    fromId: Id.optional(),
    toId: Id.optional(),
    fromSpan: Relation.shape.fromSpan.nullable(),
    toSpan: Relation.shape.toSpan.nullable(),
    label: z.string().nullish(),
    comment: z.string().nullish()
  })
})

/** Change links: their kind, ends, words, label or comment. null takes a field away. */
export const relationSet: Command<z.infer<typeof Input>> = {
  id: 'relation-set',
  input: Input,
  title: ({ ids }) => `Change ${counted(ids.length, 'link')}`,
  apply(rows, { ids, patch }) {
    const changes: RowChange[] = []
    for (const id of new Set(ids)) {
      const before = rows.get('relation', id)
      if (!before) return fail('relation.gone', 'The link does not exist any more.')
      const change = updated('relation', before, patchOf(patch))
      const after = change.after ?? before
      const moved = (['kind', 'fromId', 'toId'] as const).some((field) => after[field] !== before[field])
      const allowed = relationEnds(
        rows,
        after,
        linksOf(rows, [after.fromId]),
        moved,
        after.label !== before.label
      )
      if (!allowed.ok) return allowed
      changes.push(change)
    }
    return ok(changes)
  }
}
