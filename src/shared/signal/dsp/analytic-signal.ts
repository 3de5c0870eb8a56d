import { fourier } from './fft'
import { doubles } from './samples'
import type { Samples } from './samples'

/** A signal and its Hilbert transform; modulus: envelope, angle: phase. */
export interface AnalyticSignal {
  readonly re: Float64Array<ArrayBuffer>
  readonly im: Float64Array<ArrayBuffer>
}

/** The analytic signal by the spectrum without negative frequencies (Marple 1999); equal to SciPy's `hilbert`. No NaN inside. */
export function analyticSignal(x: Samples): AnalyticSignal {
  const re = new Float64Array(doubles(x))
  const im = new Float64Array(re.length)
  if (re.length === 0) return { re, im }
  const transform = fourier(re.length)
  transform.forward(re, im)
  const half = re.length / 2
  for (let k = 1; k < re.length; k++) {
    const factor = k < half ? 2 : k === half ? 1 : 0
    re[k] = (re[k] ?? 0) * factor
    im[k] = (im[k] ?? 0) * factor
  }
  transform.inverse(re, im)
  return { re, im }
}

/** Amplitude of the envelope, in the unit of the signal. */
export function envelope(x: Samples): Float64Array<ArrayBuffer> {
  const { re, im } = analyticSignal(x)
  return re.map((value, i) => Math.hypot(value, im[i] ?? 0))
}

/** Phase in radians, -pi to pi; 0 at the top of a cosine. */
export function instantaneousPhase(x: Samples): Float64Array<ArrayBuffer> {
  const { re, im } = analyticSignal(x)
  return re.map((value, i) => Math.atan2(im[i] ?? 0, value))
}
