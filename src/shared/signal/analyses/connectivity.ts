import { z } from 'zod'
import { FrequencyBand, SpectralWindows } from './request'

/** Connectivity of every pair of channels in a band, over all stretches together. */
export const ConnectivityAnalysis = z.object({
  kind: z.literal('connectivity'),
  ...SpectralWindows.shape,
  band: FrequencyBand,
  connection: z.enum(['coherence', 'imaginary-coherence', 'phase-locking'])
})

export interface ConnectivityResult {
  readonly kind: 'connectivity'
  readonly channels: readonly number[]
  /** Value of channels a and b at a * size + b, 0..1; NaN on the diagonal. */
  readonly values: Float64Array<ArrayBuffer>
  /** Windows averaged and left out for gaps; samples for phase-locking. */
  readonly used: number
  readonly leftOut: number
  readonly asRecorded: readonly number[]
}
