import { butterworth } from './dsp/butterworth'
import { frequencyResponse } from './dsp/frequency-response'
import { notchHarmonics } from './dsp/notch'
import type { Sos } from './dsp/sos'
import type { SignalFilter } from './signal-view'

/** A filter of a view for a rate, one pass of it; what lies beyond half the rate is not in the signal and needs none. */
export function filterSections(filter: SignalFilter, rateHz: number): Sos {
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

/** What is left of each frequency behind all filters, as a factor of amplitude, 0 and up. Forward and backward squares it. */
export function viewGain(
  filters: readonly SignalFilter[],
  frequenciesHz: readonly number[],
  rateHz: number
): readonly number[] {
  const each = filters.map((filter) => {
    const gains = frequencyResponse(filterSections(filter, rateHz), frequenciesHz, rateHz)
    return gains.map(({ gain }) => (filter.phase === 'zero-phase' ? gain ** 2 : gain))
  })
  return frequenciesHz.map((_, i) => each.reduce((product, gains) => product * (gains[i] ?? 1), 1))
}
