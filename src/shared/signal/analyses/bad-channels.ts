import { z } from 'zod'
import type { BadChannelHint } from '../dsp/bad-channel-hints'

/** Channels worth a look before they are analysed, by the thresholds of the PREP pipeline. Nothing is decided. */
export const BadChannelsAnalysis = z.object({
  kind: z.literal('bad-channels'),
  /** Standard deviation below which a channel is flat, in the unit of the channels. */
  flatBelow: z.number().positive().optional()
})

export interface BadChannelsResult {
  readonly kind: 'bad-channels'
  /** `channel`: row by index, as asked for. */
  readonly hints: readonly BadChannelHint[]
  readonly asRecorded: readonly number[]
}
