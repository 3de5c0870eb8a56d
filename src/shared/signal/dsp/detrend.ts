import { doubles } from './samples'
import type { Samples } from './samples'

/** What is taken off: nothing, the mean, or the straight line of least squares. */
export type Trend = 'none' | 'constant' | 'linear'

/** A signal without its mean or its straight line; equal to SciPy's `detrend`. No NaN inside. */
export function detrend(x: Samples, trend: Exclude<Trend, 'none'>): Float64Array<ArrayBuffer> {
  const y = new Float64Array(doubles(x))
  removeTrend(y, trend)
  return y
}

/** The same in place. */
export function removeTrend(y: Float64Array, trend: Trend): void {
  if (trend === 'none' || y.length === 0) return
  const n = y.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += y[i] ?? 0
  const mean = sum / n
  const middle = (n - 1) / 2
  const slope = trend === 'linear' ? slopeAbout(y, middle) : 0
  for (let i = 0; i < n; i++) y[i] = (y[i] ?? 0) - mean - slope * (i - middle)
}

function slopeAbout(y: Float64Array, middle: number): number {
  let xy = 0
  let xx = 0
  for (let i = 0; i < y.length; i++) {
    xy += (i - middle) * (y[i] ?? 0)
    xx += (i - middle) ** 2
  }
  return xx === 0 ? 0 : xy / xx
}
