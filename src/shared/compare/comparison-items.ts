import type { PairedUnits } from './pair-authors'
import type { ComparisonItem } from './report'

/** Which items to list: one cell (both labels), one row, one column, or all. */
export interface ItemFilter {
  readonly reference?: string
  readonly candidate?: string
  /** Leave out the diagonal. */
  readonly onlyErrors?: boolean
}

/** Items of a cell, row or column of the table, in the order of the reference; an unknown label gives none. */
export function comparisonItems(paired: PairedUnits, filter: ItemFilter = {}): ComparisonItem[] {
  const row = filter.reference === undefined ? undefined : paired.labels.indexOf(filter.reference)
  const column = filter.candidate === undefined ? undefined : paired.labels.indexOf(filter.candidate)
  if (row === -1 || column === -1) return []
  const items: ComparisonItem[] = []
  for (let unit = 0; unit < paired.reference.length; unit++) {
    const reference = paired.reference[unit]
    const candidate = paired.candidate[unit]
    if (row !== undefined && reference !== row) continue
    if (column !== undefined && candidate !== column) continue
    if (filter.onlyErrors && reference === candidate) continue
    const item = paired.item(unit)
    if (item) items.push(item)
  }
  return items
}
