/**
 * A square table of weights, row = reference, column = candidate, row-major.
 * Weights are counts of items or microseconds of time; both are non-negative and finite.
 */
export interface Confusion {
  /** Class names; their order is the order of rows and columns, and the scale for weighted kappa. */
  readonly labels: readonly string[]
  readonly cells: Float64Array
}

/** Row sums, column sums, diagonal and grand total of a confusion table. */
export interface Margins {
  readonly k: number
  readonly total: number
  readonly reference: Float64Array
  readonly candidate: Float64Array
  readonly agreed: Float64Array
}

/**
 * Count pairs of class codes into a confusion table.
 * A pair with a code outside 0..labels.length-1 (use -1 for "no label") is left out.
 * @throws RangeError when the two arrays differ in length
 */
export function confusionFromCodes(
  labels: readonly string[],
  reference: Int32Array,
  candidate: Int32Array
): Confusion {
  if (reference.length !== candidate.length)
    throw new RangeError(
      `reference and candidate must be equally long, got ${reference.length} and ${candidate.length}`
    )
  const k = labels.length
  const cells = new Float64Array(k * k)
  for (let i = 0; i < reference.length; i++) {
    const row = reference[i] ?? -1
    const column = candidate[i] ?? -1
    if (row < 0 || column < 0 || row >= k || column >= k) continue
    const at = row * k + column
    cells[at] = (cells[at] ?? 0) + 1
  }
  return { labels, cells }
}

/** Count pairs of labels. A label that is not listed, or null, leaves its pair out. */
export function confusionFromLabels<T extends string | number>(
  labels: readonly T[],
  reference: readonly (T | null)[],
  candidate: readonly (T | null)[]
): Confusion {
  const code = new Map(labels.map((label, index) => [label, index]))
  const codes = (values: readonly (T | null)[]) =>
    Int32Array.from(values, (value) => (value === null ? -1 : (code.get(value) ?? -1)))
  return confusionFromCodes(labels.map(String), codes(reference), codes(candidate))
}

/** A confusion table from rows of weights. @throws RangeError when it is not square over the labels */
export function confusionFromRows(
  labels: readonly string[],
  rows: readonly (readonly number[])[]
): Confusion {
  if (rows.length !== labels.length || rows.some((row) => row.length !== labels.length))
    throw new RangeError(`a confusion table over ${labels.length} labels must have as many rows and columns`)
  return { labels, cells: Float64Array.from(rows.flat()) }
}

/** The table as plain rows, for display and for travelling between processes. */
export function confusionRows(table: Confusion): number[][] {
  const k = table.labels.length
  return table.labels.map((_, row) => Array.from(table.cells.subarray(row * k, (row + 1) * k)))
}

/** Sums of a confusion table. */
export function margins(table: Confusion): Margins {
  const k = table.labels.length
  const reference = new Float64Array(k)
  const candidate = new Float64Array(k)
  const agreed = new Float64Array(k)
  let total = 0
  for (let row = 0, at = 0; row < k; row++) {
    for (let column = 0; column < k; column++, at++) {
      const weight = table.cells[at] ?? 0
      reference[row] = (reference[row] ?? 0) + weight
      candidate[column] = (candidate[column] ?? 0) + weight
      if (row === column) agreed[row] = weight
      total += weight
    }
  }
  return { k, total, reference, candidate, agreed }
}

/** Sum over the classes of `of(agreed, reference, candidate, class)`. */
export function sumOverClasses(
  m: Margins,
  of: (agreed: number, reference: number, candidate: number) => number
): number {
  let sum = 0
  for (let i = 0; i < m.k; i++) sum += of(m.agreed[i] ?? 0, m.reference[i] ?? 0, m.candidate[i] ?? 0)
  return sum
}
