import type { TableName, Tables } from '../../shared/domain/rows'
import { columns, tableNames } from './columns'
import type { Column } from './columns'

export type SqlValue = string | number | null
export type SqlRow = Readonly<Record<string, unknown>>

interface Field extends Column {
  readonly field: string
}

const fields = new Map<TableName, readonly Field[]>(
  tableNames.map((table) => [
    table,
    Object.entries<Column>(columns[table]).map(([field, column]) => ({ field, ...column }))
  ])
)

/** Fields of a table in their fixed order. */
export const fieldsOf = (table: TableName): readonly Field[] => fields.get(table) ?? []

/** A row as SQLite values, in the order of `fieldsOf`; absent fields become NULL. */
export function encodeRow<T extends TableName>(table: T, row: Tables[T]): SqlValue[] {
  const source = row as Readonly<Record<string, unknown>>
  return fieldsOf(table).map((field) => encodeValue(table, field, source[field.field]))
}

/** A row of SQLite as a row of the domain; NULL becomes an absent field. */
export function decodeRow<T extends TableName>(table: T, sql: SqlRow): Tables[T] {
  const row: Record<string, unknown> = {}
  for (const { field, kind, sql: name } of fieldsOf(table)) {
    const value = sql[name]
    if (value === null || value === undefined) continue
    row[field] = kind === 'json' ? JSON.parse(value as string) : kind === 'boolean' ? value !== 0 : value
  }
  return row as unknown as Tables[T]
}

/** The same row with its fields in fixed order and none undefined, so that equal rows have equal JSON. */
export function normalRow<T extends TableName>(table: T, row: Tables[T]): Tables[T] {
  const source = row as Readonly<Record<string, unknown>>
  const result: Record<string, unknown> = {}
  for (const { field } of fieldsOf(table)) if (source[field] !== undefined) result[field] = source[field]
  return result as unknown as Tables[T]
}

/** Whether two states of a row are equal but for its volatile fields. */
export function sameRow<T extends TableName>(table: T, a: Tables[T], b: Tables[T]): boolean {
  const left = a as Readonly<Record<string, unknown>>
  const right = b as Readonly<Record<string, unknown>>
  return fieldsOf(table).every(({ field, volatile }) => volatile || sameValue(left[field], right[field]))
}

/**
 * `target` as it is to be written over `current` when the step from `left` to `target` is taken:
 * volatile fields which that step did not touch keep what the app has learned since.
 */
export function keepLearned<T extends TableName>(
  table: T,
  target: Tables[T],
  left: Tables[T],
  current: Tables[T]
): Tables[T] {
  const result: Record<string, unknown> = { ...target }
  const [to, from, now] = [target, left, current] as readonly Readonly<Record<string, unknown>>[]
  for (const { field, volatile } of fieldsOf(table)) {
    if (volatile && sameValue(to?.[field], from?.[field])) result[field] = now?.[field]
  }
  return normalRow(table, result as unknown as Tables[T])
}

const sameValue = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

function encodeValue(table: TableName, { field, kind }: Field, value: unknown): SqlValue {
  if (value === undefined || value === null) return null
  if (kind === 'json') return JSON.stringify(value)
  if (kind === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' && kind === 'text') return value
  if (typeof value === 'number' && kind !== 'text') return value
  throw new Error(`${table}.${field} must be ${kind}, got ${typeof value}`)
}
