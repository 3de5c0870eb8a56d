import { z } from 'zod'
import { onlyFor, valueOp } from './op'
import { createPictureResizer } from './resize-picture'
import type { Picture } from './value'

const size = z.number().int().min(1).max(4096)

export const imageColor = valueOp(
  'image.color',
  z.looseObject({ space: z.enum(['rgb', 'bgr', 'gray', 'gray3']) }),
  ({ space }) =>
    onlyFor('image.color', 'picture', (picture) => {
      if (space === 'rgb' || picture.channels === 1) return picture
      if (space === 'bgr') return { ...picture, data: swapRedAndBlue(picture.data) }
      return greyscale(picture, space === 'gray' ? 1 : 3)
    })
)

export const imageResizeParameters = z.looseObject({
  w: size,
  h: size,
  filter: z.enum(['bilinear']).default('bilinear'),
  antialias: z.boolean().default(false),
  fit: z.enum(['stretch', 'contain']).default('stretch'),
  place: z.enum(['center', 'topleft']).default('center'),
  fill: z.number().min(0).max(255).default(0),
  /** Set where the pipeline rounds to whole numbers straight after, see `compilePipeline`. */
  rounded: z.boolean().default(false)
})

export const imageResize = valueOp(
  'image.resize',
  imageResizeParameters,
  ({ w, h, antialias, fit, place, fill, rounded }) => {
    if (fit === 'stretch')
      return onlyFor(
        'image.resize',
        'picture',
        createPictureResizer({ widthPx: w, heightPx: h, antialias, rounded })
      )
    const resizers = new Map<string, (picture: Picture) => Picture>()
    return onlyFor('image.resize', 'picture', (picture) => {
      const scale = Math.min(w / picture.widthPx, h / picture.heightPx)
      const widthPx = Math.max(1, Math.min(w, Math.round(picture.widthPx * scale)))
      const heightPx = Math.max(1, Math.min(h, Math.round(picture.heightPx * scale)))
      const key = `${widthPx}x${heightPx}`
      const resize = resizers.get(key) ?? createPictureResizer({ widthPx, heightPx, antialias, rounded })
      resizers.set(key, resize)
      const left = place === 'center' ? Math.floor((w - widthPx) / 2) : 0
      const top = place === 'center' ? Math.floor((h - heightPx) / 2) : 0
      return frame(resize(picture), { w, h, left, top, fill })
    })
  }
)

export const imageScale = valueOp('image.scale', z.looseObject({ factor: z.number() }), ({ factor }) =>
  onlyFor('image.scale', 'picture', (picture) => ({
    ...picture,
    data: Float32Array.from(picture.data, (value) => value * factor)
  }))
)

export const imageNormalize = valueOp(
  'image.normalize',
  z.looseObject({ mean: z.array(z.number()), std: z.array(z.number()) }),
  ({ mean, std }) =>
    onlyFor('image.normalize', 'picture', (picture) => {
      const data = new Float32Array(picture.data.length)
      for (let i = 0; i < data.length; i++) {
        const channel = i % picture.channels
        data[i] = ((picture.data[i] ?? 0) - (mean[channel] ?? 0)) / (std[channel] ?? 1)
      }
      return { ...picture, data }
    })
)

/** Row order without (`NHWC`) or with channels first (`NCHW`), as float32 (whole numbers that need no new order stay uint8); the batch axis is added when items are stacked. */
export const imageLayout = valueOp(
  'image.layout',
  z.looseObject({ to: z.enum(['NHWC', 'NCHW']) }),
  ({ to }) =>
    onlyFor('image.layout', 'picture', (picture) => {
      const { widthPx, heightPx, channels, placement } = picture
      const seen = { widthPx, heightPx, placement }
      if (to === 'NCHW')
        return {
          kind: 'tensor',
          type: 'float32',
          data: channelsFirst(picture),
          dims: [channels, heightPx, widthPx],
          picture: seen
        }
      const dims = [heightPx, widthPx, channels]
      return picture.data instanceof Float32Array
        ? { kind: 'tensor', type: 'float32', data: picture.data, dims, picture: seen }
        : { kind: 'tensor', type: 'uint8', data: picture.data, dims, picture: seen }
    })
)

function channelsFirst({ data, channels }: Picture): Float32Array {
  const plane = data.length / channels
  const out = new Float32Array(data.length)
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < plane; i++) out[channel * plane + i] = data[i * channels + channel] ?? 0
  }
  return out
}

function swapRedAndBlue(data: Picture['data']): Picture['data'] {
  const out = data.slice()
  for (let i = 0; i < out.length; i += 3) {
    out[i] = data[i + 2] ?? 0
    out[i + 2] = data[i] ?? 0
  }
  return out
}

/** Luma of ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B. */
function greyscale(picture: Picture, channels: 1 | 3): Picture {
  const data = new Float32Array(picture.widthPx * picture.heightPx * channels)
  for (let i = 0; i < data.length; i++) {
    const from = Math.floor(i / channels) * 3
    data[i] =
      0.299 * (picture.data[from] ?? 0) +
      0.587 * (picture.data[from + 1] ?? 0) +
      0.114 * (picture.data[from + 2] ?? 0)
  }
  return { ...picture, channels, data }
}

/** Set a picture into a larger one of `w` x `h` filled with one value. */
function frame(
  picture: Picture,
  { w, h, left, top, fill }: { w: number; h: number; left: number; top: number; fill: number }
): Picture {
  const { channels, widthPx, heightPx, placement } = picture
  const size = w * h * channels
  const data =
    picture.data instanceof Uint8Array && Number.isInteger(fill)
      ? new Uint8Array(size)
      : new Float32Array(size)
  if (fill !== 0) data.fill(fill)
  // Rows as wide as the frame lie in one piece.
  const rowsAtOnce = widthPx === w ? heightPx : 1
  for (let y = 0; y < heightPx; y += rowsAtOnce) {
    data.set(
      picture.data.subarray(y * widthPx * channels, (y + rowsAtOnce) * widthPx * channels),
      ((y + top) * w + left) * channels
    )
  }
  return {
    ...picture,
    widthPx: w,
    heightPx: h,
    data,
    placement: {
      ...placement,
      left: placement.left - left * placement.scaleX,
      top: placement.top - top * placement.scaleY
    }
  }
}
