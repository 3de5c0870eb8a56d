import type { TableName, Tables } from '../../domain/rows'
import type { RowChange } from '../command'

/** A row that did not exist before. */
export const created = <T extends TableName>(table: T, after: Tables[T]): RowChange<T> => ({
  table,
  id: after.id,
  after
})

/** A row with some fields changed; fields set to undefined are taken away. */
export const updated = <T extends TableName>(
  table: T,
  before: Tables[T],
  patch: Partial<Tables[T]>
): RowChange<T> => ({
  table,
  id: before.id,
  before,
  after: { ...before, ...patch }
})

/** A row that will be gone. */
export const deleted = <T extends TableName>(table: T, before: Tables[T]): RowChange<T> => ({
  table,
  id: before.id,
  before
})

/** A patch as inputs carry it (null: take the field away; absent: leave it) as fields of a row. */
export function patchOf<P extends object>(patch: P): { [K in keyof P]: Exclude<P[K], null> | undefined } {
  const result: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(patch)) {
    if (value !== undefined) result[field] = value === null ? undefined : value
  }
  return result as { [K in keyof P]: Exclude<P[K], null> | undefined }
}
