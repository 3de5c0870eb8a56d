import { z } from 'zod'
import { farneback, FLOW } from './farneback'
import { valueOp, type Op } from './op'
import { inType, numbersOf } from './tensor-cast'
import type { Clip, Picture, Value } from './value'

/**
 * Exactly `n` pictures, or rows of a tensor: every `stride`-th, the last ones. What is too little is filled up with the first in front or the last behind.
 */
const videoStack = valueOp(
  'video.stack',
  z.looseObject({
    n: z.number().int().min(1).max(1024),
    stride: z.number().int().min(1).default(1),
    pad: z.enum(['repeat-first', 'repeat-last']).default('repeat-first')
  }),
  ({ n, stride, pad }) =>
    (value): Value => {
      const places = (count: number): number[] => {
        if (count === 0) throw new Error('video.stack: there is nothing to stack')
        const kept = Array.from({ length: count }, (_, i) => i)
          .filter((i) => (count - 1 - i) % stride === 0)
          .slice(-n)
        const filling = Array<number>(n - kept.length).fill(
          pad === 'repeat-first' ? (kept[0] ?? 0) : count - 1
        )
        return pad === 'repeat-first' ? [...filling, ...kept] : [...kept, ...filling]
      }
      if (value.kind === 'picture') return { kind: 'clip', pictures: Array<Picture>(n).fill(value) }
      if (value.kind === 'clip')
        return { ...value, pictures: places(value.pictures.length).flatMap((i) => value.pictures[i] ?? []) }
      if (value.kind !== 'tensor')
        throw new Error(`video.stack takes a clip or a tensor, got a ${value.kind}`)
      const [count = 0, ...rest] = value.dims
      const width = value.data.length / Math.max(1, count)
      const numbers = numbersOf(value)
      const chosen = places(count).flatMap((row) =>
        Array.from({ length: width }, (_, i) => numbers[row * width + i] ?? 0)
      )
      return { kind: 'tensor', ...inType(chosen, value.type, [n, ...rest]) }
    }
)

/**
 * Movement from each picture of a clip to the next, in pixels times `scale`: a tensor of pictures less one, x and y, rows, columns. Farnebäck's dense method with
 * OpenCV's customary numbers, on grey (ITU-R BT.601).
 */
const videoOpticalFlow = valueOp(
  'video.opticalFlow',
  z.looseObject({
    method: z.enum(['farneback']).default('farneback'),
    scale: z.number().default(1),
    levels: z.number().int().min(0).max(8).default(FLOW.levels),
    window: z.number().int().min(3).max(101).default(FLOW.window),
    iterations: z.number().int().min(1).max(20).default(FLOW.iterations)
  }),
  ({ scale, levels, window, iterations }) =>
    (value): Value => {
      if (value.kind !== 'clip') throw new Error(`video.opticalFlow takes a clip, got a ${value.kind}`)
      const greys = greysOf(value)
      const [first] = greys
      if (!first || greys.length < 2) throw new Error('video.opticalFlow: two pictures are needed at least')
      const { width, height } = first
      const out = new Float32Array((greys.length - 1) * 2 * width * height)
      greys.slice(1).forEach((grey, i) => {
        const flow = farneback(greys[i] ?? first, grey, { ...FLOW, levels, window, iterations })
        for (let at = 0; at < width * height; at++) {
          out[i * 2 * width * height + at] = (flow[at * 2] ?? 0) * scale
          out[(i * 2 + 1) * width * height + at] = (flow[at * 2 + 1] ?? 0) * scale
        }
      })
      return { kind: 'tensor', type: 'float32', data: out, dims: [greys.length - 1, 2, height, width] }
    }
)

export const videoSteps: readonly Op[] = [videoStack, videoOpticalFlow]

function greysOf({ pictures }: Clip) {
  const [first] = pictures
  return pictures.map(({ widthPx, heightPx, channels, data }) => {
    if (widthPx !== first?.widthPx || heightPx !== first.heightPx)
      throw new Error('video.opticalFlow: the pictures differ in size; "image.resize" brings them to one')
    const grey = Float32Array.from({ length: widthPx * heightPx }, (_, i) => {
      if (channels === 1) return data[i] ?? 0
      const [r, g, b] = [data[i * 3] ?? 0, data[i * 3 + 1] ?? 0, data[i * 3 + 2] ?? 0]
      return Math.round(0.299 * r + 0.587 * g + 0.114 * b)
    })
    return { width: widthPx, height: heightPx, data: grey }
  })
}
