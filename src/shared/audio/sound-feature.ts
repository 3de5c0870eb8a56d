import { z } from 'zod'
import { Id } from '../domain/id'

/** Something that is computed from a sound frame by frame. */
export const SoundFeature = z.discriminatedUnion('kind', [
  /** Fundamental frequency, Hz; nothing where there is no voice. */
  z.object({
    kind: z.literal('f0'),
    method: z.enum(['yin', 'autocorr']).default('yin'),
    fMin: z.number().min(20).max(1000).default(60),
    fMax: z.number().min(40).max(4000).default(500)
  }),
  /** Level of 25 ms, dB of full scale. */
  z.object({ kind: z.literal('energy') }),
  /** Root mean square of whole frames of 25 ms, which silence is told by. */
  z.object({ kind: z.literal('silence') }),
  /** Levels of mel bands, dB. */
  z.object({ kind: z.literal('mel'), bands: z.number().int().min(8).max(64).default(32) }),
  z.object({ kind: z.literal('mfcc'), n: z.number().int().min(8).max(40).default(13) })
])
export type SoundFeature = z.infer<typeof SoundFeature>
export type SoundFeatureKind = SoundFeature['kind']

/** All channels mixed, or one of them by its index. */
export const SoundChannel = z.union([z.literal('mix'), z.number().int().min(0)])
export type SoundChannel = z.infer<typeof SoundChannel>

/** Ask for a feature of a sound. */
export const SoundFeatureQuery = z.object({
  streamId: Id,
  channel: SoundChannel.default('mix'),
  feature: SoundFeature
})
export type SoundFeatureQuery = z.infer<typeof SoundFeatureQuery>

/** Values of a feature over a whole sound. */
export interface SoundSeries {
  /** Frames a second, on the clock of the file. */
  readonly rateHz: number
  /** Seconds of the file that the first frame stands for: its middle. */
  readonly startSeconds: number
  readonly dims: readonly string[]
  /** Frame by frame, `dims.length` values each; NaN: none. */
  readonly values: Float32Array
  /** Samples that the sound has at `hearingHz`. */
  readonly samples: number
}

/** Rate that features are computed at, Hz: speech lies below 8 kHz. */
export const hearingHz = 16_000

/** Names and units of the kinds, as menus and lanes show them. */
export const soundFeatures: Readonly<
  Record<SoundFeatureKind, { readonly name: string; readonly unit: string }>
> = {
  f0: { name: 'Pitch', unit: 'Hz' },
  energy: { name: 'Loudness', unit: 'dBFS' },
  silence: { name: 'Silence', unit: 'RMS' },
  mel: { name: 'Mel bands', unit: 'dB' },
  mfcc: { name: 'MFCC', unit: '' }
}

/** Ids of the values of one frame. */
export function soundDims(feature: SoundFeature): readonly string[] {
  const numbered = (count: number, first: number, prefix: string): readonly string[] =>
    Array.from({ length: count }, (_, i) => `${prefix}${String(i + first).padStart(2, '0')}`)
  switch (feature.kind) {
    case 'mel':
      return numbered(feature.bands, 1, 'band')
    case 'mfcc':
      return numbered(feature.n, 0, 'c')
    default:
      return ['value']
  }
}

/** Values that one series may have: more would take long to hand over and to draw. */
const MOST_VALUES = 2_000_000

/** Frames a second: 100, fewer where a long sound of many rows would have too many values. */
export function soundRateHz(feature: SoundFeature, seconds: number): number {
  const rows = soundDims(feature).length
  return [100, 50, 25, 10, 5].find((rate) => rate * rows * seconds <= MOST_VALUES) ?? 2
}
