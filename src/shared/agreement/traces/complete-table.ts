import type { IccParts, MeanSquares } from '../../metrics/intraclass-correlation'
import { iccFromMeanSquares } from '../../metrics/intraclass-correlation'
import type { Sliced } from '../sliced'
import type { RatingRows } from './rating-rows'

/** Reliability of the rows that every annotator filled. */
export interface TableReliability {
  /** Rows that every annotator filled. */
  readonly used: number
  /** Undefined: fewer than two such rows, fewer than two annotators, or ratings that do not vary. */
  readonly forms: IccParts['forms'] | undefined
}

/** Rows between two pauses. */
const SLICE = 8000

/** Mean squares of the complete rows in two passes, and the six intraclass correlations from them; the table is never built. */
export function* tableReliability({ columns, count }: RatingRows, centre: number): Sliced<TableReliability> {
  const k = columns.length
  const complete = new Uint8Array(count)
  const raters = new Float64Array(k)
  let n = 0
  let grand = 0
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < count; i++) {
    if (i % SLICE === SLICE - 1) yield
    let sum = 0
    for (let a = 0; a < k; a++) sum += (columns[a]?.[i] ?? NaN) - centre
    if (Number.isNaN(sum)) continue
    complete[i] = 1
    n++
    grand += sum
    for (let a = 0; a < k; a++) {
      const value = columns[a]?.[i] ?? NaN
      raters[a] = (raters[a] ?? 0) + value - centre
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (n < 2 || k < 2 || low === high) return { used: n, forms: undefined }
  grand /= n * k
  const means = raters.map((sum) => sum / n)
  let between = 0
  let within = 0
  let residual = 0
  for (let i = 0; i < count; i++) {
    if (i % SLICE === SLICE - 1) yield
    if (complete[i] === 0) continue
    let mean = 0
    for (let a = 0; a < k; a++) mean += (columns[a]?.[i] ?? 0) - centre
    mean /= k
    between += (mean - grand) ** 2
    for (let a = 0; a < k; a++) {
      const off = (columns[a]?.[i] ?? 0) - centre - mean
      within += off * off
      residual += (off - (means[a] ?? 0) + grand) ** 2
    }
  }
  const ms: MeanSquares = {
    MSB: (k * between) / (n - 1),
    MSW: within / (n * (k - 1)),
    MSJ: (n * means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0)) / (k - 1),
    MSE: residual / ((n - 1) * (k - 1))
  }
  return { used: n, forms: iccFromMeanSquares(ms, n, k) }
}
