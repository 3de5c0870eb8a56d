import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { correlation } from '../../../src/shared/metrics/base/moments'
import { estimateGroupLags } from '../../../src/shared/trace/estimate-group-lags'
import { estimateTraceLag } from '../../../src/shared/trace/estimate-lag'
import { normal, seeded, truthOf } from './synthetic'

const RATE = 25
const COUNT = 120 * RATE
const DELAYS = [0, 0.4, 1.2]

/** Truth rated with a delay and noise. The truth is known at every time, so delays need not be whole samples. */
function raterOf(truth: (seconds: number) => number, delay: number, seed: number): Float64Array {
  const random = seeded(seed)
  return Float64Array.from({ length: COUNT }, (_, i) => truth(i / RATE - delay) + 0.02 * normal(random))
}
const truth = truthOf(7)
const truthSamples = Array.from({ length: COUNT }, (_, i) => truth(i / RATE))
const raters = DELAYS.map((delay, k) => raterOf(truth, delay, 100 + k))

/** Mean of raters, each read `lag` seconds later, where all of them have a value, with the truth beside it. */
function meanAgainstTruth(lags: readonly number[]): number {
  const mean: number[] = []
  const own: number[] = []
  for (let i = 0; i < COUNT - 2 * RATE; i++) {
    const values = raters.map((rater, k) => rater[i + Math.round((lags[k] ?? 0) * RATE)] ?? NaN)
    mean.push(values.reduce((sum, value) => sum + value, 0) / values.length)
    own.push(truthSamples[i] ?? NaN)
  }
  return correlation(mean, own) ?? NaN
}

describe('reaction lag', () => {
  it('TRACE-2: three raters delayed by 0, 0.4 and 1.2 s are found within 40 ms from the group alone', () => {
    const found = atOnce(
      estimateGroupLags(
        raters.map((rater) => [rater]),
        { rateHz: RATE, longest: 3 }
      )
    )
    const lags = found.map((one) => ('seconds' in one ? one.seconds : NaN))
    DELAYS.forEach((delay, k) => expect(Math.abs((lags[k] ?? NaN) - delay)).toBeLessThanOrEqual(0.04))
    expect(meanAgainstTruth(lags)).toBeGreaterThanOrEqual(0.99)
    expect(meanAgainstTruth([0, 0, 0])).toBeLessThanOrEqual(0.95)
  })

  it('against the signal itself each delay is found on its own', () => {
    raters.forEach((rater, k) => {
      const found = atOnce(
        estimateTraceLag([Float64Array.from(truthSamples)], [rater], { rateHz: RATE, from: 0, to: 5 })
      )
      if (!('seconds' in found)) throw new Error(found.reason)
      expect(Math.abs(found.seconds - (DELAYS[k] ?? 0))).toBeLessThanOrEqual(0.04)
      expect(found.correlation).toBeGreaterThan(0.98)
    })
  })

  it('a delay between two samples is found to a fifth of a sample', () => {
    const rater = raterOf(truth, 0.733, 5)
    const found = atOnce(
      estimateTraceLag([Float64Array.from(truthSamples)], [rater], { rateHz: RATE, from: 0, to: 5 })
    )
    expect('seconds' in found && Math.abs(found.seconds - 0.733)).toBeLessThan(0.008)
  })

  it('missing samples are left out of the search', () => {
    const holes = raterOf(truth, 0.4, 9).map((value, i) =>
      i % 7 === 0 || (i > 500 && i < 700) ? NaN : value
    )
    const found = atOnce(
      estimateTraceLag([Float64Array.from(truthSamples)], [holes], { rateHz: RATE, from: 0, to: 5 })
    )
    expect('seconds' in found && Math.abs(found.seconds - 0.4)).toBeLessThanOrEqual(0.04)
  })

  it('a trace that does not vary or is too short has a reason instead of a lag', () => {
    const flat = new Float64Array(COUNT).fill(0.3)
    const search = { rateHz: RATE, from: 0, to: 5 }
    expect(atOnce(estimateTraceLag([Float64Array.from(truthSamples)], [flat], search))).toEqual({
      reason: 'One of them does not vary, so there is nothing to align.'
    })
    const short = Float64Array.from(truthSamples.slice(0, 60))
    expect(atOnce(estimateTraceLag([short], [short], search))).toEqual({
      reason: 'They share less than 5 s of rated time.'
    })
  })

  it('dimensions rated together share one lag', () => {
    const other = truthOf(31)
    const reference = [0, 1].map((dim) =>
      Float64Array.from({ length: COUNT }, (_, i) => (dim === 0 ? truth : other)(i / RATE))
    )
    const rater = [raterOf(truth, 0.6, 1), raterOf(other, 0.6, 2)]
    const found = atOnce(estimateTraceLag(reference, rater, { rateHz: RATE, from: -2, to: 5 }))
    expect('seconds' in found && Math.abs(found.seconds - 0.6)).toBeLessThanOrEqual(0.04)
  })
})
