import { butterworth } from '../signal/dsp/butterworth'
import { filterRuns } from '../signal/dsp/filter-runs'
import { filtfiltGustafsson } from '../signal/dsp/filtfilt-gustafsson'
import { runsOfNumbers } from '../signal/dsp/runs-of-numbers'
import type { Samples } from '../signal/dsp/samples'
import { roundEven } from './ecg-peaks'
import { movingMean } from './moving-mean'
import { peaksInWaves } from './peaks-in-waves'

/** Corners of the band-pass before the search for beats: Elgendi et al. 2013. */
export const PPG_BAND = { lowHz: 0.5, highHz: 8 } as const

/**
 * Photoplethysmogram without drift and noise: Butterworth band-pass of order 3, zero-phase with Gustafsson's ends; NeuroKit's `ppg_clean(method='elgendi')`.
 * NeuroKit's snapshot of August 2022 has 0.5-1.4 Hz here; the paper and later versions 0.5-8 Hz, which is the default. Gaps stay gaps.
 */
export function ppgClean(
  x: Samples,
  rateHz: number,
  band: { readonly lowHz: number; readonly highHz: number } = PPG_BAND
): Float64Array<ArrayBuffer> {
  const sos = butterworth(3, { kind: 'bandpass', ...band }, rateHz)
  return filterRuns(x, (run) => filtfiltGustafsson(sos, run))
}

/** What steers the search; the paper's values are the defaults. */
export interface PpgBeatOptions {
  /** Length of a systolic peak and of a beat, seconds. */
  readonly peakSeconds?: number
  readonly beatSeconds?: number
  /** Share of the mean square that is added to the threshold. */
  readonly offset?: number
  readonly delaySeconds?: number
}

/**
 * Systolic peaks of a cleaned photoplethysmogram, as sample indices: two moving averages of the squared positive part
 * (Elgendi et al. 2013, PLoS ONE 8, e76585). Each run between gaps on its own.
 */
export function ppgBeats(clean: Float64Array, rateHz: number, options: PpgBeatOptions = {}): number[] {
  return runsOfNumbers(clean).flatMap(({ from, to }) =>
    beatsOfRun(clean.subarray(from, to), rateHz, options).map((peak) => from + peak)
  )
}

function beatsOfRun(signal: Float64Array, rateHz: number, options: PpgBeatOptions): number[] {
  const { peakSeconds = 0.111, beatSeconds = 0.667, offset = 0.02, delaySeconds = 0.3 } = options
  const squared = signal.map((value) => Math.max(0, value) ** 2)
  const shortest = Math.max(1, roundEven(peakSeconds * rateHz))
  const mean = squared.reduce((sum, value) => sum + value, 0) / squared.length
  const beat = movingMean(squared, Math.max(1, roundEven(beatSeconds * rateHz)))
  return peaksInWaves(
    signal,
    movingMean(squared, shortest),
    beat.map((value) => value + offset * mean),
    {
      least: { samples: shortest },
      delaySamples: roundEven(delaySeconds * rateHz)
    }
  )
}
