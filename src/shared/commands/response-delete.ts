import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Take answers to questionnaires away. */
export const responseDelete: Command<z.infer<typeof Input>> = {
  id: 'response-delete',
  input: Input,
  title: ({ ids }) => `Delete ${counted(ids.length, 'questionnaire answer')}`,
  apply(rows, { ids }) {
    const changes: RowChange[] = []
    for (const id of new Set(ids)) {
      const row = rows.get('response', id)
      if (!row) return fail('response.gone', 'The answers do not exist any more.')
      changes.push(deleted('response', row))
    }
    return ok(changes)
  }
}
