import type { Table } from '../probe/table'

/** One of the items most like another. */
export interface Neighbour {
  readonly row: number
  /** Cosine, -1 to 1. */
  readonly cosine: number
}

/** Length of every row. */
export function rowLengths({ rows, columns, data }: Table): Float64Array {
  const made = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += (data[i * columns + j] ?? 0) ** 2
    made[i] = Math.sqrt(sum)
  }
  return made
}

/**
 * The rows most like one row by cosine, best first, equal ones in their order; the row itself is not among them. An
 * all-zero row is like nothing and has none.
 * @param lengths of `rowLengths`, where they are known
 */
export function nearestRows(
  table: Table,
  row: number,
  count: number,
  lengths = rowLengths(table)
): Neighbour[] {
  const { rows, columns, data } = table
  const own = lengths[row] ?? 0
  if (own === 0) return []
  const found: Neighbour[] = []
  for (let i = 0; i < rows; i++) {
    const length = lengths[i] ?? 0
    if (i === row || length === 0) continue
    let sum = 0
    for (let j = 0; j < columns; j++) sum += (data[i * columns + j] ?? 0) * (data[row * columns + j] ?? 0)
    const cosine = Math.max(-1, Math.min(1, sum / (own * length)))
    if (found.length === count && cosine <= (found.at(-1)?.cosine ?? -2)) continue
    const place = found.findIndex((other) => cosine > other.cosine)
    found.splice(place < 0 ? found.length : place, 0, { row: i, cosine })
    if (found.length > count) found.pop()
  }
  return found
}
