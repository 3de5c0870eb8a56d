import { undefinedScore } from '../../../shared/metrics/base/score'
import type { Score } from '../../../shared/metrics/base/score'
import { butterworth } from '../../../shared/signal/dsp/butterworth'
import { entropyConventions, entropyOfVariance } from '../../../shared/signal/dsp/differential-entropy'
import type { EntropyConvention } from '../../../shared/signal/dsp/differential-entropy'
import type { Band } from '../../../shared/signal/dsp/eeg-bands'
import { runsOfNumbers } from '../../../shared/signal/dsp/runs-of-numbers'
import type { Sos } from '../../../shared/signal/dsp/sos'
import { sosfilt } from '../../../shared/signal/dsp/sosfilt'
import { sosfiltfilt } from '../../../shared/signal/dsp/sosfiltfilt'

/** Differential entropy of one band of one channel over stretches with gaps: the variance is that of all runs between gaps together. */
export class BandEntropy {
  private readonly spread: Readonly<Record<EntropyConvention, Spread>> = {
    'de-nats-zero-phase': new Spread(),
    'de-bits-causal': new Spread()
  }
  private readonly filters: ReadonlyMap<EntropyConvention, Sos> | undefined

  constructor(
    private readonly band: Band,
    private readonly rateHz: number
  ) {
    const { lowHz, highHz } = band
    this.filters =
      lowHz > 0 && highHz < rateHz / 2
        ? new Map(
            conventions.map((name) => [
              name,
              butterworth(entropyConventions[name].order, { kind: 'bandpass', lowHz, highHz }, rateHz)
            ])
          )
        : undefined
  }

  add(samples: Float64Array): void {
    for (const [name, sos] of this.filters ?? [])
      for (const { from, to } of runsOfNumbers(samples)) {
        const run = samples.subarray(from, to)
        this.spread[name].add(name === 'de-nats-zero-phase' ? sosfiltfilt(sos, run) : sosfilt(sos, run).y)
      }
  }

  score(convention: EntropyConvention): Score {
    if (!this.filters)
      return undefinedScore(
        `A filter from ${this.band.lowHz} to ${this.band.highHz} Hz needs a rate above ${2 * this.band.highHz} Hz; this is ${this.rateHz} Hz.`
      )
    return entropyOfVariance(this.spread[convention].variance(), entropyConventions[convention].unit)
  }
}

const conventions: readonly EntropyConvention[] = ['de-nats-zero-phase', 'de-bits-causal']

/** Mean and variance (n below) of numbers that come in parts (Chan, Golub & LeVeque 1983). */
class Spread {
  private count = 0
  private mean = 0
  private squares = 0

  add(values: Float64Array): void {
    const count = values.length
    if (count === 0) return
    const mean = values.reduce((sum, value) => sum + value, 0) / count
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const apart = mean - this.mean
    const all = this.count + count
    this.squares += squares + (apart * apart * this.count * count) / all
    this.mean += (apart * count) / all
    this.count = all
  }

  variance(): number {
    return this.squares / this.count
  }
}
