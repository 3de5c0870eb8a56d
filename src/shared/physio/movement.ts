import { undefinedScore } from '../metrics/base/score'
import type { Score } from '../metrics/base/score'
import type { Samples } from '../signal/dsp/samples'
import { deviationOf, meanOf } from './statistics'

/** Length of the vector of an accelerometer (g) or gyroscope (°/s) sample by sample; NaN where an axis is missing. */
export function vectorMagnitude(x: Samples, y: Samples, z: Samples): Float64Array<ArrayBuffer> {
  const length = Math.min(x.length, y.length, z.length)
  return Float64Array.from({ length }, (_, i) => Math.hypot(x[i] ?? NaN, y[i] ?? NaN, z[i] ?? NaN))
}

/** Activity of one epoch. */
export interface Activity {
  /** Mean of max(0, magnitude - 1 g), in milli-g: ENMO (van Hees et al. 2013, PLoS ONE 8, e61691). */
  readonly enmoMilliG: Score
  /** Standard deviation of the magnitude, g: does not need a calibrated 1 g. */
  readonly deviationG: Score
}

/** Activity of epochs of `epochSeconds`, one after the other; a last epoch that is not whole is left out. Missing samples are left out and counted. */
export function activityCounts(magnitudeG: Float64Array, rateHz: number, epochSeconds: number): Activity[] {
  const size = Math.round(epochSeconds * rateHz)
  if (size < 1) throw new RangeError(`epochSeconds must hold at least one sample, got ${epochSeconds}`)
  return Array.from({ length: Math.floor(magnitudeG.length / size) }, (_, epoch) => {
    const whole = magnitudeG.subarray(epoch * size, (epoch + 1) * size)
    const values = whole.filter((value) => !Number.isNaN(value))
    const counted = { used: values.length, leftOut: size - values.length }
    if (values.length < 2) {
      const none = { ...undefinedScore('The epoch has fewer than two samples.'), ...counted }
      return { enmoMilliG: none, deviationG: none }
    }
    return {
      enmoMilliG: { value: 1000 * meanOf(values.map((value) => Math.max(0, value - 1))), ...counted },
      deviationG: { value: deviationOf(values), ...counted }
    }
  })
}
