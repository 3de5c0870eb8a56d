import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { PersonDetails } from '../domain/study'
import type { Command, RowChange } from './command'
import { replacePerson } from './rules/replace-person'
import { deleted, updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ into: Id, ids: z.array(Id).min(1) })

/** Several persons were one: everything of `ids` becomes that of `into`, facts that `into` lacks too, and `ids` are deleted. */
export const personsMerge: Command<z.infer<typeof Input>> = {
  id: 'persons-merge',
  input: Input,
  title: ({ ids }) => `Merge ${counted(ids.length + 1, 'person')}`,
  apply(rows, { into, ids }) {
    const others = new Set(ids.filter((id) => id !== into))
    const target = rows.get('person', into)
    if (!target || others.size === 0) return fail('person.unknown', 'Merging needs two persons that exist.')
    const changes: RowChange[] = replacePerson(rows, others, into)
    let details = target.details
    for (const id of others) {
      const person = rows.get('person', id)
      if (!person) return fail('person.unknown', 'One of the persons does not exist any more.')
      details = joined(details, person.details)
      changes.push(deleted('person', person))
    }
    if (details !== target.details) changes.push(updated('person', target, { details }))
    return ok(changes)
  }
}

/** What is known of one, filled up with what is known of the other; consent is never taken over from one to the other. */
function joined(own: PersonDetails | undefined, other: PersonDetails | undefined): PersonDetails | undefined {
  if (!other) return own
  if (!own) return other
  const names = new Set(own.fields.map(({ name }) => name))
  return {
    ...other,
    ...own,
    fields: [...own.fields, ...other.fields.filter(({ name }) => !names.has(name))],
    channels: { ...other.channels, ...own.channels }
  }
}
