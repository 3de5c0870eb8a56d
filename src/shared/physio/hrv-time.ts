import { score, undefinedScore } from '../metrics/base/score'
import type { Score } from '../metrics/base/score'
import type { NnIntervals } from './nn-intervals'
import { deviationOf, meanOf, medianOf, quantileOf } from './statistics'
import { triangularIndex, triangularWidth } from './hrv-triangle'

/** Names of the time-domain measures of heart rate variability, as in NeuroKit. */
export type HrvTimeMeasure =
  | 'MeanNN'
  | 'SDNN'
  | `SDANN${1 | 2 | 5}`
  | `SDNNI${1 | 2 | 5}`
  | 'RMSSD'
  | 'SDSD'
  | 'CVNN'
  | 'CVSD'
  | 'MedianNN'
  | 'MadNN'
  | 'MCVNN'
  | 'IQRNN'
  | 'Prc20NN'
  | 'Prc80NN'
  | 'pNN50'
  | 'pNN20'
  | 'MinNN'
  | 'MaxNN'
  | 'HTI'
  | 'TINN'
  | 'TINN (first left base)'

/** Time-domain measures; milliseconds, pNN in percent, CV and HTI without unit. */
export interface HrvTime {
  readonly measures: Readonly<Record<HrvTimeMeasure, Score>>
  readonly used: number
  readonly leftOut: number
}

const FEW = 'Fewer than three intervals between beats.'

/**
 * Time-domain heart rate variability (Task Force of the ESC and NASPE 1996, Circulation 93, 1043-1065; Shaffer & Ginsberg 2017),
 * equal to NeuroKit's `hrv_time`: deviations with n - 1 below, MadNN times 1.4826, pNN as a share of all intervals,
 * bins of 1/128 s for the triangle, SDANN and SDNNI from three windows on.
 */
export function hrvTime({ ms: all, used, leftOut }: NnIntervals): HrvTime {
  const ms = all.filter((value) => !Number.isNaN(value))
  const steps = successiveDifferences(all)
  const enough = ms.length >= 3
  const of = (value: () => number, reason = FEW) => (enough ? score(value(), reason) : undefinedScore(FEW))
  const mean = meanOf(ms)
  const median = medianOf(ms)
  const mad = 1.4826 * medianOf(ms.map((value) => Math.abs(value - median)))
  const rmssd = Math.sqrt(meanOf(steps.map((step) => step * step)))
  const beyond = (limit: number) =>
    (100 * steps.reduce((sum, step) => sum + (Math.abs(step) > limit ? 1 : 0), 0)) / ms.length
  const windowed = (minutes: number, statistic: (part: Float64Array) => number, whole: typeof meanOf) =>
    of(() => overWindows(ms, minutes, statistic, whole), `Fewer than three windows of ${minutes} min.`)
  const sdann = (minutes: number) => windowed(minutes, meanOf, deviationOf)
  const sdnni = (minutes: number) => windowed(minutes, deviationOf, meanOf)
  const measures = {
    MeanNN: of(() => mean),
    SDNN: of(() => deviationOf(ms)),
    SDANN1: sdann(1),
    SDNNI1: sdnni(1),
    SDANN2: sdann(2),
    SDNNI2: sdnni(2),
    SDANN5: sdann(5),
    SDNNI5: sdnni(5),
    RMSSD: of(() => rmssd),
    SDSD: of(() => deviationOf(steps)),
    CVNN: of(() => deviationOf(ms) / mean),
    CVSD: of(() => rmssd / mean),
    MedianNN: of(() => median),
    MadNN: of(() => mad),
    MCVNN: of(() => mad / median),
    IQRNN: of(() => quantileOf(ms, 0.75) - quantileOf(ms, 0.25)),
    Prc20NN: of(() => quantileOf(ms, 0.2)),
    Prc80NN: of(() => quantileOf(ms, 0.8)),
    pNN50: of(() => beyond(50)),
    pNN20: of(() => beyond(20)),
    MinNN: of(() => quantileOf(ms, 0)),
    MaxNN: of(() => quantileOf(ms, 1)),
    HTI: of(() => triangularIndex(ms)),
    TINN: enough ? triangularWidth(ms, 'every-base') : undefinedScore(FEW),
    'TINN (first left base)': enough ? triangularWidth(ms, 'first-left-base') : undefinedScore(FEW)
  }
  return { measures, used, leftOut }
}

/** Differences of intervals that follow one another without one left out between them. */
function successiveDifferences(ms: Float64Array): Float64Array {
  return ms
    .subarray(1)
    .map((value, i) => value - (ms[i] ?? NaN))
    .filter((step) => !Number.isNaN(step))
}

/** A statistic of every window of some minutes, and what is made of all of them. The last interval of a window is not used, as in NeuroKit. */
function overWindows(
  ms: Float64Array,
  minutes: number,
  statistic: (part: Float64Array) => number,
  whole: (values: readonly number[]) => number
): number {
  const length = minutes * 60_000
  let sum = 0
  const ends = ms.map((value) => (sum += value))
  const count = Math.round(sum / length)
  if (count < 3) return NaN
  const values = Array.from({ length: count }, (_, i) => {
    const from = firstNotBelow(ends, i * length)
    const to = firstNotBelow(ends, (i + 1) * length) - 1
    return statistic(ms.subarray(from, to))
  })
  return whole(values.filter((value) => !Number.isNaN(value)))
}

/** Index of the first of ascending values that is not below a limit: a day has too many to look through for every window. */
function firstNotBelow(ascending: Float64Array, limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
