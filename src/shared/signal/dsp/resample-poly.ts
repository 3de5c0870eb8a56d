import { firDesign } from './fir-design'
import { doubles } from './samples'
import type { Samples } from './samples'

/** Zero crossings of the filter on either side, and its Kaiser window, as in SciPy. */
const REACH = 10
const KAISER = 5

/**
 * A signal at up/down times its rate through a polyphase low-pass; equal to SciPy's `resample_poly` (Kaiser 5, zeros
 * beyond the ends). The first sample keeps its time; ceil(n up / down) samples come out. A NaN spreads over the filter's reach.
 * @param phase place of the first sample that comes out, in steps of the input divided by `up`: so that parts of a signal can be done one by one on one grid
 */
export function resamplePoly(x: Samples, up: number, down: number, phase = 0): Float64Array<ArrayBuffer> {
  for (const [name, value] of Object.entries({ up, down }))
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} must be a whole number from 1 on, got ${value}`)
  const shared = commonDivisor(up, down)
  const [u, d] = [up / shared, down / shared]
  const input = doubles(x)
  if (u === d && phase === 0) return input.slice()
  const most = Math.max(u, d)
  const half = REACH * most
  const h = firDesign(2 * half + 1, { kind: 'lowpass', cutoffHz: 1 / most }, 2, {
    kind: 'kaiser',
    beta: KAISER
  })
  const out = new Float64Array(Math.max(0, Math.ceil((input.length * u - phase) / d)))
  for (let n = 0; n < out.length; n++) {
    const center = n * d + phase
    const from = Math.max(0, Math.ceil((center - half) / u))
    const to = Math.min(input.length - 1, Math.floor((center + half) / u))
    let sum = 0
    for (let i = from; i <= to; i++) sum += (input[i] ?? 0) * (h[half + center - i * u] ?? 0)
    out[n] = sum * u
  }
  return out
}

/** Whole numbers up and down with up / down = toHz / fromHz; rates are taken to a thousandth of a hertz. */
export function resampleRatio(fromHz: number, toHz: number): { readonly up: number; readonly down: number } {
  const [up, down] = [Math.round(toHz * 1000), Math.round(fromHz * 1000)]
  const shared = commonDivisor(up, down)
  return { up: up / shared, down: down / shared }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
