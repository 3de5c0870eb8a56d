import { lfilter, steadyState } from './lfilter'
import type { Transfer } from './lfilter'
import { oddExtension } from './odd-extension'
import { doubles } from './samples'
import type { Samples } from './samples'

/**
 * Zero-phase filter from polynomials; equal to SciPy's `filtfilt` with its default padding (odd, three times the
 * longer polynomial). A signal not longer than the padding, which SciPy refuses, is padded by all it has.
 */
export function filtfilt(transfer: Transfer, x: Samples): Float64Array<ArrayBuffer> {
  const input = doubles(x)
  if (input.length === 0) return new Float64Array(0)
  const pad = Math.min(3 * Math.max(transfer.a.length, transfer.b.length), input.length - 1)
  const steady = steadyState(transfer)
  const pass = (values: Float64Array) => {
    const first = values[0] ?? 0
    return lfilter(
      transfer,
      values,
      steady.map((value) => value * first)
    ).reverse()
  }
  return pass(pass(oddExtension(input, pad))).slice(pad, pad + input.length)
}
