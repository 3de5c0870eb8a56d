import { oddExtension } from './odd-extension'
import { doubles } from './samples'
import type { Samples } from './samples'
import type { Sos } from './sos'
import { sosfilt, sosSteadyState } from './sosfilt'

/**
 * Zero-phase filter: once forward, once backward, so nothing is delayed and the attenuation counts twice. Equal to
 * SciPy's `sosfiltfilt` with its default padding (odd, three times the taps). A signal not longer than the padding,
 * which SciPy refuses, is padded by all it has.
 * @param padSamples samples continued at either end; SciPy's default when absent
 */
export function sosfiltfilt(
  sos: Sos,
  x: Samples,
  padSamples = defaultPadding(sos)
): Float64Array<ArrayBuffer> {
  const input = doubles(x)
  if (input.length === 0) return new Float64Array(0)
  const pad = Math.min(padSamples, input.length - 1)
  const steady = sosSteadyState(sos)
  const pass = (values: Float64Array) => {
    const first = values[0] ?? 0
    return sosfilt(
      sos,
      values,
      steady.map((value) => value * first)
    ).y.reverse()
  }
  return pass(pass(oddExtension(input, pad))).slice(pad, pad + input.length)
}

/** Three times the taps of the filter; sections of first order count one tap less. */
function defaultPadding(sos: Sos): number {
  const firstOrder = Math.min(
    sos.filter((section) => section[2] === 0).length,
    sos.filter((section) => section[5] === 0).length
  )
  return 3 * (2 * sos.length + 1 - firstOrder)
}
