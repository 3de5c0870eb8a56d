import { z } from 'zod'
import { functionals, isFunctional } from '../../../../shared/audio/functionals'
import { equalEdges, quantize } from '../../../../shared/audio/quantize'
import { audioWaveform, rowsOf } from './audio-series'
import { valueOp, type Step } from './op'
import type { ModelInput, Sound } from './value'

/** Statistics of each row over its frames, all of the first row before those of the second. Frames without a value are left out. */
export const audioFunctionals = valueOp(
  'audio.functionals',
  z.looseObject({
    stats: z
      .array(z.string().refine(isFunctional, 'is no statistic that is known'))
      .min(1)
      .default(['mean', 'std', 'min', 'max', 'range'])
  }),
  ({ stats }) =>
    onSeries('audio.functionals', (value) => {
      const { rows, frames, data, rateHz = 1 } = rowsOf('audio.functionals', value)
      const out = new Float32Array(rows * stats.length)
      for (let row = 0; row < rows; row++)
        out.set(
          functionals(data.subarray(row * frames, (row + 1) * frames), stats, rateHz),
          row * stats.length
        )
      return audioWaveform(out)
    })
)

/** Steps 0 to `levels - 1`: by the borders given, or equally wide between the lowest and highest value of each row (`all`: of all rows). */
export const audioQuantize = valueOp(
  'audio.quantize',
  z
    .looseObject({
      levels: z.number().int().min(2),
      edges: z.union([z.literal('auto'), z.array(z.number())]).default('auto'),
      scope: z.enum(['row', 'all']).default('row')
    })
    .refine(({ levels, edges }) => edges === 'auto' || edges.length === levels - 1, {
      path: ['edges'],
      message: 'must be one fewer than levels'
    }),
  ({ levels, edges, scope }) =>
    onSeries('audio.quantize', (value) => {
      const { rows, frames, data } = rowsOf('audio.quantize', value)
      const out = new Float32Array(data.length)
      const whole = edges === 'auto' ? equalEdges(data, levels) : edges.toSorted((a, b) => a - b)
      for (let row = 0; row < rows; row++) {
        const part = data.subarray(row * frames, (row + 1) * frames)
        const borders = edges === 'auto' && scope === 'row' ? equalEdges(part, levels) : whole
        part.forEach((one, t) => (out[row * frames + t] = quantize(one, borders)))
      }
      return value.kind === 'sound'
        ? { ...value, samples: out }
        : { ...value, type: 'float32' as const, data: out }
    })
)

/** A step for rows of numbers: a series, or a sound as one row. */
function onSeries(op: string, step: (value: ModelInput | Sound) => ModelInput | Sound): Step {
  return (value) => {
    if (value.kind !== 'tensor' && value.kind !== 'sound')
      throw new Error(`${op} takes a sound or a tensor, got ${value.kind}`)
    return step(value)
  }
}
