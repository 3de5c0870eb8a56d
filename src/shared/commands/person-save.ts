import { z } from 'zod'
import { authorColor } from '../domain/palette'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Person } from '../domain/rows'
import type { PersonDetails } from '../domain/study'
import type { Command } from './command'
import { created, patchOf, updated } from './rules/row-change'

/** A fact as it is given: without `value` the stored value stays, so that one that is withheld need not be known. */
const FieldPatch = z.object({
  name: z.string().min(1).max(100),
  value: z.string().max(2000).optional(),
  consent: z.boolean()
})

const Input = z.object({
  /** Absent: a new person. An id that does not exist yet makes a person with that id. */
  id: Id.optional(),
  name: z.string().min(1).max(200).optional(),
  color: z.string().optional(),
  note: z.string().nullish(),
  /** Parts that are given take the place of those of the person; parts that are not stay. */
  details: z
    .object({
      code: z.string().max(100).nullish(),
      role: z.string().max(100).nullish(),
      /** All fields; one that is not named any more is taken away. */
      fields: z.array(FieldPatch).max(200).optional(),
      channels: z.record(z.string(), z.number().int().nonnegative()).optional()
    })
    .optional()
})

/** Add somebody who is seen or heard, or change the given fields. No two persons share a code. */
export const personSave: Command<z.infer<typeof Input>> = {
  id: 'person-save',
  input: Input,
  title: ({ name }) => `Save the person${name === undefined ? '' : ` "${name}"`}`,
  apply(rows, { id, details: given, ...fields }, context) {
    const before = id === undefined ? undefined : rows.get('person', id)
    const code = given?.code?.trim()
    const twin = code
      ? rows.all('person').find((person) => person.id !== id && person.details?.code === code)
      : undefined
    if (twin)
      return fail(
        'person.code-taken',
        `${twin.name} already has the code "${code}".`,
        'Give every person a code of their own: exports use it instead of the name.'
      )
    const details = given && detailsAfter(before?.details, given)
    const patch = { ...patchOf(fields), ...(given ? { details } : {}) }
    if (before) return ok([updated('person', before, patch)])
    const count = rows.all('person').length
    const person: Person = {
      name: `Person ${count + 1}`,
      color: authorColor(count),
      ...patch,
      id: id ?? context.newId()
    }
    return ok([created('person', person)])
  }
}

type GivenDetails = NonNullable<z.infer<typeof Input>['details']>

/** Undefined where nothing is left to be said. */
function detailsAfter(before: PersonDetails | undefined, given: GivenDetails): PersonDetails | undefined {
  const known = new Map(before?.fields.map((field) => [field.name, field.value]))
  const fields = given.fields?.map(({ name, value, consent }) => ({
    name,
    value: value ?? known.get(name) ?? '',
    consent
  }))
  const text = (now: string | null | undefined, then: string | undefined): string | undefined =>
    now === undefined ? then : now?.trim() || undefined
  const details: PersonDetails = {
    code: text(given.code, before?.code),
    role: text(given.role, before?.role),
    fields: fields ?? before?.fields ?? [],
    channels: given.channels ?? before?.channels ?? {}
  }
  const { code, role, channels } = details
  const empty = !code && !role && details.fields.length === 0 && Object.keys(channels).length === 0
  return empty
    ? undefined
    : { ...(code ? { code } : {}), ...(role ? { role } : {}), fields: details.fields, channels }
}
