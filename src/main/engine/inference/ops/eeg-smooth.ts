import { z } from 'zod'
import { channelStep } from './channel-values'
import { valueOp } from './op'

/**
 * Features smoothed over the windows around: the mean of `movingAverage` windows centred on the unit (`causal`: it and those before it), over those
 * that there are; or `lds`, the filtered state of a linear dynamical system x' = x + noise (variance `process`), seen with noise (variance `observation`), from the mean of what came before on: the
 * forward pass that Duan, Zhu and Lu (2013) smooth their features with.
 */
export const eegSmooth = valueOp(
  'eeg.smooth',
  z
    .looseObject({
      movingAverage: z.number().int().min(1).max(1001).optional(),
      lds: z.boolean().default(false),
      causal: z.boolean().default(false),
      process: z.number().positive().default(1e-4),
      observation: z.number().positive().default(1),
      initial: z.number().positive().default(0.01),
      /** Windows before the unit that the system has seen. */
      history: z.number().int().min(1).max(10_000).default(60)
    })
    .refine(({ movingAverage, lds }) => (movingAverage !== undefined) !== lds, {
      message: 'either "movingAverage" or "lds" is needed'
    }),
  ({ movingAverage: size = 1, lds, causal, process, observation, initial, history }) => {
    const back = causal ? size - 1 : Math.floor((size - 1) / 2)
    const ahead = size - 1 - back
    return channelStep('eeg.smooth', (channels) => {
      const { from, to } = channels
      const smooth = (row: Float64Array): Float64Array =>
        row.subarray(from, to).map((_, i) =>
          lds
            ? filtered(row.subarray(Math.max(0, from + i - history), from + i + 1), {
                process,
                observation,
                initial
              })
            : meanOf(row.subarray(Math.max(0, from + i - back), from + i + ahead + 1))
        )
      return {
        ...channels,
        data: channels.data.map(smooth),
        from: 0,
        to: to - from,
        startSeconds: channels.startSeconds + from / channels.rateHz
      }
    })
  },
  ({ movingAverage: size = 1, lds, causal, history }, unitSeconds = 0) => {
    const back = lds ? history : causal ? size - 1 : Math.floor((size - 1) / 2)
    return {
      beforeSeconds: back * unitSeconds,
      afterSeconds: lds || causal ? 0 : (size - 1 - back) * unitSeconds
    }
  }
)

function meanOf(values: Float64Array): number {
  const there = values.filter((value) => !Number.isNaN(value))
  return there.reduce((sum, value) => sum + value, 0) / there.length
}

/** Kalman 1960, for a scalar state that stays. */
function filtered(
  values: Float64Array,
  noise: { readonly process: number; readonly observation: number; readonly initial: number }
): number {
  const there = values.filter((value) => !Number.isNaN(value))
  let state = meanOf(there)
  let variance = noise.initial
  for (const value of there) {
    const gain = variance / (variance + noise.observation)
    state += gain * (value - state)
    variance = (1 - gain) * variance + noise.process
  }
  return state
}
