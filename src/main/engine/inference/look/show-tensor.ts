import type { Figures, ShownHeat, ShownPixels, ShownTensor } from '../../../../shared/model-look/shown-value'
import { fromHalf } from '../ops/half-float'
import type { TensorValue } from '../tensor-value'
import { figuresOf, histogramOf } from './figures'
import type { Detail } from './detail'

/** Any array of numbers with its axes. */
export interface Numbers {
  readonly type: string
  readonly dims: readonly number[]
  readonly data: ArrayLike<number>
  /** Its rows are pitches over time. */
  readonly upward?: boolean
}

/** Values of a tensor as numbers. */
export function numbersOf(tensor: TensorValue): Numbers {
  const { type, dims } = tensor
  if (tensor.type === 'int64') return { type, dims, data: Float64Array.from(tensor.data, Number) }
  if (tensor.type === 'float16') return { type, dims, data: Float64Array.from(tensor.data, fromHalf) }
  return { type, dims, data: tensor.data }
}

/** Values that are told one by one; how more are spread is drawn. */
const FIRST = 12

/** Figures, first values and a small picture of an array. */
export function showTensor(numbers: Numbers, detail: Detail): ShownTensor {
  const { type, dims, data } = numbers
  const figures = figuresOf(data)
  const pixels = pixelsOf(numbers, figures.min, figures.max, detail)
  const heat = pixels ? undefined : heatOf(numbers, figures, detail)
  return {
    kind: 'tensor',
    type,
    dims,
    figures,
    first: Array.from({ length: Math.min(FIRST, data.length) }, (_, i) => data[i] ?? NaN),
    histogram: data.length > FIRST ? histogramOf(data, figures) : [],
    ...(pixels ? { pixels } : {}),
    ...(heat ? { heat } : {})
  }
}

/** Smallest side that is taken for a picture. */
const PICTURE_PX = 16

/** Three planes or a plane of triples are drawn as a picture, its least value black and its largest white. */
function pixelsOf(
  { dims, data }: Numbers,
  min: number | null,
  max: number | null,
  { pixels }: Detail
): ShownPixels | undefined {
  const axes = dims.filter((size, axis) => size !== 1 || axis >= dims.length - 2)
  if (axes.length !== 3 || min === null || max === null) return undefined
  const [a = 0, b = 0, c = 0] = axes
  const planes = a === 3 && b >= PICTURE_PX && c >= PICTURE_PX
  const triples = c === 3 && a >= PICTURE_PX && b >= PICTURE_PX
  if (!planes && !triples) return undefined
  const [height, width] = planes ? [b, c] : [a, b]
  const at = (x: number, y: number, channel: number): number =>
    data[planes ? (channel * height + y) * width + x : (y * width + x) * 3 + channel] ?? 0
  const scale = Math.min(1, pixels / Math.max(width, height))
  const [widthPx, heightPx] = [
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale))
  ]
  const made = new Uint8Array(widthPx * heightPx * 3)
  const range = max - min || 1
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++)
      for (let channel = 0; channel < 3; channel++) {
        const value = at(Math.floor(x / scale), Math.floor(y / scale), channel)
        made[(y * widthPx + x) * 3 + channel] = Math.round(((value - min) / range) * 255)
      }
  return { widthPx, heightPx, channels: 3, data: made }
}

/** Energies span so many decades that on a plain scale only the loudest are seen: the mean is less than this share of the largest. */
const UNEVEN = 1 / 40
/** Share of the largest value that counts as nothing on a scale of decades. */
const FLOOR = 1e-6

/** The last two axes as rows and columns, those before them one under the other; each cell the mean of what falls in it. */
function heatOf(
  { dims, data, upward = false }: Numbers,
  { min, mean, max }: Figures,
  detail: Detail
): ShownHeat | undefined {
  const width = dims.at(-1) ?? 0
  const height = width > 0 ? data.length / width : 0
  if (min === null || max === null || mean === null || !(max > min) || width < 2 || height < 2)
    return undefined
  const columns = Math.min(width, detail.columns)
  const rows = Math.min(height, detail.rows)
  const sums = new Float64Array(columns * rows)
  const counts = new Uint32Array(columns * rows)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height)
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x] ?? NaN
      if (!Number.isFinite(value)) continue
      const cell = row * columns + Math.floor((x * columns) / width)
      sums[cell] = (sums[cell] ?? 0) + value
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
  const decades = min >= 0 && mean < max * UNEVEN
  const share = (value: number): number =>
    decades ? 1 + Math.log10(Math.max(value / max, FLOOR)) / -Math.log10(FLOOR) : (value - min) / (max - min)
  const cells = Uint8Array.from(sums, (sum, i) =>
    (counts[i] ?? 0) > 0 ? Math.round(share(sum / (counts[i] ?? 1)) * 255) : 0
  )
  return { upward, columns, rows, cells, low: min, high: max, decades }
}
