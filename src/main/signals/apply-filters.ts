import { butterworth } from '../../shared/signal/dsp/butterworth'
import { filterRuns } from '../../shared/signal/dsp/filter-runs'
import { notchHarmonics } from '../../shared/signal/dsp/notch'
import type { Sos } from '../../shared/signal/dsp/sos'
import { sosSteadyState, sosfilt } from '../../shared/signal/dsp/sosfilt'
import { sosfiltfilt } from '../../shared/signal/dsp/sosfiltfilt'
import type { SignalFilter } from '../../shared/signal/signal-view'
import type { SampleBlock } from './read-samples'

/** Periods of the lowest frequency after which a filter has settled to what the eye can see. */
const SETTLING_PERIODS = 5

/** More is never read around a page, seconds. */
const LONGEST_SETTLING = 30

/** How much around a stretch filters need to settle, seconds. */
export const settlingSeconds = (filters: readonly SignalFilter[]): number =>
  filters.reduce(
    (longest, filter) => Math.min(LONGEST_SETTLING, Math.max(longest, SETTLING_PERIODS / slowest(filter))),
    0
  )

/** The frequency, or the width of the notch, that takes longest, Hz. */
function slowest(filter: SignalFilter): number {
  switch (filter.kind) {
    case 'highpass':
    case 'lowpass':
      return filter.hz
    case 'bandpass':
      return Math.min(filter.lowHz, filter.highHz - filter.lowHz)
    case 'notch':
      return filter.hz / filter.quality
  }
}

/** Whether a filter would leave nothing of a channel of this rate: such a channel is shown as it is, and said so. */
export const cannotFilter = (filters: readonly SignalFilter[], rateHz: number): boolean =>
  filters.some(
    (filter) =>
      (filter.kind === 'highpass' && filter.hz >= rateHz / 2) ||
      (filter.kind === 'bandpass' && (filter.lowHz >= rateHz / 2 || filter.lowHz >= filter.highHz))
  )

/** Samples as the filters let them through, one filter after the other; runs between gaps each on their own. */
export function applyFilters(block: SampleBlock, filters: readonly SignalFilter[]): SampleBlock {
  if (filters.length === 0) return block
  let samples: Float64Array<ArrayBuffer> = new Float64Array(block.samples)
  for (const filter of filters) {
    const sos = sectionsOf(filter, block.rateHz)
    if (sos.length === 0) continue
    samples = filterRuns(samples, (run) =>
      filter.phase === 'zero-phase' ? sosfiltfilt(sos, run) : causal(sos, run)
    )
  }
  return { ...block, samples: new Float32Array(samples) }
}

/** Starts as if the first value had always been there, so that an offset is no step. */
const causal = (sos: Sos, run: Float64Array): Float64Array =>
  sosfilt(
    sos,
    run,
    sosSteadyState(sos).map((value) => value * (run[0] ?? 0))
  ).y

/** A filter for a rate; what lies beyond half the rate is not in the signal and needs none. */
function sectionsOf(filter: SignalFilter, rateHz: number): Sos {
  const half = rateHz / 2
  switch (filter.kind) {
    case 'highpass':
      return butterworth(filter.order, { kind: 'highpass', cutoffHz: filter.hz }, rateHz)
    case 'lowpass':
      return filter.hz >= half
        ? []
        : butterworth(filter.order, { kind: 'lowpass', cutoffHz: filter.hz }, rateHz)
    case 'bandpass':
      return filter.highHz >= half
        ? butterworth(filter.order, { kind: 'highpass', cutoffHz: filter.lowHz }, rateHz)
        : butterworth(filter.order, { kind: 'bandpass', lowHz: filter.lowHz, highHz: filter.highHz }, rateHz)
    case 'notch':
      return notchHarmonics(filter.hz, filter.quality, rateHz, filter.harmonics)
  }
}
