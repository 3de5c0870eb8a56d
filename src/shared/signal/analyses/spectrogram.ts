import { z } from 'zod'
import { FrequencyBand, SpectralWindows } from './request'

/** Power of one channel (the first asked for) by time and frequency, over the first stretch. */
export const SpectrogramAnalysis = z.object({
  kind: z.literal('spectrogram'),
  ...SpectralWindows.shape,
  /** Highest frequency that is told. */
  toHz: z.number().positive().default(60),
  /** Columns at most; of longer stretches each column is the mean of several windows. */
  columns: z.number().int().min(10).max(4000).default(1000),
  bands: z.array(FrequencyBand).max(20).default([])
})

export interface SpectrogramResult {
  readonly kind: 'spectrogram'
  /** Hz. */
  readonly frequencies: Float64Array<ArrayBuffer>
  /** Middle of each column, µs of the stream. */
  readonly times: Float64Array<ArrayBuffer>
  /** Density (unit²/Hz), column after column; NaN: a gap. */
  readonly power: Float32Array<ArrayBuffer>
  /** Band power (unit², trapezoids) of each column, band by band; NaN: a gap, or too few bins. */
  readonly bands: readonly Float64Array<ArrayBuffer>[]
  /** Windows that each column is the mean of. */
  readonly windowsPerColumn: number
  readonly asRecorded: readonly number[]
}
