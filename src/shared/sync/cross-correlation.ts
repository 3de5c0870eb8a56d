import { fourier } from '../signal/dsp/fft'

/** Correlation of two series at each lag. */
export interface CrossCorrelation {
  /** Lag of `values[0]`, in samples. */
  readonly first: number
  /** `sum(a[i] b[i + lag]) / (|a| |b|)` over the samples that overlap at that lag; NaN where too few do, or one is nearly silent there. */
  readonly values: Float64Array
}

/** Share of a series' energy that must lie in the overlap: two quiet tails are alike by chance. */
const LEAST_ENERGY = 0.05

/**
 * Normalised cross-correlation of two evenly sampled series at one rate, for all lags at which at least `overlap`
 * samples lie over each other. Positive lag: what is in `a` comes later in `b`. The means are taken out first. Computed
 * through the Fourier transform (Lewis 1995, "Fast normalized cross-correlation", for the norms by running sums).
 */
export function crossCorrelation(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  overlap: number
): CrossCorrelation {
  const left = centred(a)
  const right = centred(b)
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, a.length + b.length)))
  const products = correlate(left, right, size)
  const sumLeft = runningSquares(left)
  const sumRight = runningSquares(right)
  const first = -(a.length - 1)
  const values = new Float64Array(a.length + b.length - 1).fill(Number.NaN)
  const quietLeft = LEAST_ENERGY * (sumLeft.at(-1) ?? 0)
  const quietRight = LEAST_ENERGY * (sumRight.at(-1) ?? 0)
  for (let k = 0; k < values.length; k++) {
    const lag = first + k
    const from = Math.max(0, -lag)
    const to = Math.min(a.length, b.length - lag)
    if (to - from < overlap) continue
    const ofLeft = (sumLeft[to] ?? 0) - (sumLeft[from] ?? 0)
    const ofRight = (sumRight[to + lag] ?? 0) - (sumRight[from + lag] ?? 0)
    if (ofLeft <= quietLeft || ofRight <= quietRight) continue
    values[k] = (products[(lag + size) % size] ?? 0) / Math.sqrt(ofLeft * ofRight)
  }
  return { first, values }
}

/** The lag with the highest correlation, between samples by a parabola through it and its neighbours; undefined where no lag has any. */
export function bestLag({
  first,
  values
}: CrossCorrelation): { readonly lag: number; readonly correlation: number } | undefined {
  let at = -1
  for (let k = 0; k < values.length; k++)
    if ((values[k] ?? Number.NaN) > (at < 0 ? -Infinity : (values[at] ?? 0))) at = k
  if (at < 0) return undefined
  const peak = values[at] ?? 0
  const before = values[at - 1] ?? Number.NaN
  const after = values[at + 1] ?? Number.NaN
  const bend = before - 2 * peak + after
  const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0
  return { lag: first + at + shift, correlation: peak }
}

function centred(values: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(values)
  let sum = 0
  for (const value of out) sum += value
  const mean = out.length > 0 ? sum / out.length : 0
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) - mean
  return out
}

function runningSquares(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) out[i + 1] = (out[i] ?? 0) + (values[i] ?? 0) ** 2
  return out
}

/** `out[(lag + size) % size] = sum a[i] b[i + lag]`. */
function correlate(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const { forward, inverse } = fourier(size)
  const spectrum = (values: Float64Array): readonly [Float64Array, Float64Array] => {
    const re = new Float64Array(size)
    const im = new Float64Array(size)
    re.set(values)
    forward(re, im)
    return [re, im]
  }
  const [re, im] = spectrum(a)
  const [otherRe, otherIm] = spectrum(b)
  for (let k = 0; k < size; k++) {
    const [ar, ai, br, bi] = [re[k] ?? 0, im[k] ?? 0, otherRe[k] ?? 0, otherIm[k] ?? 0]
    re[k] = ar * br + ai * bi
    im[k] = ar * bi - ai * br
  }
  inverse(re, im)
  return re
}
