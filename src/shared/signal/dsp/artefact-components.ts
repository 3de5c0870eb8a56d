import { centredSumsAtLag, correlationOf } from '../../metrics/base/moments'
import { butterworth } from './butterworth'
import { filterRuns } from './filter-runs'
import { componentSignals } from './ica'
import type { Ica } from './ica'
import { sosfiltfilt } from './sosfiltfilt'

/** Where each artefact has its power, Hz: blinks as in MNE's `find_bads_eog`, the pulse as in its `find_bads_ecg`. */
const BANDS = { blink: { lowHz: 1, highHz: 10 }, pulse: { lowHz: 8, highHz: 16 } } as const

/** How much a component goes with the chosen channel. */
export interface ComponentMatch {
  readonly component: number
  /** Pearson's r of both in the band of the artefact, -1..1; null where one does not vary. */
  readonly correlation: number | null
  /** Whether |r| reaches the threshold. */
  readonly alike: boolean
}

/**
 * How much a signal goes with a channel in the band of an artefact: Pearson's r, null where one does not vary. The channel is
 * filtered once. For blinks it is one beside the eyes (EOG, Fp1), for the pulse an ECG.
 */
export function artefactMatch(
  reference: Float64Array,
  rateHz: number,
  kind: keyof typeof BANDS
): (signal: Float64Array) => number | null {
  const { lowHz, highHz } = BANDS[kind]
  if (lowHz >= 0.4 * rateHz)
    throw new RangeError(`a ${kind} needs a rate above ${2.5 * lowHz} Hz, got ${rateHz} Hz`)
  const sos = butterworth(4, { kind: 'bandpass', lowHz, highHz: Math.min(highHz, 0.45 * rateHz) }, rateHz)
  const inBand = (x: Float64Array) => filterRuns(x, (run) => sosfiltfilt(sos, run))
  const wanted = inBand(reference)
  return (signal) => correlationOf(centredSumsAtLag(inBand(signal), wanted, 0))
}

/** Components that go with a channel, the most alike first; every component is in the list. */
export function artefactComponents(
  ica: Ica,
  channels: readonly Float64Array[],
  reference: Float64Array,
  rateHz: number,
  kind: keyof typeof BANDS,
  threshold = 0.5
): ComponentMatch[] {
  const match = artefactMatch(reference, rateHz, kind)
  return componentSignals(ica, channels)
    .map((signal, component) => {
      const correlation = match(signal)
      return { component, correlation, alike: Math.abs(correlation ?? 0) >= threshold }
    })
    .sort((a, b) => Math.abs(b.correlation ?? 0) - Math.abs(a.correlation ?? 0))
}
