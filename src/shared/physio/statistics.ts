import { quantile } from '../metrics/base/quantile'

/** Mean of the numbers of a list; NaN without any. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ?? NaN
  return sum / values.length
}

/** Standard deviation with n - 1 below; NaN for fewer than two. */
export function deviationOf(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN
  const mean = meanOf(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? NaN) - mean) ** 2
  return Math.sqrt(sum / (values.length - 1))
}

/** Quantile of an unsorted list (type 7); NaN when empty. */
export const quantileOf = (values: ArrayLike<number>, p: number): number =>
  values.length === 0 ? NaN : quantile(Float64Array.from(values).sort(), p)

/** Median; NaN when empty. */
export const medianOf = (values: ArrayLike<number>): number => quantileOf(values, 0.5)
