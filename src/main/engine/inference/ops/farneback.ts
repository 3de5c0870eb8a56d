import { resizeKernel } from './resize-kernels'

/** A grey picture in single precision. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

export interface FlowOptions {
  /** Coarser pictures before the full one, each half as large. */
  readonly levels: number
  /** Side of the square over which movement is taken for the same. */
  readonly window: number
  readonly iterations: number
  /** Reach of the polynomials, and their Gaussian's deviation. */
  readonly polyReach: number
  readonly polySigma: number
}

/** OpenCV's customary numbers. */
export const FLOW: FlowOptions = { levels: 3, window: 15, iterations: 3, polyReach: 5, polySigma: 1.2 }

/** Coarser pictures are not made smaller than this. */
const LEAST_PX = 32

/**
 * Where each pixel of `from` lies in `to`: x and y of the movement in pixels, pair by pair. Farnebäck 2003, Two-Frame Motion Estimation Based on Polynomial
 * Expansion, with the pyramid, the borders and the box window of OpenCV's `calcOpticalFlowFarneback`.
 */
export function farneback(from: Grey, to: Grey, options: FlowOptions = FLOW): Float32Array {
  const { width, height } = from
  let levels = 0
  while (levels < options.levels && Math.min(width, height) * 0.5 ** (levels + 1) >= LEAST_PX) levels++
  let flow: { readonly width: number; readonly height: number; readonly data: Float32Array } | undefined
  for (let level = levels; level >= 0; level--) {
    const scale = 0.5 ** level
    const size = { width: roundEven(width * scale), height: roundEven(height * scale) }
    const now: Float32Array = flow ? grown(flow, size) : new Float32Array(size.width * size.height * 2)
    const [one, other] = [from, to].map((picture) =>
      expansion(reduced(picture, size, 1 / scale), options.polyReach, options.polySigma)
    )
    if (!one || !other) break
    for (let round = 0; round < options.iterations; round++)
      solve(equations(one, other, now, size), now, size, options.window >> 1)
    flow = { ...size, data: now }
  }
  return flow?.data ?? new Float32Array(width * height * 2)
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Smoothed as much as it is made smaller, then resized. */
function reduced({ width, height, data }: Grey, size: Size, factor: number): Grey {
  const sigma = (factor - 1) * 0.5
  const length = Math.max(3, roundEven(sigma * 5) | 1)
  const smooth = gaussian({ width, height, data }, length, sigma)
  return { ...size, data: resized(smooth, 1, { width, height }, size) }
}

/** The flow of a coarser picture, twice as large and twice as far. */
function grown(flow: Size & { readonly data: Float32Array }, size: Size): Float32Array {
  return resized(flow.data, 2, flow, size).map((value) => value * 2)
}

function resized(data: Float32Array, channels: number, from: Size, to: Size): Float32Array {
  if (from.width === to.width && from.height === to.height) return data.slice()
  const across = resizeKernel(from.width, to.width, 'bilinear', false)
  const down = resizeKernel(from.height, to.height, 'bilinear', false)
  const rows = new Float32Array(to.width * from.height * channels)
  const mixed = (
    source: Float32Array,
    kernel: typeof across,
    place: number,
    at: (point: number) => number
  ): number => {
    let sum = 0
    for (let k = 0; k < kernel.width; k++)
      sum +=
        (kernel.weights[place * kernel.width + k] ?? 0) * (source[at((kernel.starts[place] ?? 0) + k)] ?? 0)
    return sum
  }
  for (let y = 0; y < from.height; y++)
    for (let x = 0; x < to.width; x++)
      for (let c = 0; c < channels; c++)
        rows[(y * to.width + x) * channels + c] = mixed(
          data,
          across,
          x,
          (point) => (y * from.width + point) * channels + c
        )
  const out = new Float32Array(to.width * to.height * channels)
  for (let y = 0; y < to.height; y++)
    for (let x = 0; x < to.width; x++)
      for (let c = 0; c < channels; c++)
        out[(y * to.width + x) * channels + c] = mixed(
          rows,
          down,
          y,
          (point) => (point * to.width + x) * channels + c
        )
  return out
}

/** Of OpenCV: mirrored about the outermost pixels; three points without a deviation are 1/4, 1/2, 1/4. */
function gaussian({ width, height, data }: Grey, length: number, sigma: number): Float32Array {
  const half = length >> 1
  const shape =
    sigma <= 0
      ? [0.25, 0.5, 0.25]
      : Array.from({ length }, (_, i) => Math.exp(-((i - half) ** 2) / (2 * sigma * sigma)))
  const total = shape.reduce((sum, weight) => sum + weight, 0)
  const mirrored = (at: number, size: number): number => {
    if (size === 1) return 0
    const turn = Math.abs(at) % (2 * (size - 1))
    return turn < size ? turn : 2 * (size - 1) - turn
  }
  const pass = (
    source: Float32Array,
    count: number,
    at: (line: number, point: number) => number,
    lines: number
  ) => {
    const out = new Float32Array(source.length)
    for (let line = 0; line < lines; line++)
      for (let point = 0; point < count; point++) {
        let sum = 0
        for (let k = 0; k < shape.length; k++)
          sum += (shape[k] ?? 0) * (source[at(line, mirrored(point + k - half, count))] ?? 0)
        out[at(line, point)] = sum / total
      }
    return out
  }
  const along = pass(data, width, (line, point) => line * width + point, height)
  return pass(along, height, (line, point) => point * width + line, width)
}

/** Five numbers a pixel of the polynomial around it: y, x, yy, xx, xy. */
function expansion({ width, height, data }: Grey, reach: number, sigma: number): Float32Array {
  const g = Float64Array.from({ length: reach + 1 }, (_, x) => Math.exp(-(x * x) / (2 * sigma * sigma)))
  const total = g.reduce((sum, weight, x) => sum + (x === 0 ? weight : 2 * weight), 0)
  g.forEach((weight, x) => (g[x] = weight / total))
  const { ig11, ig03, ig33, ig55 } = inverse(g)
  const out = new Float32Array(width * height * 5)
  const rows = [new Float64Array(width), new Float64Array(width), new Float64Array(width)] as const
  const value = (x: number, y: number): number => data[Math.max(0, Math.min(height - 1, y)) * width + x] ?? 0
  const at = (row: Float64Array, x: number): number => row[Math.max(0, Math.min(width - 1, x))] ?? 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [flat, slope, bend] = [(g[0] ?? 0) * value(x, y), 0, 0]
      for (let k = 1; k <= reach; k++) {
        const weight = g[k] ?? 0
        const [above, below] = [value(x, y - k), value(x, y + k)]
        flat += weight * (above + below)
        slope += weight * k * (below - above)
        bend += weight * k * k * (above + below)
      }
      rows[0][x] = flat
      rows[1][x] = slope
      rows[2][x] = bend
    }
    for (let x = 0; x < width; x++) {
      const first = g[0] ?? 0
      let [b1, b2, b3, b4, b5, b6] = [
        at(rows[0], x) * first,
        0,
        at(rows[1], x) * first,
        0,
        at(rows[2], x) * first,
        0
      ]
      for (let k = 1; k <= reach; k++) {
        const weight = g[k] ?? 0
        const [right, left] = [at(rows[0], x + k), at(rows[0], x - k)]
        b1 += (right + left) * weight
        b4 += (right + left) * weight * k * k
        b2 += (right - left) * weight * k
        b3 += (at(rows[1], x + k) + at(rows[1], x - k)) * weight
        b6 += (at(rows[1], x + k) - at(rows[1], x - k)) * weight * k
        b5 += (at(rows[2], x + k) + at(rows[2], x - k)) * weight
      }
      const place = (y * width + x) * 5
      out[place] = b3 * ig11
      out[place + 1] = b2 * ig11
      out[place + 2] = b1 * ig03 + b5 * ig33
      out[place + 3] = b1 * ig03 + b4 * ig33
      out[place + 4] = b6 * ig55
    }
  }
  return out
}

/** What is needed of the inverse of the weighted products of 1, x, y, xx, yy, xy. */
function inverse(g: Float64Array) {
  const both = (x: number): number => (x === 0 ? 1 : 2)
  let [one, xx, xxxx, xxyy] = [0, 0, 0, 0]
  for (let y = 0; y < g.length; y++)
    for (let x = 0; x < g.length; x++) {
      const weight = (g[y] ?? 0) * (g[x] ?? 0) * both(x) * both(y)
      one += weight
      xx += weight * x * x
      xxxx += weight * x ** 4
      xxyy += weight * x * x * y * y
    }
  // 1, xx and yy hang together; by their symmetry two entries say all.
  const determinant = one * (xxxx * xxxx - xxyy * xxyy) - 2 * xx * xx * (xxxx - xxyy)
  return {
    ig11: 1 / xx,
    ig03: (-xx * (xxxx - xxyy)) / determinant,
    ig33: (one * xxxx - xx * xx) / determinant,
    ig55: 1 / xxyy
  }
}

/** Weights towards the edge, from OpenCV. */
const BORDER = [0.14, 0.14, 0.4472, 0.4472, 0.4472]

/** Five numbers a pixel of the equations that its movement solves. */
function equations(
  one: Float32Array,
  other: Float32Array,
  flow: Float32Array,
  { width, height }: Size
): Float32Array {
  const out = new Float32Array(width * height * 5)
  const edge = (place: number, size: number): number =>
    (place < BORDER.length ? (BORDER[place] ?? 1) : 1) *
    (place >= size - BORDER.length ? (BORDER[size - place - 1] ?? 1) : 1)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const place = (y * width + x) * 5
      const [dx, dy] = [flow[(y * width + x) * 2] ?? 0, flow[(y * width + x) * 2 + 1] ?? 0]
      const [x1, y1] = [Math.floor(x + dx), Math.floor(y + dy)]
      const [fx, fy] = [x + dx - x1, y + dy - y1]
      const own = (k: number): number => one[place + k] ?? 0
      let [r2, r3, r4, r5, r6] = [0, 0, own(2), own(3), own(4) * 0.5]
      if (x1 >= 0 && y1 >= 0 && x1 < width - 1 && y1 < height - 1) {
        const corner = (y1 * width + x1) * 5
        const between = (k: number): number =>
          (1 - fx) * (1 - fy) * (other[corner + k] ?? 0) +
          fx * (1 - fy) * (other[corner + 5 + k] ?? 0) +
          (1 - fx) * fy * (other[corner + width * 5 + k] ?? 0) +
          fx * fy * (other[corner + width * 5 + 5 + k] ?? 0)
        ;[r2, r3] = [between(0), between(1)]
        r4 = (own(2) + between(2)) * 0.5
        r5 = (own(3) + between(3)) * 0.5
        r6 = (own(4) + between(4)) * 0.25
      }
      r2 = (own(0) - r2) * 0.5 + r4 * dy + r6 * dx
      r3 = (own(1) - r3) * 0.5 + r6 * dy + r5 * dx
      const scale = edge(x, width) * edge(y, height)
      ;[r2, r3, r4, r5, r6] = [r2 * scale, r3 * scale, r4 * scale, r5 * scale, r6 * scale]
      out[place] = r4 * r4 + r6 * r6
      out[place + 1] = (r4 + r5) * r6
      out[place + 2] = r5 * r5 + r6 * r6
      out[place + 3] = r4 * r2 + r6 * r3
      out[place + 4] = r6 * r2 + r5 * r3
    }
  return out
}

/** Movement from the equations of the square around each pixel; the picture goes on beyond its edges as it is there. */
function solve(matrix: Float32Array, flow: Float32Array, { width, height }: Size, half: number): void {
  const scale = 1 / (2 * half + 1) ** 2
  const columns = new Float64Array(width * 5)
  const row = (y: number): number => Math.max(0, Math.min(height - 1, y)) * width * 5
  for (let k = -half; k <= half; k++)
    for (let i = 0; i < columns.length; i++) columns[i] = (columns[i] ?? 0) + (matrix[row(k) + i] ?? 0)
  for (let y = 0; y < height; y++) {
    if (y > 0)
      for (let i = 0; i < columns.length; i++)
        columns[i] =
          (columns[i] ?? 0) + (matrix[row(y + half) + i] ?? 0) - (matrix[row(y - half - 1) + i] ?? 0)
    const sums = [0, 0, 0, 0, 0]
    const column = (x: number, k: number): number => columns[Math.max(0, Math.min(width - 1, x)) * 5 + k] ?? 0
    for (let x = -half; x <= half; x++) sums.forEach((sum, k) => (sums[k] = sum + column(x, k)))
    for (let x = 0; x < width; x++) {
      if (x > 0) sums.forEach((sum, k) => (sums[k] = sum + column(x + half, k) - column(x - half - 1, k)))
      const [g11 = 0, g12 = 0, g22 = 0, h1 = 0, h2 = 0] = sums.map((sum) => sum * scale)
      const share = 1 / (g11 * g22 - g12 * g12 + 1e-3)
      flow[(y * width + x) * 2] = (g11 * h2 - g12 * h1) * share
      flow[(y * width + x) * 2 + 1] = (g22 * h1 - g12 * h2) * share
    }
  }
}

function roundEven(value: number): number {
  const near = Math.round(value)
  return Math.abs(value % 1) === 0.5 && near % 2 !== 0 ? near - 1 : near
}
