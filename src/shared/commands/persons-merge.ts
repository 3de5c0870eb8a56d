import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { replacePerson } from './rules/replace-person'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ into: Id, ids: z.array(Id).min(1) })

/** Several persons were one: everything of `ids` becomes that of `into`, and `ids` are deleted. */
export const personsMerge: Command<z.infer<typeof Input>> = {
  id: 'persons-merge',
  input: Input,
  title: ({ ids }) => `Merge ${counted(ids.length + 1, 'person')}`,
  apply(rows, { into, ids }) {
    const others = new Set(ids.filter((id) => id !== into))
    if (!rows.get('person', into) || others.size === 0)
      return fail('person.unknown', 'Merging needs two persons that exist.')
    const changes: RowChange[] = replacePerson(rows, others, into)
    for (const id of others) {
      const person = rows.get('person', id)
      if (!person) return fail('person.unknown', 'One of the persons does not exist any more.')
      changes.push(deleted('person', person))
    }
    return ok(changes)
  }
}
