import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { PersonGroup } from '../domain/study'
import type { Command } from './command'
import { created, patchOf, updated } from './rules/row-change'

const Input = z.object({
  /** Absent: a new group. An id that does not exist yet makes a group with that id. */
  id: Id.optional(),
  name: z.string().trim().min(1).max(200).optional(),
  /** Couple, family, class ... */
  kind: z.string().trim().max(100).optional(),
  personIds: z.array(Id).optional(),
  note: z.string().nullish()
})

/** Say who belongs together, or change it. Persons must exist; naming one twice counts once. */
export const groupingSave: Command<z.infer<typeof Input>> = {
  id: 'grouping-save',
  input: Input,
  title: ({ name }) => `Save the group${name === undefined ? '' : ` "${name}"`}`,
  apply(rows, { id, personIds, ...fields }, context) {
    const gone = personIds?.find((personId) => !rows.get('person', personId))
    if (gone !== undefined) return fail('person.unknown', 'One of the persons does not exist any more.')
    const before = id === undefined ? undefined : rows.get('grouping', id)
    const patch = {
      ...patchOf(fields),
      ...(personIds === undefined ? {} : { personIds: [...new Set(personIds)] })
    }
    if (before) return ok([updated('grouping', before, patch)])
    const group: PersonGroup = {
      name: `Group ${rows.all('grouping').length + 1}`,
      kind: 'group',
      personIds: [],
      ...patch,
      id: id ?? context.newId()
    }
    return ok([created('grouping', group)])
  }
}
