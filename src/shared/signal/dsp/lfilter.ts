import { doubles } from './samples'
import type { Samples } from './samples'

/** A filter as polynomials in 1/z, as SciPy's `b, a`. `a: [1]` is a finite (FIR) one. */
export interface Transfer {
  readonly b: readonly number[]
  readonly a: readonly number[]
}

/**
 * Causal filter of any order; equal to SciPy's `lfilter`. Recursive ones of high order lose precision: use sections.
 * @param state delays before the first sample, at rest when absent; it is not changed
 */
export function lfilter(transfer: Transfer, x: Samples, state?: Float64Array): Float64Array<ArrayBuffer> {
  const { b, a } = scaled(transfer)
  const input = doubles(x)
  const order = b.length - 1
  const z = new Float64Array(order + 1)
  if (state) z.set(state)
  const y = new Float64Array(input.length)
  for (let i = 0; i < input.length; i++) {
    const value = input[i] ?? 0
    const out = (b[0] ?? 0) * value + (z[0] ?? 0)
    for (let k = 1; k <= order; k++) z[k - 1] = (b[k] ?? 0) * value + (z[k] ?? 0) - (a[k] ?? 0) * out
    y[i] = out
  }
  return y
}

/** Delays of a filter that has always been given the value 1. SciPy's `lfilter_zi`. */
export function steadyState(transfer: Transfer): Float64Array<ArrayBuffer> {
  const { b, a } = scaled(transfer)
  const order = b.length - 1
  const state = new Float64Array(order)
  const drive = (k: number) => (b[k] ?? 0) - (a[k] ?? 0) * (b[0] ?? 0)
  let all = 0
  let below = 1
  for (let k = 1; k <= order; k++) {
    all += drive(k)
    below += a[k] ?? 0
  }
  const first = all / below
  let sumA = 1
  let sumB = 0
  for (let k = 0; k < order; k++) {
    state[k] = sumA * first - sumB
    sumA += a[k + 1] ?? 0
    sumB += drive(k + 1)
  }
  return state
}

/** Both polynomials as long as the longer one, with a[0] = 1. */
function scaled({ b, a }: Transfer): { readonly b: Float64Array; readonly a: Float64Array } {
  const length = Math.max(b.length, a.length)
  const lead = a[0] ?? 1
  const fill = (all: readonly number[]) => Float64Array.from({ length }, (_, i) => (all[i] ?? 0) / lead)
  return { b: fill(b), a: fill(a) }
}
