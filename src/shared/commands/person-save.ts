import { z } from 'zod'
import { authorColor } from '../domain/palette'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Person } from '../domain/rows'
import type { Command } from './command'
import { created, patchOf, updated } from './rules/row-change'

const Input = z.object({
  /** Absent: a new person. An id that does not exist yet makes a person with that id. */
  id: Id.optional(),
  name: z.string().min(1).max(200).optional(),
  color: z.string().optional(),
  note: z.string().nullish()
})

/** Add somebody who is seen or heard, or change the given fields. */
export const personSave: Command<z.infer<typeof Input>> = {
  id: 'person-save',
  input: Input,
  title: ({ name }) => `Save the person${name === undefined ? '' : ` "${name}"`}`,
  apply(rows, { id, ...fields }, context) {
    const before = id === undefined ? undefined : rows.get('person', id)
    if (before) return ok([updated('person', before, patchOf(fields))])
    const count = rows.all('person').length
    const person: Person = {
      name: `Person ${count + 1}`,
      color: authorColor(count),
      ...patchOf(fields),
      id: id ?? context.newId()
    }
    return ok([created('person', person)])
  }
}
