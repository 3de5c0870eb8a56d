import { score } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import { doubles } from './samples'
import type { Samples } from './samples'

/** Hjorth's parameters. */
export interface Hjorth {
  /** Variance (n below), unit^2. */
  readonly activity: Score
  /** Deviation of the slope over that of the signal, radians per sample; times the rate over 2 pi it is a mean frequency. */
  readonly mobility: Score
  /** Mobility of the slope over that of the signal; 1 for a sine, up to the step between samples. */
  readonly complexity: Score
}

/** Activity, mobility and complexity of a stretch without NaN (Hjorth 1970, Electroencephalography and Clinical Neurophysiology 29, 306-310). */
export function hjorth(x: Samples): Hjorth {
  const values = doubles(x)
  const first = steps(values)
  const [activity, slope, bend] = [values, first, steps(first)].map(variance)
  const mobility = Math.sqrt((slope ?? NaN) / (activity ?? NaN))
  const reason = 'The signal is too short, flat or has a gap.'
  return {
    activity: score(activity ?? NaN, reason),
    mobility: score(mobility, reason),
    complexity: score(Math.sqrt((bend ?? NaN) / (slope ?? NaN)) / mobility, reason)
  }
}

const steps = (x: Float64Array): Float64Array => x.subarray(1).map((value, i) => value - (x[i] ?? NaN))

function variance(x: Float64Array): number {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length
  return x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length
}
