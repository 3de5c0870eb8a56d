import { z } from 'zod'
import type { Score } from '../../metrics/base/score'
import { FrequencyBand, SpectralWindows } from './request'

/** Welch's spectrum, band powers and differential entropies of channels, group by group. */
export const SpectrumAnalysis = z.object({
  kind: z.literal('spectrum'),
  ...SpectralWindows.shape,
  bands: z.array(FrequencyBand).max(20).default([]),
  /** Differential entropy takes a filter for each band and channel. */
  entropy: z.boolean().default(false)
})

/** Numbers of one band. Powers are areas of trapezoids in the unit squared; shares are of the sum over all bands. */
export interface BandNumbers {
  readonly power: Score
  readonly share: Score
  /** Both conventions of `differential-entropy.ts`; absent when they were not asked for. */
  readonly nats?: Score
  readonly bits?: Score
}

/** One channel (or the mean of all that are asked for) in one group. */
export interface ChannelSpectrum {
  /** Index as asked for; absent: the mean over channels. */
  readonly channel?: number
  readonly group?: string
  readonly rateHz: number
  /** Hz from 0 to half the rate, and density in unit²/Hz. Empty where there is none. */
  readonly frequencies: Float64Array<ArrayBuffer>
  readonly power: Float64Array<ArrayBuffer>
  /** Windows averaged and windows left out for gaps. */
  readonly used: number
  readonly leftOut: number
  /** Why there is no spectrum. */
  readonly reason?: string
  readonly bands: readonly BandNumbers[]
}

export interface SpectrumResult {
  readonly kind: 'spectrum'
  readonly channels: readonly ChannelSpectrum[]
  /** Channels that the view does not fit: taken as recorded. */
  readonly asRecorded: readonly number[]
}
