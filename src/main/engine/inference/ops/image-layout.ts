import { z } from 'zod'
import { valueOp } from './op'
import { picturesStep } from './picture-step'
import type { ModelInput, Picture } from './value'

/**
 * Channels last (`NHWC`) or first (`NCHW`), as float32 (whole numbers that need no new order stay uint8); pictures of a clip one behind the other, time in front, or with
 * `NCTHW` behind the channels. The batch axis is added when items are stacked.
 */
export const imageLayout = valueOp(
  'image.layout',
  z.looseObject({ to: z.enum(['NHWC', 'NCHW', 'NCTHW']) }),
  ({ to }) =>
    picturesStep('image.layout', (pictures, alone) => {
      const [first] = pictures
      if (!first) throw new Error('image.layout: the clip has no pictures')
      const { widthPx, heightPx, channels } = first
      for (const other of pictures)
        if (other.widthPx !== widthPx || other.heightPx !== heightPx || other.channels !== channels)
          throw new Error(
            `image.layout: pictures of ${widthPx} x ${heightPx} x ${channels} and ${other.widthPx} x ${other.heightPx} x ${other.channels} do not fit into one tensor; "image.resize" brings them to one size`
          )
      if (to === 'NHWC') return lastAxis(pictures, first, alone)
      const time = to === 'NCTHW' ? 1 : 0
      const dims =
        alone && to === 'NCHW'
          ? [channels, heightPx, widthPx]
          : [channels, heightPx, widthPx].toSpliced(time, 0, pictures.length)
      return { ...base(first, alone), data: planes(pictures, to === 'NCTHW'), dims }
    })
)

const base = ({ widthPx, heightPx, placement }: Picture, alone: boolean) =>
  ({
    kind: 'tensor',
    type: 'float32',
    // Where it lies is known of a single picture only.
    ...(alone && { picture: { widthPx, heightPx, placement } })
  }) as const

function lastAxis(pictures: readonly Picture[], first: Picture, alone: boolean): ModelInput {
  const size = [first.heightPx, first.widthPx, first.channels]
  const dims = alone ? size : [pictures.length, ...size]
  if (alone && first.data instanceof Uint8Array)
    return { ...base(first, alone), type: 'uint8', data: first.data, dims }
  if (alone && first.data instanceof Float32Array) return { ...base(first, alone), data: first.data, dims }
  const whole = pictures.every(({ data }) => data instanceof Uint8Array)
  const count = first.data.length
  if (whole) {
    const data = new Uint8Array(count * pictures.length)
    pictures.forEach((picture, i) => data.set(picture.data, i * count))
    return { ...base(first, alone), type: 'uint8', data, dims }
  }
  const data = new Float32Array(count * pictures.length)
  pictures.forEach((picture, i) => data.set(picture.data, i * count))
  return { ...base(first, alone), data, dims }
}

/** Plane by plane: all channels of a picture together, or all pictures of a channel. */
function planes(pictures: readonly Picture[], channelsOutside: boolean): Float32Array {
  const { channels, data: one } = pictures[0] ?? { channels: 1, data: new Uint8Array() }
  const plane = one.length / channels
  const out = new Float32Array(one.length * pictures.length)
  pictures.forEach(({ data }, time) => {
    for (let channel = 0; channel < channels; channel++) {
      const at = (channelsOutside ? channel * pictures.length + time : time * channels + channel) * plane
      for (let i = 0; i < plane; i++) out[at + i] = data[i * channels + channel] ?? 0
    }
  })
  return out
}
