import { closeColumns, emptyColumns, scaleColumns, shortColumns } from '../../shared/signal/fold-columns'
import type { Columns } from '../../shared/signal/fold-columns'
import type { PhysicalPage, StoredPage } from '../../shared/signal/signal-page'
import { storedPageRoom } from '../../shared/signal/stored-page'

/** How stored numbers become physical ones: number * scale + shift. */
export interface Packing {
  readonly scale: number
  readonly shift: number
}

/** Columns of one row while they are filled, and what is in them. */
export interface PageRow {
  readonly columns: Columns
  /** A packing: whole numbers of 16 bits as they are stored. */
  holds: 'nothing' | 'physical' | Packing
}

/** Empty rows of a page, one after the other in one array. */
export function emptyRows(count: number, px: number): readonly PageRow[] {
  const columns = emptyColumns(new Float32Array(count * px * 2))
  return Array.from({ length: count }, (_, row) => ({
    columns: columns.subarray(row * px * 2, (row + 1) * px * 2),
    holds: 'nothing'
  }))
}

/** The columns as they are told: in stored numbers where that is asked for and all rows hold such, else in physical units. */
export function closeRows(
  rows: readonly PageRow[],
  px: number,
  stored: boolean
): Pick<PhysicalPage, 'kind' | 'columns'> | Pick<StoredPage, 'kind' | 'columns' | 'scales'> {
  if (stored && rows.every(({ holds }) => holds !== 'physical')) {
    const { scales, columns } = storedPageRoom(rows.length, px)
    for (const [row, { columns: filled, holds }] of rows.entries()) {
      const packing = typeof holds === 'object' ? holds : { scale: 1, shift: 0 }
      scales[2 * row] = packing.scale
      scales[2 * row + 1] = packing.shift
      shortColumns(filled, columns.subarray(row * px * 2, (row + 1) * px * 2))
    }
    return { kind: 'stored', columns, scales }
  }
  for (const { columns, holds } of rows) {
    if (typeof holds === 'object') scaleColumns(columns, holds.scale, holds.shift)
    closeColumns(columns)
  }
  return { kind: 'physical', columns: new Float32Array(rows[0]?.columns.buffer ?? new ArrayBuffer(0)) }
}
