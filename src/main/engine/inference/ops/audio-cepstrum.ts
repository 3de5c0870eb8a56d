import { z } from 'zod'
import { cepstrum } from '../../../../shared/audio/cepstrum'
import { deltas } from '../../../../shared/audio/deltas'
import { rowsOf, seriesOf } from './audio-series'
import { onlyFor, valueOp } from './op'

/** Cepstral coefficients of log-mel levels: the first `n` rows of their cosine transform. */
export const audioMfcc = valueOp(
  'audio.mfcc',
  z.looseObject({
    n: z.number().int().min(1).default(13),
    dct: z.enum(['ortho', 'none']).default('ortho'),
    lifter: z.number().min(0).default(0)
  }),
  (settings) =>
    onlyFor('audio.mfcc', 'tensor', (tensor) => {
      const { rows, frames, data, rateHz = 0 } = rowsOf('audio.mfcc', tensor)
      return seriesOf(settings.n, frames, rateHz, cepstrum(data, rows, frames, settings))
    })
)

/**
 * Changes over time below the rows themselves: with `order` 2, 13 rows become 39 (`append: false`: only the highest order).
 * `regression` is HTK's and torchaudio's, `savgol` librosa's.
 */
export const audioDelta = valueOp(
  'audio.delta',
  z.looseObject({
    order: z.number().int().min(1).max(2).default(1),
    width: z
      .number()
      .int()
      .min(3)
      .refine((width) => width % 2 === 1, 'must be odd')
      .default(9),
    method: z.enum(['regression', 'savgol']).default('regression'),
    append: z.boolean().default(true)
  }),
  ({ order, width, method, append }) =>
    onlyFor('audio.delta', 'tensor', (tensor) => {
      const { rows, frames, data, rateHz = 0 } = rowsOf('audio.delta', tensor)
      const orders = Array.from({ length: order }, (_, i) => i + 1).slice(append ? 0 : -1)
      const size = rows * frames
      const lead = append ? size : 0
      const out = new Float32Array(lead + orders.length * size)
      if (append) out.set(data)
      orders.forEach((wanted, block) => {
        for (let row = 0; row < rows; row++)
          out.set(
            deltas(data.subarray(row * frames, (row + 1) * frames), wanted, width, method),
            lead + block * size + row * frames
          )
      })
      return seriesOf(out.length / Math.max(1, frames), frames, rateHz, out)
    })
)
