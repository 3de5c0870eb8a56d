import { z } from 'zod'

/** Independent components of channels over all stretches together. */
export const ComponentsAnalysis = z.object({
  kind: z.literal('components'),
  /** At most this many; as many as the data allow when absent. */
  components: z.number().int().min(2).max(256).optional(),
  seed: z.number().int().default(1),
  /** Channel beside the eyes, by index, for finding blinks. */
  eyes: z.number().int().nonnegative().optional(),
  /** ECG or pulse channel, by index. */
  heart: z.number().int().nonnegative().optional(),
  /** Components that go with such a channel at least so much (Pearson's r) are suggested. */
  threshold: z.number().min(0).max(1).default(0.5)
})

/** A component that goes with the eyes or the heart. */
export interface ComponentSuggestion {
  readonly component: number
  readonly kind: 'blink' | 'pulse'
  readonly correlation: number
}

export interface ComponentsResult {
  readonly kind: 'components'
  readonly channels: readonly number[]
  readonly rateHz: number
  /** Mean of each channel, taken off before. */
  readonly means: Float64Array
  /** One row a component: weights of the channels that make its course; and its strength at each channel. */
  readonly unmixing: readonly Float64Array[]
  readonly maps: readonly Float64Array[]
  /** Share of the variance of all channels, 0..1. */
  readonly shares: readonly number[]
  readonly rounds: number
  readonly converged: boolean
  /** Samples that the search looked at, of those without a gap. */
  readonly samples: { readonly used: number; readonly of: number }
  readonly suggestions: readonly ComponentSuggestion[]
  /** Beginning of the course of each component (deviation 1), for looking at. */
  readonly courses: readonly Float32Array<ArrayBuffer>[]
  readonly courseRateHz: number
  /** Hz, and density by component. */
  readonly frequencies: Float64Array<ArrayBuffer>
  readonly spectra: readonly Float64Array<ArrayBuffer>[]
  readonly seconds: number
  /** Of a very long stretch: how many parts of which length, lying evenly in it, were looked at. */
  readonly parts?: { readonly count: number; readonly seconds: number; readonly ofSeconds: number }
}
