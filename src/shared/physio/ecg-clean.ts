import { butterworth } from '../signal/dsp/butterworth'
import { filterRuns } from '../signal/dsp/filter-runs'
import { filtfilt } from '../signal/dsp/filtfilt'
import type { Samples } from '../signal/dsp/samples'
import { sosfiltfilt } from '../signal/dsp/sosfiltfilt'

/**
 * ECG without drift and mains: zero-phase Butterworth high-pass of order 5 at 0.5 Hz, then the mean over one period of the mains,
 * forward and backward; NeuroKit's `ecg_clean`. Gaps stay gaps.
 */
export function ecgClean(x: Samples, rateHz: number, mainsHz = 50): Float64Array<ArrayBuffer> {
  const highpass = butterworth(5, { kind: 'highpass', cutoffHz: 0.5 }, rateHz)
  const taps = rateHz >= 100 ? Math.floor(rateHz / mainsHz) : 2
  const period = { b: new Array<number>(taps).fill(1), a: [taps] }
  return filterRuns(x, (run) => filtfilt(period, sosfiltfilt(highpass, run)))
}
