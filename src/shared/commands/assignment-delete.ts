import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { itemsOf } from './assignment-save'
import type { Command } from './command'
import { deleted } from './rules/row-change'
import { releaseTracks } from './rules/release-tracks'

const Input = z.object({ id: Id })

/** Delete an assignment. What was labelled for it stays, as tracks of the annotator's own. */
export const assignmentDelete: Command<z.infer<typeof Input>> = {
  id: 'assignment-delete',
  input: Input,
  title: () => 'Delete an assignment',
  apply(rows, { id }) {
    const assignment = rows.get('assignment', id)
    if (!assignment) return fail('assignment.unknown', 'The assignment does not exist any more.')
    const items = itemsOf(rows, id)
    return ok([
      ...releaseTracks(rows, new Set(items.map((item) => item.id))),
      ...items.map((item) => deleted('item', item)),
      deleted('assignment', assignment)
    ])
  }
}
