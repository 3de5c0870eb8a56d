import { score } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import { analyticSignal } from './analytic-signal'
import { butterworth } from './butterworth'
import type { Band } from './eeg-bands'
import type { Samples } from './samples'
import { sosfiltfilt } from './sosfiltfilt'

/**
 * Phase-locking value of two signals over time in a band, 0 (phases unrelated) to 1 (constant difference): modulus of
 * the mean of e^(i (phase x - phase y)) after a zero-phase Butterworth band-pass of order 4 and the Hilbert transform.
 * Lachaux et al. 1999, Human Brain Mapping 8, 194-208. Equally long, no NaN inside.
 */
export function phaseLocking(x: Samples, y: Samples, rateHz: number, band: Band): Score {
  const [a, b] = [x, y].map((one) => unitPhases(one, rateHz, band))
  return phaseLockingOf(a ?? [], b ?? [])
}

/** A signal's phases in a band as points of the unit circle: re and im. Made once for a matrix of many pairs. */
export function unitPhases(x: Samples, rateHz: number, { lowHz, highHz }: Band): readonly Float64Array[] {
  const { re, im } = analyticSignal(
    sosfiltfilt(butterworth(4, { kind: 'bandpass', lowHz, highHz }, rateHz), x)
  )
  const size = re.map((value, i) => Math.hypot(value, im[i] ?? 0))
  return [re, im].map((part) => part.map((value, i) => value / (size[i] ?? 1)))
}

/** The same from phases already on the unit circle. */
export function phaseLockingOf(x: readonly Float64Array[], y: readonly Float64Array[]): Score {
  const [xr = [], xi = []] = x
  const [yr = [], yi = []] = y
  let re = 0
  let im = 0
  for (let i = 0; i < xr.length; i++) {
    const [a, b, c, d] = [xr[i] ?? NaN, xi[i] ?? NaN, yr[i] ?? NaN, yi[i] ?? NaN]
    re += a * c + b * d
    im += b * c - a * d
  }
  return score(
    Math.hypot(re, im) / xr.length,
    'A sample is missing or one signal is empty or flat in this band.'
  )
}
