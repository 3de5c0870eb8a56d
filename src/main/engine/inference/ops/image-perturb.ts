import { z } from 'zod'
import { seededRandom } from '../../../../shared/metrics/base/seeded-random'
import { jpegLoss } from './jpeg-loss'
import { valueOp } from './op'
import { pictureStep } from './picture-step'
import type { Picture } from './value'

const kinds = ['blur', 'noise', 'lowlight', 'jpeg', 'haze'] as const

const limits: Readonly<Record<(typeof kinds)[number], readonly [number, number]>> = {
  blur: [0, 50],
  noise: [0, 255],
  lowlight: [0, 1],
  jpeg: [1, 100],
  haze: [0, 1]
}

/**
 * A picture made worse, to see how much of it a model bears. `level` is the standard deviation of a Gaussian in pixels (`blur`) or of added noise in grey levels
 * (`noise`), the share of light that is left (`lowlight`), the quality of a JPEG (`jpeg`, 1 to 100), or the share of white between camera and scene (`haze`).
 * The same seed, unit and picture get the same noise.
 */
export const imagePerturb = valueOp(
  'image.perturb',
  z
    .looseObject({ kind: z.enum(kinds), level: z.number(), seed: z.number().int().default(1) })
    .refine(({ kind, level }) => level >= limits[kind][0] && level <= limits[kind][1], {
      error: ({ input }) => `"level" is out of range: ${JSON.stringify(input)}`,
      path: ['level']
    }),
  ({ kind, level, seed }) =>
    pictureStep('image.perturb', (picture, unit, index) => {
      switch (kind) {
        case 'blur':
          return level === 0 ? picture : blurred(picture, level)
        case 'noise':
          return noisy(picture, level, seed + 7919 * index + Math.round((unit.startSeconds ?? 0) * 1000))
        case 'lowlight':
          return changed(picture, (value) => value * level)
        case 'haze':
          return changed(picture, (value) => value * (1 - level) + 255 * level)
        case 'jpeg': {
          const { widthPx, heightPx, channels } = picture
          const bytes = changed(picture, (value) => value).data
          return {
            ...picture,
            data: jpegLoss(Uint8Array.from(bytes), { widthPx, heightPx, channels }, level)
          }
        }
      }
    })
)

/** Values held between 0 and 255 and rounded. */
const changed = (picture: Picture, change: (value: number) => number): Picture => ({
  ...picture,
  data: new Uint8Array(Uint8ClampedArray.from(picture.data, change).buffer)
})

function noisy(picture: Picture, deviation: number, seed: number): Picture {
  const whole = seededRandom(seed)
  const random = (): number => whole() / 2 ** 32
  // Box and Muller 1958.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return changed(picture, (value) => value + deviation * normal())
}

/** Gaussian of the length that OpenCV chooses for bytes; at the edges the picture is mirrored about its outermost pixels. */
function blurred(picture: Picture, sigma: number): Picture {
  const half = Math.max(1, Math.round(sigma * 3 * 2 + 1) >> 1)
  const shape = Float64Array.from({ length: 2 * half + 1 }, (_, i) =>
    Math.exp(-((i - half) ** 2) / (2 * sigma * sigma))
  )
  const total = shape.reduce((sum, weight) => sum + weight, 0)
  const weights = shape.map((weight) => weight / total)
  const { widthPx, heightPx, channels, data } = picture
  const along = smoothed(data, weights, heightPx, widthPx, channels, widthPx * channels, channels)
  const down = smoothed(along, weights, widthPx, heightPx, widthPx * channels, channels, channels)
  return changed({ ...picture, data: Float32Array.from(down) }, (value) => value)
}

function smoothed(
  data: ArrayLike<number>,
  weights: Float64Array,
  lines: number,
  length: number,
  pointStep: number,
  lineStep: number,
  channels: number
): Float64Array {
  const half = (weights.length - 1) / 2
  const out = new Float64Array(data.length)
  const mirrored = (at: number): number => {
    if (length === 1) return 0
    const turn = Math.abs(at) % (2 * (length - 1))
    return turn < length ? turn : 2 * (length - 1) - turn
  }
  for (let line = 0; line < lines; line++)
    for (let point = 0; point < length; point++)
      for (let c = 0; c < channels; c++) {
        let sum = 0
        for (let k = -half; k <= half; k++)
          sum += (weights[k + half] ?? 0) * (data[line * lineStep + mirrored(point + k) * pointStep + c] ?? 0)
        out[line * lineStep + point * pointStep + c] = sum
      }
  return out
}
