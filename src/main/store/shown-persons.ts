import type { HistoryEntry } from '../../shared/contract'
import { tableSchemas } from '../../shared/domain/rows'
import type { Person, TableName, Tables } from '../../shared/domain/rows'
import { withhold, withholdAsNow } from '../../shared/study/withhold'
import type { Db } from './database'
import { allRows, getRow } from './row-store'

/** A row as it leaves the store: facts about a person only with that person's consent. */
export const shownRow = <T extends TableName>(table: T, row: Tables[T] | undefined): Tables[T] | undefined =>
  table === 'person' && row ? (withhold(row as Person) as Tables[T]) : row

/** The same for all rows of a table. */
export const shownRows = <T extends TableName>(table: T, rows: readonly Tables[T][]): readonly Tables[T][] =>
  table === 'person' ? rows.map((row) => withhold(row as Person) as Tables[T]) : rows

/** A snapshot or dataset whose persons are told as far as they agree. */
export const withShownPersons = <T extends { readonly persons: readonly Person[] }>(rows: T): T => ({
  ...rows,
  persons: rows.persons.map(withhold)
})

/** History whose earlier states of persons tell what they agree to now. */
export function shownHistory(db: Db, entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  if (!entries.some(({ before, after }) => hasFields(before) || hasFields(after))) return entries
  const now = new Map(allRows(db, 'person').map((person) => [person.id, person]))
  const shown = (state: unknown): unknown => {
    if (!hasFields(state)) return state
    const person = tableSchemas.person.safeParse(state)
    return person.success ? withholdAsNow(person.data, now.get(person.data.id)) : undefined
  }
  return entries.map((entry) => ({ ...entry, before: shown(entry.before), after: shown(entry.after) }))
}

/** A person as it was, put back: consent that was withdrawn since stays withdrawn. */
export function keepConsent(db: Db, target: Person): Person {
  const now = getRow(db, 'person', target.id)
  if (!now?.details || !target.details) return target
  const withdrawn = new Set(now.details.fields.filter(({ consent }) => !consent).map(({ name }) => name))
  const fields = target.details.fields.map((field) =>
    withdrawn.has(field.name) ? { ...field, consent: false } : field
  )
  return { ...target, details: { ...target.details, fields } }
}

const hasFields = (state: unknown): boolean =>
  typeof state === 'object' &&
  state !== null &&
  'details' in state &&
  typeof state.details === 'object' &&
  state.details !== null &&
  'fields' in state.details
