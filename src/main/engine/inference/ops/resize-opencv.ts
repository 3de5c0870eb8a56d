import { cubic, type ResizeFilter } from './resize-kernels'

interface Size {
  readonly widthPx: number
  readonly heightPx: number
}

/**
 * Bytes of a picture at another size as OpenCV's `resize` gives them (INTER_NEAREST, INTER_LINEAR, INTER_CUBIC, INTER_AREA): two or four points
 * with weights in 11 bits after the point, the area in single precision. Nothing is taken off before a reduction, but by `area`.
 */
export function resizeOpencv(
  data: Uint8Array,
  size: Size & { readonly channels: number },
  target: Size,
  filter: ResizeFilter
): Uint8Array {
  const [scaleX, scaleY] = [size.widthPx / target.widthPx, size.heightPx / target.heightPx]
  if (filter === 'nearest') return nearest(data, size, target)
  // Half the size by two points is the mean of four pixels; OpenCV takes it from there.
  const halved = filter === 'bilinear' && scaleX === 2 && scaleY === 2
  if (halved || (filter === 'area' && scaleX >= 1 && scaleY >= 1)) return covered(data, size, target)
  const points = filter === 'bicubic' ? cubicPoints : filter === 'area' ? areaPoints : linearPoints
  const across = points(size.widthPx, target.widthPx)
  const down = points(size.heightPx, target.heightPx)
  return mixed(data, size, target, across, down, filter === 'bicubic')
}

const WEIGHT = 2048

interface Points {
  readonly places: readonly (readonly number[])[]
  /** Whole numbers, 2048 for a weight of 1. */
  readonly weights: readonly (readonly number[])[]
}

const linearPoints = (source: number, target: number): Points =>
  twoPoints(source, target, (position, scale) => {
    const at = Math.fround((position + 0.5) * scale - 0.5)
    const low = Math.floor(at)
    return [low, Math.fround(at - low)]
  })

/** What INTER_AREA does where a picture grows. */
const areaPoints = (source: number, target: number): Points =>
  twoPoints(source, target, (position, scale) => {
    const low = Math.floor(position * scale)
    const share = Math.fround(position + 1 - (low + 1) / scale)
    return [low, share <= 0 ? 0 : share - Math.floor(share)]
  })

function twoPoints(
  source: number,
  target: number,
  place: (position: number, scale: number) => readonly [number, number]
): Points {
  const rows = Array.from({ length: target }, (_, position) => {
    const [low, share] = place(position, source / target)
    if (low < 0) return [0, 0] as const
    return low >= source - 1 ? ([source - 1, 0] as const) : ([low, share] as const)
  })
  return {
    places: rows.map(([low]) => [low, Math.min(source - 1, low + 1)]),
    weights: rows.map(([, share]) => [roundEven((1 - share) * WEIGHT), roundEven(share * WEIGHT)])
  }
}

function cubicPoints(source: number, target: number): Points {
  const rows = Array.from({ length: target }, (_, position) => {
    const at = Math.fround((position + 0.5) * (source / target) - 0.5)
    const low = Math.floor(at)
    const share = Math.fround(at - low)
    const three = [cubic(share + 1, -0.75), cubic(share, -0.75), cubic(1 - share, -0.75)].map(Math.fround)
    const last = Math.fround(1 - three.reduce((sum, weight) => sum + weight, 0))
    return {
      places: [-1, 0, 1, 2].map((step) => Math.max(0, Math.min(source - 1, low + step))),
      weights: [...three, last].map((weight) => roundEven(weight * WEIGHT))
    }
  })
  return { places: rows.map(({ places }) => places), weights: rows.map(({ weights }) => weights) }
}

function mixed(
  data: Uint8Array,
  { widthPx, heightPx, channels }: Size & { readonly channels: number },
  target: Size,
  across: Points,
  down: Points,
  four: boolean
): Uint8Array {
  const length = target.widthPx * channels
  const rows = Array.from({ length: heightPx }, (_, y) => {
    const row = new Int32Array(length)
    across.places.forEach((places, x) => {
      const weights = across.weights[x] ?? []
      for (let c = 0; c < channels; c++)
        row[x * channels + c] = places.reduce(
          (sum, place, i) => sum + (weights[i] ?? 0) * (data[(y * widthPx + place) * channels + c] ?? 0),
          0
        )
    })
    return row
  })
  const out = new Uint8ClampedArray(length * target.heightPx)
  down.places.forEach((places, y) => {
    const sources = places.map((place) => rows[place] ?? new Int32Array(length))
    const weights = down.weights[y] ?? []
    for (let i = 0; i < length; i++) {
      const place = y * length + i
      if (four) {
        const sum = sources.reduce((total, row, k) => total + (weights[k] ?? 0) * (row[i] ?? 0), 0)
        out[place] = Math.floor((sum + 2 ** 21) / 2 ** 22)
      } else {
        // Sixteen bits at a time, as the vector instructions have them.
        const part = (k: number): number => ((weights[k] ?? 0) * ((sources[k]?.[i] ?? 0) >> 4)) >> 16
        out[place] = (part(0) + part(1) + 2) >> 2
      }
    }
  })
  return new Uint8Array(out.buffer)
}

function nearest(
  data: Uint8Array,
  { widthPx, heightPx, channels }: Size & { readonly channels: number },
  target: Size
): Uint8Array {
  const out = new Uint8Array(target.widthPx * target.heightPx * channels)
  let place = 0
  for (let y = 0; y < target.heightPx; y++) {
    const row = Math.min(heightPx - 1, Math.floor(y * (1 / (target.heightPx / heightPx))))
    for (let x = 0; x < target.widthPx; x++) {
      const column = Math.min(widthPx - 1, Math.floor(x * (1 / (target.widthPx / widthPx))))
      for (let c = 0; c < channels; c++) out[place++] = data[(row * widthPx + column) * channels + c] ?? 0
    }
  }
  return out
}

/** Mean of what a pixel covers, rounded to even. */
function covered(
  data: Uint8Array,
  { widthPx, heightPx, channels }: Size & { readonly channels: number },
  target: Size
): Uint8Array {
  const [columns, rows] = [shares(widthPx, target.widthPx), shares(heightPx, target.heightPx)]
  const halves = widthPx === 2 * target.widthPx && heightPx === 2 * target.heightPx
  const out = new Uint8ClampedArray(target.widthPx * target.heightPx * channels)
  let place = 0
  for (const row of rows)
    for (const column of columns)
      for (let c = 0; c < channels; c++) {
        let sum = 0
        for (const [y, down] of row)
          for (const [x, across] of column)
            sum += down * across * (data[(y * widthPx + x) * channels + c] ?? 0)
        // The mean of four bytes is rounded up in the middle, others go to the even one.
        out[place++] = halves ? Math.floor(sum + 0.5) : roundEven(Math.fround(sum))
      }
  return new Uint8Array(out.buffer)
}

function shares(source: number, target: number): (readonly [number, number])[][] {
  const scale = source / target
  return Array.from({ length: target }, (_, position) => {
    const [from, to] = [position * scale, Math.min(source, (position + 1) * scale)]
    const row: (readonly [number, number])[] = []
    for (let point = Math.floor(from + 1e-9); point < to - 1e-9; point++)
      row.push([point, (Math.min(to, point + 1) - Math.max(from, point)) / (to - from)])
    return row
  })
}

function roundEven(value: number): number {
  const near = Math.round(value)
  return Math.abs(value % 1) === 0.5 && near % 2 !== 0 ? near - 1 : near
}
