import type { Person } from '../domain/rows'
import type { PersonField } from '../domain/study'

/**
 * A person as everybody may see them: values of fields without consent are empty and marked as withheld. Fields that
 * are empty anyway are only not marked. The row itself is not changed; a person without such fields is answered as is.
 */
export function withhold(person: Person): Person {
  const { details } = person
  if (!details?.fields.some(isKept)) return person
  return { ...person, details: { ...details, fields: details.fields.map(withoutValue) } }
}

/**
 * An earlier state of a person as it may be shown now: a value is shown only if the field exists and its consent stands
 * in the person as they are now, whatever was agreed to then. `now` undefined: the person is gone, and so is every value.
 */
export function withholdAsNow(earlier: Person, now: Person | undefined): Person {
  if (!earlier.details) return earlier
  const agreed = new Set(now?.details?.fields.filter(({ consent }) => consent).map(({ name }) => name))
  const fields = earlier.details.fields.map((field) =>
    agreed.has(field.name) ? field : { name: field.name, value: '', consent: field.consent, withheld: true }
  )
  return { ...earlier, details: { ...earlier.details, fields } }
}

/** Fields that may be shown, counted and exported. */
export const agreedFields = (person: Person): readonly PersonField[] =>
  person.details?.fields.filter(({ consent }) => consent) ?? []

const isKept = ({ consent, value }: PersonField): boolean => !consent && value !== ''

const withoutValue = (field: PersonField): PersonField =>
  isKept(field) ? { name: field.name, value: '', consent: false, withheld: true } : field
