import { score, undefinedScore } from '../metrics/base/score'
import type { Score } from '../metrics/base/score'
import { welch } from '../signal/dsp/welch'
import type { Spectrum } from '../signal/dsp/welch'
import type { NnIntervals } from './nn-intervals'
import { quadraticSpline } from './quadratic-spline'

/** Bands of heart rate variability in Hz (Task Force 1996; VHF as in NeuroKit), and the shortest record that each is defined for, seconds. */
export const hrvBands = {
  ULF: { lowHz: 0, highHz: 0.0033, leastSeconds: 23 * 3600 },
  VLF: { lowHz: 0.0033, highHz: 0.04, leastSeconds: 270 },
  LF: { lowHz: 0.04, highHz: 0.15, leastSeconds: 120 },
  HF: { lowHz: 0.15, highHz: 0.4, leastSeconds: 60 },
  VHF: { lowHz: 0.4, highHz: 0.5, leastSeconds: 60 }
} as const

export type HrvFrequencyMeasure = keyof typeof hrvBands | 'LFHF' | 'LFn' | 'HFn' | 'LnHF'

export interface HrvFrequencyOptions {
  /** Rate at which the intervals are interpolated, Hz; NeuroKit takes that of the ECG, 4 Hz is enough for records of hours. */
  readonly interpolationHz?: number
  /** `density`: ms^2. `largest-bin`: the density as a share of its largest bin, as NeuroKit's default (`normalize=True`). */
  readonly scale?: 'density' | 'largest-bin'
  /** Where the stretch begins, µs, for NeuroKit's lead-in (the first interval held from there); the first beat when absent. */
  readonly fromUs?: number
}

/** Frequency-domain measures and how they came about. */
export interface HrvFrequency {
  readonly measures: Readonly<Record<HrvFrequencyMeasure, Score>>
  /** Density (ms^2/Hz or share) by frequency, for a picture; absent where there is none. */
  readonly spectrum?: Spectrum
  readonly method: string
}

/**
 * Power of heart rate variability by bands, equal to NeuroKit's `hrv_frequency`: intervals on a quadratic spline, Welch with
 * Hann windows of half the record, half overlap and doubled bins, trapezoids over the bins of a band (upper end excluded), from 4 / duration on.
 * A band for which the record is too short has no value.
 */
export function hrvFrequency(intervals: NnIntervals, options: HrvFrequencyOptions = {}): HrvFrequency {
  const { interpolationHz = 100, scale = 'density', fromUs } = options
  const method = `intervals by quadratic spline at ${interpolationHz} Hz; Welch, Hann windows of half the record, ${
    scale === 'density' ? 'ms²' : 'share of the largest bin'
  }; trapezoids`
  const samples = evenIntervals(intervals, interpolationHz, fromUs)
  const seconds = samples.length / interpolationHz
  if (intervals.leftOut > 0)
    return without(`${intervals.leftOut} intervals are missing; choose a stretch without a pause.`, method)
  if (samples.length < 8 || intervals.used < 3)
    return without('Fewer than three intervals between beats.', method)
  const spectrum = scaled(spectrumOf(samples, interpolationHz), scale)
  const powers = bandPowers(spectrum, seconds)
  const { LF, HF } = powers
  const total = Object.values(powers).reduce((sum, { value }) => sum + (value ?? 0), 0)
  const ratio = (top: Score, bottom: number | null, reason: string) =>
    top.value === null ? top : score(top.value / (bottom ?? NaN), reason)
  const measures = {
    ...powers,
    LFHF: ratio(LF, HF.value, 'There is no power in the HF band.'),
    LFn: ratio(LF, total, 'There is no power.'),
    HFn: ratio(HF, total, 'There is no power.'),
    LnHF: HF.value === null ? HF : score(Math.log(HF.value), 'There is no power in the HF band.')
  }
  return { measures, spectrum, method }
}

/** Intervals in ms at an even rate from `fromUs` to the last beat; up to the second beat the first interval. */
function evenIntervals(
  { ms, endsUs, used, leftOut }: NnIntervals,
  hz: number,
  fromUs = (endsUs[0] ?? 0) - (ms[0] ?? 0) * 1000
): Float64Array {
  if (used < 3 || leftOut > 0) return new Float64Array(0)
  const ends = endsUs.map((end) => ((end - fromUs) * hz) / 1e6)
  const spline = quadraticSpline(ends, ms)
  return Float64Array.from({ length: Math.round(ends.at(-1) ?? 0) }, (_, i) => spline(i))
}

function spectrumOf(samples: Float64Array, rateHz: number): Spectrum {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length
  const segmentSamples = Math.floor(samples.length / 2)
  const found = welch(
    samples.map((value) => value - mean),
    {
      rateHz,
      segmentSamples,
      transformSamples: 2 * segmentSamples,
      detrend: 'none'
    }
  )
  if ('value' in found) throw new Error(found.reason)
  return found
}

function scaled(spectrum: Spectrum, scale: 'density' | 'largest-bin'): Spectrum {
  if (scale === 'density') return spectrum
  const most = spectrum.power.reduce((max, value) => Math.max(max, value), 0)
  return { ...spectrum, power: spectrum.power.map((value) => value / most) }
}

function bandPowers({ frequencies, power }: Spectrum, seconds: number) {
  const lowest = 4 / seconds
  const step = frequencies[1] ?? 0
  const of = (name: keyof typeof hrvBands): Score => {
    const { lowHz, highHz, leastSeconds } = hrvBands[name]
    if (seconds < leastSeconds)
      return undefinedScore(
        `The record (${Math.round(seconds)} s) is too short for ${name}; it needs ${leastSeconds} s.`
      )
    let sum = 0
    let bins = 0
    for (let k = 0; k < frequencies.length; k++) {
      const hz = frequencies[k] ?? 0
      if (hz < Math.max(lowHz, lowest) || hz >= highHz || hz > 0.5) continue
      if (bins++ > 0) sum += ((power[k - 1] ?? 0) + (power[k] ?? 0)) / 2
    }
    return bins < 2 ? undefinedScore(`No bins in the ${name} band.`) : { value: sum * step }
  }
  return { ULF: of('ULF'), VLF: of('VLF'), LF: of('LF'), HF: of('HF'), VHF: of('VHF') }
}

function without(reason: string, method: string): HrvFrequency {
  const none = undefinedScore(reason)
  const measures = {
    ULF: none,
    VLF: none,
    LF: none,
    HF: none,
    VHF: none,
    LFHF: none,
    LFn: none,
    HFn: none,
    LnHF: none
  }
  return { measures, method }
}
