import { z } from 'zod'
import { channelStep, tensorOf } from './channel-values'
import { valueOp, type Op } from './op'
import { windowFigure, windowFigures } from './window-figures'
import type { Channels, Several } from './value'

const figureName = z.string().refine((name) => windowFigure(name) !== undefined, {
  error: ({ input }) =>
    `"${String(input)}" is no figure; known: ${Object.keys(windowFigures).join(', ')}, p05 to p95`
})

/**
 * Figures of the unit's samples, channel by channel: all of the first channel, then all of the next (`axes: channels` keeps channels and
 * figures apart). Missing samples are left out; a channel without any has NaN.
 */
const signalStats = valueOp(
  'signal.stats',
  z.looseObject({ features: z.array(figureName).min(1), axes: z.enum(['flat', 'channels']).default('flat') }),
  ({ features, axes }) => {
    const figures = features.map((name) => windowFigure(name) ?? (() => NaN))
    return channelStep('signal.stats', ({ data, from, to, rateHz }) => {
      const values = data.flatMap((row) => {
        const { samples, seconds } = present(row.subarray(from, to), rateHz)
        return figures.map((figure) => figure(samples, seconds))
      })
      return tensorOf(values, axes === 'flat' ? [values.length] : [data.length, figures.length])
    })
  }
)

/** The unit in shorter pieces, which the steps behind it take one by one; `tensor.concat` or `tensor.stack` joins them again. A last piece that is not whole is left out. */
const signalWindow = valueOp(
  'signal.window',
  z.looseObject({ sec: z.number().positive(), hopSec: z.number().positive().optional() }),
  ({ sec, hopSec = sec }) =>
    (value) => {
      if (value.kind !== 'channels') throw new Error(`signal.window takes channels, got ${value.kind}`)
      return pieces(value, Math.round(sec * value.rateHz), hopSec * value.rateHz)
    }
)

export const statsOps: readonly Op[] = [signalStats, signalWindow]

function present(row: Float64Array, rateHz: number): { samples: Float64Array; seconds: Float64Array } {
  const places = Float64Array.from(row.keys()).filter((i) => !Number.isNaN(row[i]))
  return { samples: row.filter((value) => !Number.isNaN(value)), seconds: places.map((i) => i / rateHz) }
}

function pieces(channels: Channels, size: number, hop: number): Several {
  const values: Channels[] = []
  for (let i = 0; ; i++) {
    const from = channels.from + Math.round(i * hop)
    if (from + size > channels.to) return { kind: 'several', values }
    values.push({ ...channels, from, to: from + size })
  }
}
