import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { replacePerson } from './rules/replace-person'
import { deleted } from './rules/row-change'

const Input = z.object({ id: Id })

/** Delete a person. Their tracks and segments stay and belong to nobody. */
export const personDelete: Command<z.infer<typeof Input>> = {
  id: 'person-delete',
  input: Input,
  title: () => 'Delete a person',
  apply(rows, { id }) {
    const person = rows.get('person', id)
    if (!person) return fail('person.unknown', 'The person does not exist any more.')
    return ok([...replacePerson(rows, new Set([id]), undefined), deleted('person', person)])
  }
}
