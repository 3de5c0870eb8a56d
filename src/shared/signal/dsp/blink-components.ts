import { centredSumsAtLag, correlationOf } from '../../metrics/base/moments'
import { butterworth } from './butterworth'
import { filterRuns } from './filter-runs'
import { componentSignals } from './ica'
import type { Ica } from './ica'
import { sosfiltfilt } from './sosfiltfilt'

/** How much a component goes with the chosen channel. */
export interface ComponentMatch {
  readonly component: number
  /** Pearson's r of both between 1 and 10 Hz, -1..1; null where one does not vary. */
  readonly correlation: number | null
  /** Whether |r| reaches the threshold. */
  readonly alike: boolean
}

/** Components that go with a channel (an eye channel or Fp1 for blinks), the most alike first; every component is in the list. Both are looked at between 1 and 10 Hz, where blinks have their power. */
export function blinkComponents(
  ica: Ica,
  channels: readonly Float64Array[],
  eye: Float64Array,
  rateHz: number,
  threshold = 0.5
): ComponentMatch[] {
  const sos = butterworth(4, { kind: 'bandpass', lowHz: 1, highHz: Math.min(10, 0.45 * rateHz) }, rateHz)
  const slow = (x: Float64Array) => filterRuns(x, (run) => sosfiltfilt(sos, run))
  const reference = slow(eye)
  return componentSignals(ica, channels)
    .map((signal, component) => {
      const correlation = correlationOf(centredSumsAtLag(slow(signal), reference, 0))
      return { component, correlation, alike: Math.abs(correlation ?? 0) >= threshold }
    })
    .sort((a, b) => Math.abs(b.correlation ?? 0) - Math.abs(a.correlation ?? 0))
}
