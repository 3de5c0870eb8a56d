/** Numbers of items, one row each, row after row. */
export interface Table {
  readonly rows: number
  readonly columns: number
  /** rows x columns values; none is NaN. */
  readonly data: Float32Array | Float64Array
}

/** The rows at these positions, in this order. */
export function rowsOf({ columns, data }: Table, positions: readonly number[]): Table {
  const made = new Float64Array(positions.length * columns)
  positions.forEach((position, row) =>
    made.set(data.subarray(position * columns, (position + 1) * columns), row * columns)
  )
  return { rows: positions.length, columns, data: made }
}

/** A table from rows of equal length. */
export function tableOf(rows: readonly ArrayLike<number>[]): Table {
  const columns = rows[0]?.length ?? 0
  const data = new Float64Array(rows.length * columns)
  rows.forEach((row, i) => data.set(row, i * columns))
  return { rows: rows.length, columns, data }
}
