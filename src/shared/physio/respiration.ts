import { undefinedScore } from '../metrics/base/score'
import type { Score } from '../metrics/base/score'
import { butterworth } from '../signal/dsp/butterworth'
import { filterRuns } from '../signal/dsp/filter-runs'
import { runsOfNumbers } from '../signal/dsp/runs-of-numbers'
import type { Samples } from '../signal/dsp/samples'
import { sosfiltfilt } from '../signal/dsp/sosfiltfilt'
import { meanOf, medianOf } from './statistics'

/** Respiration without drift and noise: zero-phase Butterworth band-pass of order 2, 0.05-3 Hz (Khodadad et al. 2018), NeuroKit's `rsp_clean`. Gaps stay gaps. */
export function respirationClean(x: Samples, rateHz: number): Float64Array<ArrayBuffer> {
  const sos = butterworth(2, { kind: 'bandpass', lowHz: 0.05, highHz: Math.min(3, 0.49 * rateHz) }, rateHz)
  return filterRuns(x, (run) => sosfiltfilt(sos, run))
}

/** Breaths: trough i (end of expiration) comes before peak i (end of inspiration); sample indices. */
export interface Breaths {
  readonly peaks: readonly number[]
  readonly troughs: readonly number[]
}

/**
 * Peaks and troughs of cleaned respiration: extremes between zero crossings, those that rise less than `leastShare` of the
 * median excursion left out (Khodadad et al. 2018, Physiological Measurement 39, 094001; NeuroKit's `rsp_findpeaks`). Each run between gaps on its own.
 */
export function breaths(clean: Float64Array, leastShare = 0.3): Breaths {
  const all = runsOfNumbers(clean).map(({ from, to }) => {
    const run = clean.subarray(from, to)
    const pairs = pairsOf(run, extremesOf(run), leastShare)
    return pairs.map((i) => from + i)
  })
  return {
    troughs: all.flatMap((pairs) => pairs.filter((_, i) => i % 2 === 0)),
    peaks: all.flatMap((pairs) => pairs.filter((_, i) => i % 2 === 1))
  }
}

/** Breaths per minute: 60 s over the mean time between peaks. Peaks further apart than `longestSeconds` have a pause between them and are left out and counted. */
export function respirationRate({ peaks }: Breaths, rateHz: number, longestSeconds = 30): Score {
  const periods = peaks.slice(1).map((peak, i) => (peak - (peaks[i] ?? NaN)) / rateHz)
  const used = periods.filter((period) => period <= longestSeconds)
  if (used.length === 0) return undefinedScore('There are fewer than two breaths.')
  return { value: 60 / meanOf(used), used: used.length, leftOut: periods.length - used.length }
}

/** Mean height of the peaks above the troughs before them, in the unit of the signal. */
export function respirationAmplitude(clean: Float64Array, { peaks, troughs }: Breaths): Score {
  if (peaks.length === 0) return undefinedScore('There is no breath.')
  const heights = peaks.map((peak, i) => (clean[peak] ?? NaN) - (clean[troughs[i] ?? -1] ?? NaN))
  return { value: meanOf(heights), used: heights.length }
}

/** The highest or lowest sample between any two zero crossings, the two kinds in turn. */
function extremesOf(x: Float64Array): number[] {
  const crossings: number[] = []
  for (let i = 0; i + 1 < x.length; i++) if ((x[i] ?? 0) * (x[i + 1] ?? 0) < 0) crossings.push(i)
  return crossings.slice(0, -1).map((from, i) => {
    const rises = (x[from] ?? 0) < 0
    let best = from
    for (let k = from; k < (crossings[i + 1] ?? 0); k++) {
      const higher = (x[k] ?? 0) > (x[best] ?? 0)
      if (k !== best && (rises ? higher : (x[k] ?? 0) < (x[best] ?? 0))) best = k
    }
    return best
  })
}

/** Trough, peak, trough, peak ... without the small excursions; an even number. */
function pairsOf(x: Float64Array, extremes: readonly number[], leastShare: number): number[] {
  const at = (i: number | undefined) => (i === undefined ? NaN : (x[i] ?? NaN))
  const steps = extremes.slice(1).map((to, i) => Math.abs(at(to) - at(extremes[i])))
  const limit = medianOf(steps) * leastShare
  const large = extremes.slice(0, -1).filter((_, i) => (steps[i] ?? 0) > limit)
  const turning = large.filter((one, i) => {
    if (i === 0 || i === large.length - 1) return true
    const before = Math.sign(at(one) - at(large[i - 1]))
    const after = Math.sign(at(large[i + 1]) - at(one))
    return before + after === 0
  })
  const values = turning.map(at)
  const from = (values[0] ?? 0) > (values[1] ?? 0) ? 1 : 0
  const to = (values.at(-1) ?? 0) < (values.at(-2) ?? 0) ? turning.length - 1 : turning.length
  const pairs = turning.slice(from, to)
  return pairs.length % 2 === 0 ? pairs : pairs.slice(0, -1)
}
