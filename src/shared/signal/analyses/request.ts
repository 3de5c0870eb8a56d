import { z } from 'zod'
import { Id } from '../../domain/rows'
import { SignalView } from '../signal-view'

/** A stretch to analyse, µs of the stream. Stretches of one `group` (a label) are taken together and told apart from others. */
export const AnalysisSpan = z
  .object({ fromUs: z.number(), toUs: z.number(), group: z.string().max(500).optional() })
  .refine(({ fromUs, toUs }) => toUs > fromUs, 'a stretch ends behind its start')
export type AnalysisSpan = z.infer<typeof AnalysisSpan>

/** What every analysis of a signal needs: which channels, when, and how they are shown. */
export const AnalysisRequest = z.object({
  streamId: Id,
  /** Of requests of one slot (a part of a panel) only the newest is answered; the one before is given up. */
  slot: z.string().min(1).max(100),
  /** Channels by index; with a bipolar view pairs by index. */
  channels: z.array(z.number().int().nonnegative()).min(1).max(4096),
  spans: z.array(AnalysisSpan).min(1).max(20_000),
  /** What is marked as bad, µs of the stream: taken as if nothing had been recorded there. */
  bad: z
    .array(z.object({ fromUs: z.number(), toUs: z.number() }))
    .max(100_000)
    .optional(),
  view: SignalView.optional()
})

/** Windows of a spectrum. Hann, half overlap and the mean taken off are SciPy's `welch`. */
export const SpectralWindows = z.object({
  windowSeconds: z.number().positive().max(600),
  /** Share of a window that the next one repeats. */
  overlap: z.number().min(0).max(0.95).default(0.5),
  taper: z.enum(['hann', 'hamming', 'boxcar']).default('hann'),
  detrend: z.enum(['constant', 'linear', 'none']).default('constant')
})
export type SpectralWindows = z.infer<typeof SpectralWindows>

/** A named stretch of frequencies, both ends included. */
export const FrequencyBand = z.object({
  name: z.string().min(1).max(40),
  lowHz: z.number().nonnegative(),
  highHz: z.number().positive()
})
