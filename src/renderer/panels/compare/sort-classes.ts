import type { ClassRow } from '../../../shared/compare/report'

/** Columns of the per-class table that can be sorted by. */
export type ClassColumn = 'label' | 'precision' | 'recall' | 'f1' | 'support' | 'predicted'
export interface ClassOrder {
  readonly column: ClassColumn
  readonly down: boolean
}

/** Rows by a column. `label` is the order of the scheme; a number that does not exist goes last either way. */
export function sortClasses(rows: readonly ClassRow[], order: ClassOrder): readonly ClassRow[] {
  const { column } = order
  if (column === 'label') return order.down ? [...rows].reverse() : rows
  const direction = order.down ? -1 : 1
  return [...rows].sort((first, second) => {
    const a = valueOf(first, column)
    const b = valueOf(second, column)
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return direction * (a - b)
  })
}

function valueOf(row: ClassRow, column: Exclude<ClassColumn, 'label'>): number | null {
  if (column === 'support' || column === 'predicted') return row[column]
  return row[column].value
}

/** The order after a click on a column's head: numbers start with the largest, labels with the scheme's first. */
export const nextOrder = (now: ClassOrder, column: ClassColumn): ClassOrder =>
  now.column === column ? { column, down: !now.down } : { column, down: column !== 'label' }
