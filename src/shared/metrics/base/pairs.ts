/** Pairs in which both sides have a number, and how many had not. */
export interface CompletePairs {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly leftOut: number
}

/**
 * Keep the positions where both lists have a finite number.
 * @throws RangeError when the lists differ in length
 */
export function completePairs(x: readonly (number | null)[], y: readonly (number | null)[]): CompletePairs {
  if (x.length !== y.length)
    throw new RangeError(`both sides must be equally long, got ${x.length} and ${y.length}`)
  const keptX: number[] = []
  const keptY: number[] = []
  for (let i = 0; i < x.length; i++) {
    const a = x[i]
    const b = y[i]
    if (a == null || b == null || !Number.isFinite(a) || !Number.isFinite(b)) continue
    keptX.push(a)
    keptY.push(b)
  }
  return { x: keptX, y: keptY, leftOut: x.length - keptX.length }
}

/** Rows without a missing value, as numbers; the width is that of the widest row. */
export function completeRows(rows: readonly (readonly (string | number | null)[])[]): number[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  return rows
    .map((row) => row.filter((value) => typeof value === 'number' && Number.isFinite(value)))
    .filter((row): row is number[] => row.length === width)
}
