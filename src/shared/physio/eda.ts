import { butterworth } from '../signal/dsp/butterworth'
import type { FilterBand } from '../signal/dsp/butterworth'
import { filterRuns } from '../signal/dsp/filter-runs'
import type { Samples } from '../signal/dsp/samples'
import { sosfiltfilt } from '../signal/dsp/sosfiltfilt'
import { movingMedian } from './moving-median'

/** Electrodermal activity without noise, in its own unit (µS): zero-phase Butterworth low-pass of order 4 at 3 Hz, NeuroKit's `eda_clean`. Below 6 Hz of rate there is nothing to take off. */
export function edaClean(x: Samples, rateHz: number): Float64Array<ArrayBuffer> {
  return zeroPhase(x, rateHz, 4, { kind: 'lowpass', cutoffHz: 3 })
}

/** The slow level and the fast responses; they add up to the signal (`median`) or nearly so (`highpass`). */
export interface EdaParts {
  readonly tonic: Float64Array<ArrayBuffer>
  readonly phasic: Float64Array<ArrayBuffer>
}

/**
 * Tonic and phasic part of a cleaned signal.
 * `highpass`: zero-phase Butterworth of order 2 at 0.05 Hz, low-pass and high-pass (Biopac; NeuroKit's default).
 * `median`: the tonic part is the median of 4 s around each sample; at the ends of what there is (NeuroKit puts zeros there, which pulls the ends down).
 */
export function edaParts(clean: Samples, rateHz: number, method: 'highpass' | 'median'): EdaParts {
  if (method === 'highpass')
    return {
      tonic: zeroPhase(clean, rateHz, 2, { kind: 'lowpass', cutoffHz: 0.05 }),
      phasic: zeroPhase(clean, rateHz, 2, { kind: 'highpass', cutoffHz: 0.05 })
    }
  const tonic = filterRuns(clean, (run) => movingMedian(run, Math.round(4 * rateHz)))
  return { tonic, phasic: tonic.map((level, i) => (clean[i] ?? NaN) - level) }
}

function zeroPhase(x: Samples, rateHz: number, order: number, band: FilterBand): Float64Array<ArrayBuffer> {
  if (band.kind === 'lowpass' && band.cutoffHz >= rateHz / 2) return new Float64Array(x)
  const sos = butterworth(order, band, rateHz)
  return filterRuns(x, (run) => sosfiltfilt(sos, run))
}
