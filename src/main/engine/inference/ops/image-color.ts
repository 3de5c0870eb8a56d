import { z } from 'zod'
import { valueOp } from './op'
import { pictureStep } from './picture-step'
import type { Picture } from './value'

/**
 * Order of the colours, or grey: luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B, as one channel or three equal ones. `kernel` says how it is rounded: `pillow` and
 * `opencv` give the bytes of those libraries, `float` does not round.
 */
export const imageColor = valueOp(
  'image.color',
  z.looseObject({
    space: z.enum(['rgb', 'bgr', 'gray', 'gray3']),
    kernel: z.enum(['float', 'pillow', 'opencv']).default('float')
  }),
  ({ space, kernel }) =>
    pictureStep('image.color', (picture) => {
      if (space === 'gray') return picture.channels === 1 ? picture : grey(picture, 1, kernel)
      if (space === 'gray3') return picture.channels === 1 ? tripled(picture) : grey(picture, 3, kernel)
      const coloured = picture.channels === 1 ? tripled(picture) : picture
      return space === 'rgb' ? coloured : { ...coloured, data: swapRedAndBlue(coloured.data) }
    })
)

/** Every value times a factor. */
export const imageScale = valueOp(
  'image.scale',
  z.looseObject({ factor: z.number(), offset: z.number().default(0) }),
  ({ factor, offset }) =>
    pictureStep('image.scale', (picture) => ({
      ...picture,
      data: Float32Array.from(picture.data, (value) => value * factor + offset)
    }))
)

/** Each channel less its mean and over its deviation, in the units that the picture has by then; one number counts for all channels. */
export const imageNormalize = valueOp(
  'image.normalize',
  z.looseObject({ mean: z.array(z.number()).min(1), std: z.array(z.number().positive()).min(1) }),
  ({ mean, std }) =>
    pictureStep('image.normalize', (picture) => {
      const data = new Float32Array(picture.data.length)
      const of = (list: readonly number[], channel: number, otherwise: number): number =>
        list.length === 1 ? (list[0] ?? otherwise) : (list[channel] ?? otherwise)
      for (let i = 0; i < data.length; i++) {
        const channel = i % picture.channels
        data[i] = ((picture.data[i] ?? 0) - of(mean, channel, 0)) / of(std, channel, 1)
      }
      return { ...picture, data }
    })
)

/** Pictures come upright, by what their file says (EXIF), as viewers show them; nothing else can be asked for. */
export const imageDecode = valueOp(
  'image.decode',
  z.looseObject({ exif: z.enum(['apply']).default('apply') }),
  () => pictureStep('image.decode', (picture) => picture)
)

const tripled = (picture: Picture): Picture => {
  const data =
    picture.data instanceof Uint8Array
      ? new Uint8Array(picture.data.length * 3)
      : new Float32Array(picture.data.length * 3)
  for (let i = 0; i < data.length; i++) data[i] = picture.data[Math.floor(i / 3)] ?? 0
  return { ...picture, channels: 3, data }
}

function swapRedAndBlue(data: Picture['data']): Picture['data'] {
  const out = data.slice()
  for (let i = 0; i < out.length; i += 3) {
    out[i] = data[i + 2] ?? 0
    out[i + 2] = data[i] ?? 0
  }
  return out
}

/** Whole weights of the libraries and the bits behind their point. */
const lumaOf = {
  pillow: { red: 19_595, green: 38_470, blue: 7471, bits: 16 },
  opencv: { red: 9798, green: 19_235, blue: 3735, bits: 15 }
} as const

function grey(picture: Picture, channels: 1 | 3, kernel: 'float' | 'pillow' | 'opencv'): Picture {
  const count = picture.widthPx * picture.heightPx * channels
  const data = kernel === 'float' ? new Float32Array(count) : new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const from = Math.floor(i / channels) * 3
    const [r, g, b] = [picture.data[from] ?? 0, picture.data[from + 1] ?? 0, picture.data[from + 2] ?? 0]
    if (kernel === 'float') data[i] = 0.299 * r + 0.587 * g + 0.114 * b
    else {
      const { red, green, blue, bits } = lumaOf[kernel]
      data[i] = (red * r + green * g + blue * b + 2 ** (bits - 1)) >> bits
    }
  }
  return { ...picture, channels, data }
}
