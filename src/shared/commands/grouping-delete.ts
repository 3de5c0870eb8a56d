import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { deleted } from './rules/row-change'

const Input = z.object({ id: Id })

/** Delete a group. Its persons stay. */
export const groupingDelete: Command<z.infer<typeof Input>> = {
  id: 'grouping-delete',
  input: Input,
  title: () => 'Delete a group',
  apply(rows, { id }) {
    const group = rows.get('grouping', id)
    return group
      ? ok([deleted('grouping', group)])
      : fail('grouping.unknown', 'The group does not exist any more.')
  }
}
