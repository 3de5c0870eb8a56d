import { undefinedScore } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import { butterworth } from './butterworth'
import type { Band } from './eeg-bands'
import { doubles } from './samples'
import type { Samples } from './samples'
import { sosfilt } from './sosfilt'
import { sosfiltfilt } from './sosfiltfilt'

/** The two conventions in use; their numbers must not be mixed. */
export type EntropyConvention = 'de-nats-zero-phase' | 'de-bits-causal'

/** What a convention does, in words, with the unit of its numbers. */
export const entropyConventions: Readonly<
  Record<EntropyConvention, { readonly unit: 'nats' | 'bits'; readonly order: number; readonly text: string }>
> = {
  'de-nats-zero-phase': {
    unit: 'nats',
    order: 4,
    text: 'natural logarithm; Butterworth band-pass of order 4, forward and backward (zero-phase)'
  },
  'de-bits-causal': {
    unit: 'bits',
    order: 5,
    text: 'logarithm to base 2; Butterworth band-pass of order 5, forward only from rest (causal), as TorchEEG does chunk by chunk'
  }
}

/** A differential entropy with its unit and convention, for the export. */
export type DifferentialEntropy = Score & {
  readonly unit: 'nats' | 'bits'
  readonly convention: EntropyConvention
}

/**
 * Differential entropy of a band under a normal distribution, log(2 pi e variance) / 2 (Shi, Jiao & Lu 2013; Duan, Zhu & Lu 2013).
 * The whole of `x` is filtered, the variance (n below) is that of the samples `from` to `to`. TorchEEG's values are those of chunks given one by one.
 * @param x without NaN, in microvolts by custom: the value depends on the unit
 */
export function differentialEntropy(
  x: Samples,
  rateHz: number,
  band: Band,
  convention: EntropyConvention,
  from = 0,
  to = x.length
): DifferentialEntropy {
  const { unit, order } = entropyConventions[convention]
  const sos = butterworth(order, { kind: 'bandpass', lowHz: band.lowHz, highHz: band.highHz }, rateHz)
  const y = convention === 'de-nats-zero-phase' ? sosfiltfilt(sos, x) : sosfilt(sos, doubles(x)).y
  return { ...entropyOfVariance(variance(y.subarray(from, to)), unit), unit, convention }
}

/** log(2 pi e variance) / 2 in nats or bits; undefined without variance. */
export function entropyOfVariance(value: number, unit: 'nats' | 'bits'): Score {
  if (Number.isNaN(value)) return undefinedScore('A sample is missing or there is none.')
  if (!(value > 0)) return undefinedScore('The signal does not vary in this band.')
  const nats = Math.log(2 * Math.PI * Math.E * value) / 2
  return { value: unit === 'nats' ? nats : nats / Math.LN2 }
}

function variance(y: Float64Array): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length
  return y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length
}
