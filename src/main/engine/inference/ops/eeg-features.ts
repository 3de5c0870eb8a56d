import { z } from 'zod'
import { bandPowerTrapezoid } from '../../../../shared/signal/dsp/band-power'
import { butterworth } from '../../../../shared/signal/dsp/butterworth'
import { entropyOfVariance } from '../../../../shared/signal/dsp/differential-entropy'
import type { Band } from '../../../../shared/signal/dsp/eeg-bands'
import { filterRuns } from '../../../../shared/signal/dsp/filter-runs'
import { sosfilt } from '../../../../shared/signal/dsp/sosfilt'
import { sosfiltfilt } from '../../../../shared/signal/dsp/sosfiltfilt'
import { spectrogram } from '../../../../shared/signal/dsp/spectrogram'
import { welch } from '../../../../shared/signal/dsp/welch'
import { channelStep, ownSamples, tensorOf } from './channel-values'
import { overWindows, type Measure } from './eeg-windows'
import { valueOp, type Op, type Reach } from './op'

const bandsParameter = z
  .record(z.string(), z.tuple([z.number().nonnegative(), z.number().positive()]))
  .transform((bands) =>
    Object.entries(bands).map(([name, [lowHz, highHz]]): Band => ({ name, lowHz, highHz }))
  )
  .refine((bands) => bands.length > 0 && bands.every(({ lowHz, highHz }) => lowHz < highHz), {
    message: 'each band needs its lower and its higher corner, in this order'
  })

const entropyParameters = z.looseObject({
  bands: bandsParameter,
  method: z.enum(['filter-var', 'psd']).default('filter-var'),
  logBase: z.union([z.literal('e'), z.literal(2)]).default('e'),
  order: z.number().int().min(1).max(12).default(4),
  phase: z.enum(['zero', 'causal']).default('zero'),
  /** `window`: the filter starts anew, from rest, in each window, as toolboxes do that cut first. */
  filterOn: z.enum(['stretch', 'window']).default('stretch')
})

/**
 * Differential entropy by channel and band, log(2 pi e variance) / 2 in nats (`logBase: e`) or bits (`2`). `filter-var`: variance behind a
 * Butterworth band-pass; `psd`: the band's power in a Welch spectrum of the window. In the unit of the signal, microvolts by custom.
 */
const eegDe = valueOp(
  'eeg.de',
  entropyParameters,
  ({ bands, method, logBase, order, phase, filterOn }) => {
    const unit = logBase === 'e' ? 'nats' : 'bits'
    const filtered = (row: Float64Array, { lowHz, highHz }: Band, rateHz: number): Float64Array => {
      const sos = butterworth(order, { kind: 'bandpass', lowHz, highHz }, rateHz)
      return filterRuns(row, phase === 'zero' ? (run) => sosfiltfilt(sos, run) : (run) => sosfilt(sos, run).y)
    }
    const entropy = (variance: number): number => entropyOfVariance(variance, unit).value ?? NaN
    const measure: Measure =
      method === 'psd'
        ? { window: (window, band, rateHz) => entropy(powerOf(window, band, rateHz)) }
        : filterOn === 'window'
          ? { window: (window, band, rateHz) => entropy(varianceOf(filtered(window, band, rateHz))) }
          : { prepare: filtered, window: (window) => entropy(varianceOf(window)) }
    return overWindows('eeg.de', bands, measure, unit)
  },
  ({ bands, method, phase, order }): Reach => {
    if (method === 'psd') return { beforeSeconds: 0, afterSeconds: 0 }
    const slowest = Math.min(
      ...bands.map(({ lowHz, highHz }) => Math.min(highHz - lowHz, 2 * lowHz || highHz))
    )
    const seconds = Math.min(30, Math.log(1e4) / (Math.PI * slowest * Math.sin(Math.PI / (2 * order))))
    return { beforeSeconds: seconds, afterSeconds: phase === 'zero' ? seconds : 0 }
  }
)

/**
 * Power by channel and band, in the square of the signal's unit: the area under a Welch spectrum (Hann, half overlap, windows of `winSec`, the
 * whole unit by default; trapezoids), or `filter-var`, the variance behind a zero-phase band-pass of order 4.
 * `log`: natural, to base 10, or decibels; `relative`: share of the bands named.
 */
const eegBandpower = valueOp(
  'eeg.bandpower',
  z.looseObject({
    bands: bandsParameter,
    method: z.enum(['welch', 'filter-var']).default('welch'),
    winSec: z.number().positive().optional(),
    log: z.union([z.boolean(), z.enum(['none', 'ln', 'log10', 'db'])]).default('none'),
    relative: z.boolean().default(false)
  }),
  ({ bands, method, winSec, log, relative }) => {
    const scaled = scaleOf(log)
    const power = (window: Float64Array, band: Band, rateHz: number): number =>
      method === 'welch' ? powerOf(window, band, rateHz, winSec) : varianceOf(window)
    const prepare =
      method === 'welch'
        ? undefined
        : (row: Float64Array, { lowHz, highHz }: Band, rateHz: number) => {
            const sos = butterworth(4, { kind: 'bandpass', lowHz, highHz }, rateHz)
            return filterRuns(row, (run) => sosfiltfilt(sos, run))
          }
    const finish = (values: readonly number[]): number[] => {
      const all = relative ? values.reduce((sum, value) => sum + value, 0) : 1
      return values.map((value) => scaled(value / all))
    }
    return overWindows('eeg.bandpower', bands, { prepare, window: power, finish }, 'power')
  },
  ({ bands, method }): Reach => {
    const slowest = Math.min(
      ...bands.map(({ lowHz, highHz }) => Math.min(highHz - lowHz, 2 * lowHz || highHz))
    )
    const seconds = method === 'welch' ? 0 : Math.min(30, 8 / slowest)
    return { beforeSeconds: seconds, afterSeconds: seconds }
  }
)

/** Power density by channel, frequency (up to `fMax`) and time: windows of `win` seconds every `hop` seconds, Hann, mean taken off; SciPy's `spectrogram`. */
const eegSpectrogram = valueOp(
  'eeg.spectrogram',
  z.looseObject({
    win: z.number().positive(),
    hop: z.number().positive(),
    fMax: z.number().positive().optional(),
    log: z.union([z.boolean(), z.enum(['none', 'ln', 'log10', 'db'])]).default('none')
  }),
  ({ win, hop, fMax = Infinity, log }) => {
    const scaled = scaleOf(log)
    return channelStep('eeg.spectrogram', (channels) => {
      const { rateHz } = channels
      const segmentSamples = Math.round(win * rateHz)
      const overlapSamples = segmentSamples - Math.round(hop * rateHz)
      const made = ownSamples(channels).map((row) =>
        spectrogram(row, { rateHz, segmentSamples, overlapSamples })
      )
      const frequencies = made[0]?.frequencies ?? new Float64Array(0)
      const bins = frequencies.filter((hz) => hz <= fMax + 1e-9).length
      const times = made[0]?.times.length ?? 0
      const out = new Float32Array(made.length * bins * times)
      made.forEach(({ power }, c) => {
        for (let k = 0; k < bins; k++)
          for (let t = 0; t < times; t++)
            out[(c * bins + k) * times + t] = scaled(power[t * frequencies.length + k] ?? NaN)
      })
      return tensorOf(out, [made.length, bins, times])
    })
  }
)

export const eegFeatureOps: readonly Op[] = [eegDe, eegBandpower, eegSpectrogram]

function powerOf(window: Float64Array, band: Band, rateHz: number, winSec?: number): number {
  const segmentSamples = Math.min(
    window.length,
    winSec === undefined ? window.length : Math.round(winSec * rateHz)
  )
  const spectrum = welch(window, { rateHz, segmentSamples })
  return 'power' in spectrum ? (bandPowerTrapezoid(spectrum, band).value ?? NaN) : NaN
}

/** Of the samples that there are, n below. */
function varianceOf(window: Float64Array): number {
  const there = window.filter((value) => !Number.isNaN(value))
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length
  return there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / there.length
}

function scaleOf(log: boolean | 'none' | 'ln' | 'log10' | 'db'): (value: number) => number {
  if (log === false || log === 'none') return (value) => value
  if (log === true || log === 'ln') return Math.log
  return log === 'log10' ? Math.log10 : (value) => 10 * Math.log10(value)
}
