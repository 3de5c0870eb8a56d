import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Delete links; the segments they join stay. */
export const relationDelete: Command<z.infer<typeof Input>> = {
  id: 'relation-delete',
  input: Input,
  title: ({ ids }) => `Delete ${counted(ids.length, 'link')}`,
  apply(rows, { ids }) {
    const changes: RowChange[] = []
    for (const id of new Set(ids)) {
      const link = rows.get('relation', id)
      if (!link) return fail('relation.gone', 'The link does not exist any more.')
      changes.push(deleted('relation', link))
    }
    return ok(changes)
  }
}
