import { z } from 'zod'
import { channelStep, tensorOf } from './channel-values'
import { gridLayouts } from './eeg-layouts'
import { valueOp } from './op'
import { placeOf } from './signal-pick'

const matrix = z
  .array(z.array(z.string().nullable()))
  .min(1)
  .refine((rows) => rows.every((row) => row.length === rows[0]?.length), { message: 'rows differ in length' })

/**
 * Channels at their place on the head: bands by rows by columns (samples by rows by columns where there are no bands). Cells without an electrode
 * have `fill`; `missing` says what an electrode of the layout that the value does not have is.
 */
export const eegGrid = valueOp(
  'eeg.grid',
  z.looseObject({
    layout: z.union([
      z.string().refine((name) => Object.hasOwn(gridLayouts, name), {
        error: ({ input }) =>
          `"${String(input)}" is no layout; known: ${Object.keys(gridLayouts).join(', ')}, or a matrix of channel names`
      }),
      matrix
    ]),
    fill: z.number().default(0),
    missing: z.enum(['error', 'fill']).default('error')
  }),
  ({ layout, fill, missing }) => {
    const cells = typeof layout === 'string' ? (gridLayouts[layout] ?? []) : layout
    const [height, width] = [cells.length, cells[0]?.length ?? 0]
    return channelStep('eeg.grid', (channels) => {
      const { bands, data, from, to } = channels
      const depth = bands?.length ?? 1
      const planes = depth * (to - from)
      const out = new Float32Array(planes * height * width).fill(fill)
      cells.forEach((row, y) =>
        row.forEach((name, x) => {
          if (!name) return
          const place = placeOf(channels, name)
          if (place === undefined) {
            if (missing === 'fill') return
            throw new Error(
              `eeg.grid: the electrode ${name} of the grid is not in the recording; "missing": "fill" leaves its cell empty, signal.pick can interpolate it`
            )
          }
          for (let band = 0; band < depth; band++)
            for (let t = from; t < to; t++) {
              const plane = band * (to - from) + (t - from)
              out[(plane * height + y) * width + x] = data[place * depth + band]?.[t] ?? NaN
            }
        })
      )
      const front = bands ? (to - from === 1 ? [depth] : [depth, to - from]) : [to - from]
      return tensorOf(out, [...front, height, width])
    })
  }
)
