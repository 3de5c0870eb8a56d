/**
 * Kernel `decode/1`: one pass from a decoded picture to RGB, 8 bit, interleaved, at the wanted size.
 * - shrinking to less than half: mean over the exact area (fractions of pixels weighted, rows in steps of 1/256); otherwise bilinear, pixel centres aligned
 * - planes are scaled first, then converted with the matrix and range the stream declares; where it declares none, BT.709 from 720 lines on and BT.601 below, limited range
 * - chroma is taken as centred on its luma block
 * - rounding to the nearest of 0..255
 * Anything that changes these numbers needs a new version, because a model's scores depend on them.
 */
export const DECODE_KERNEL = 'decode/1'

/** One plane of a picture: `data[offset + y * stride + x * step]`. */
export interface Plane {
  readonly offset: number
  readonly stride: number
  readonly step: number
  readonly widthPx: number
  readonly heightPx: number
}

/** Planes in the order Y, U, V or R, G, B. */
export interface Picture {
  readonly data: Uint8Array
  readonly planes: readonly [Plane, Plane, Plane]
  readonly color: ColorRule
}

/** How stored numbers become RGB; `rgb`: they are. */
export interface ColorRule {
  readonly matrix: 'rgb' | 'bt601' | 'bt709' | 'bt2020'
  readonly fullRange: boolean
}

/** Colour rule from a stream's declaration (names of WebCodecs), with the kernel's defaults for what is not declared. */
export function colorRule(
  declared: { readonly matrix?: string | null; readonly fullRange?: boolean | null },
  heightPx: number
): ColorRule {
  const matrices: Readonly<Record<string, ColorRule['matrix']>> = {
    rgb: 'rgb',
    bt709: 'bt709',
    smpte170m: 'bt601',
    bt470bg: 'bt601',
    'bt2020-ncl': 'bt2020'
  }
  const matrix = matrices[declared.matrix ?? ''] ?? (heightPx >= 720 ? 'bt709' : 'bt601')
  return { matrix, fullRange: declared.fullRange ?? matrix === 'rgb' }
}

/** Planes of the pixel formats that are read directly, by WebCodecs name; undefined for others. */
export function planesOf(
  format: string,
  widthPx: number,
  heightPx: number,
  layout: readonly { readonly offset: number; readonly stride: number }[]
): readonly [Plane, Plane, Plane] | undefined {
  const plane = (index: number, divideX: number, divideY: number, step = 1, shift = 0): Plane => ({
    offset: (layout[index]?.offset ?? 0) + shift,
    stride: layout[index]?.stride ?? 0,
    step,
    widthPx: Math.ceil(widthPx / divideX),
    heightPx: Math.ceil(heightPx / divideY)
  })
  switch (format) {
    case 'I420':
      return [plane(0, 1, 1), plane(1, 2, 2), plane(2, 2, 2)]
    case 'I422':
      return [plane(0, 1, 1), plane(1, 2, 1), plane(2, 2, 1)]
    case 'I444':
      return [plane(0, 1, 1), plane(1, 1, 1), plane(2, 1, 1)]
    case 'NV12':
      return [plane(0, 1, 1), plane(1, 2, 2, 2, 0), plane(1, 2, 2, 2, 1)]
    case 'RGBA':
    case 'RGBX':
      return [plane(0, 1, 1, 4, 0), plane(0, 1, 1, 4, 1), plane(0, 1, 1, 4, 2)]
    case 'BGRA':
    case 'BGRX':
      return [plane(0, 1, 1, 4, 2), plane(0, 1, 1, 4, 1), plane(0, 1, 1, 4, 0)]
    default:
      return undefined
  }
}

/** Largest size inside a box that keeps the aspect and enlarges nothing; at least one pixel each way. */
export function fitInside(
  widthPx: number,
  heightPx: number,
  boxWidthPx: number,
  boxHeightPx: number
): { readonly widthPx: number; readonly heightPx: number } {
  const scale = Math.min(1, boxWidthPx / widthPx, boxHeightPx / heightPx)
  return {
    widthPx: Math.max(1, Math.round(widthPx * scale)),
    heightPx: Math.max(1, Math.round(heightPx * scale))
  }
}

/** Scales and converts pictures; keeps its working memory and plans from picture to picture. Works row by row, so that what it holds stays in the cache. */
export class PictureScaler {
  private readonly rows: [Float32Array, Float32Array, Float32Array] = [
    new Float32Array(),
    new Float32Array(),
    new Float32Array()
  ]
  private blended = new Float32Array()
  private sums = new Int32Array()
  private plans = new Map<string, AxisPlan>()

  /** RGB of `picture` at the given size, in a new array. */
  toRgb({ data, planes, color }: Picture, widthPx: number, heightPx: number): Uint8Array<ArrayBuffer> {
    const [luma] = planes
    const area = luma.widthPx > 2 * widthPx || luma.heightPx > 2 * heightPx
    const wide = Math.max(luma.widthPx, widthPx)
    if (this.blended.length < wide) {
      this.blended = new Float32Array(wide)
      this.sums = new Int32Array(wide)
      for (const index of [0, 1, 2] as const) this.rows[index] = new Float32Array(wide)
    }
    const plans = planes.map((plane) => this.plan(plane, widthPx, heightPx, area))
    // A clamped array rounds to the nearest and holds 0..255.
    const rgb = new Uint8ClampedArray(widthPx * heightPx * 3)
    const weights = color.matrix === 'rgb' ? undefined : conversion(color.matrix, color.fullRange)
    for (let y = 0; y < heightPx; y++) {
      for (const index of [0, 1, 2] as const)
        this.row(data, planes[index], plans[index] as AxisPlan, y, widthPx, this.rows[index])
      if (weights) convertRow(this.rows, weights, rgb, y * widthPx * 3, widthPx)
      else interleaveRow(this.rows, rgb, y * widthPx * 3, widthPx)
    }
    return new Uint8Array(rgb.buffer)
  }

  /** One row of one plane, scaled. */
  private row(
    data: Uint8Array,
    plane: Plane,
    plan: AxisPlan,
    y: number,
    widthPx: number,
    out: Float32Array
  ): void {
    switch (plan.kind) {
      case 'copy':
        copyRow(data, plane, y, out)
        return
      case 'interpolate': {
        const { rows, columns } = plan
        const upper = plane.offset + (rows.below[y] as number) * plane.stride
        const lower = plane.offset + (rows.above[y] as number) * plane.stride
        blendRows(data, upper, lower, plane.step, rows.share[y] as number, this.blended, plane.widthPx)
        if (widthPx === 2 * plane.widthPx) doubleRow(this.blended, out, plane.widthPx)
        else spreadRow(this.blended, columns, out, widthPx)
        return
      }
      case 'average': {
        const { rows, columns, scale } = plan
        const first = rows.first[y] as number
        const last = rows.last[y] as number
        setRow(data, plane, first, Math.round((rows.head[y] as number) * WHOLE), this.sums)
        let source = first + 1
        for (; source + 1 < last; source += 2) addTwoRows(data, plane, source, this.sums)
        if (source < last) addRow(data, plane, source, WHOLE, this.sums)
        if (last > first) addRow(data, plane, last, Math.round((rows.tail[y] as number) * WHOLE), this.sums)
        sumColumns(this.sums, columns, scale, out, widthPx)
      }
    }
  }

  private plan(plane: Plane, widthPx: number, heightPx: number, area: boolean): AxisPlan {
    const key = `${plane.widthPx} ${plane.heightPx} ${widthPx} ${heightPx} ${area}`
    const known = this.plans.get(key)
    if (known) return known
    if (this.plans.size > 12) this.plans.clear()
    const made = planFor(plane, widthPx, heightPx, area)
    this.plans.set(key, made)
    return made
  }
}

/** How a plane of one size becomes rows of another. */
type AxisPlan =
  | { readonly kind: 'copy' }
  | { readonly kind: 'interpolate'; readonly columns: Neighbours; readonly rows: Neighbours }
  | { readonly kind: 'average'; readonly columns: Spans; readonly rows: Spans; readonly scale: number }

function planFor(plane: Plane, widthPx: number, heightPx: number, area: boolean): AxisPlan {
  if (plane.widthPx === widthPx && plane.heightPx === heightPx) return { kind: 'copy' }
  if (!area)
    return {
      kind: 'interpolate',
      columns: neighbours(plane.widthPx, widthPx),
      rows: neighbours(plane.heightPx, heightPx)
    }
  const scale = 1 / ((plane.widthPx / widthPx) * (plane.heightPx / heightPx) * WHOLE)
  return {
    kind: 'average',
    columns: spans(plane.widthPx, widthPx),
    rows: spans(plane.heightPx, heightPx),
    scale
  }
}

/** Row weights are whole numbers of 1/256, so that sums stay integers. */
const WHOLE = 256

/** For each output pixel: the source pixels it covers and the shares of the first and last of them. */
interface Spans {
  readonly first: Int32Array
  readonly last: Int32Array
  readonly head: Float32Array
  readonly tail: Float32Array
}

function spans(from: number, to: number): Spans {
  const first = new Int32Array(to)
  const last = new Int32Array(to)
  const head = new Float32Array(to)
  const tail = new Float32Array(to)
  for (let i = 0; i < to; i++) {
    const left = (i * from) / to
    const right = ((i + 1) * from) / to
    const start = Math.floor(left)
    const end = Math.min(from, Math.ceil(right - 1e-9)) - 1
    first[i] = start
    last[i] = end
    head[i] = Math.min(right, start + 1) - left
    tail[i] = end > start ? right - end : 0
  }
  return { first, last, head, tail }
}

function setRow(
  data: Uint8Array,
  { offset, stride, step, widthPx }: Plane,
  y: number,
  weight: number,
  sums: Int32Array
): void {
  for (let x = 0, at = offset + y * stride; x < widthPx; x++, at += step)
    sums[x] = (data[at] as number) * weight
}

function addRow(
  data: Uint8Array,
  { offset, stride, step, widthPx }: Plane,
  y: number,
  weight: number,
  sums: Int32Array
): void {
  for (let x = 0, at = offset + y * stride; x < widthPx; x++, at += step)
    sums[x] = ((sums[x] as number) + (data[at] as number) * weight) | 0
}

/** Two whole rows at once: half the reading and writing of sums. */
function addTwoRows(
  data: Uint8Array,
  { offset, stride, step, widthPx }: Plane,
  y: number,
  sums: Int32Array
): void {
  const a = offset + y * stride
  for (let x = 0, at = a; x < widthPx; x++, at += step)
    sums[x] = ((sums[x] as number) + (((data[at] as number) + (data[at + stride] as number)) << 8)) | 0
}

function sumColumns(
  sums: Int32Array,
  { first, last, head, tail }: Spans,
  scale: number,
  out: Float32Array,
  widthPx: number
): void {
  for (let x = 0; x < widthPx; x++) {
    const from = first[x] as number
    const to = last[x] as number
    let inner = 0
    for (let i = from + 1; i < to; i++) inner = (inner + (sums[i] as number)) | 0
    out[x] =
      (inner + (sums[from] as number) * (head[x] as number) + (sums[to] as number) * (tail[x] as number)) *
      scale
  }
}

function copyRow(
  data: Uint8Array,
  { offset, stride, step, widthPx }: Plane,
  y: number,
  out: Float32Array
): void {
  for (let x = 0, from = offset + y * stride; x < widthPx; x++, from += step) out[x] = data[from] as number
}

function blendRows(
  data: Uint8Array,
  upper: number,
  lower: number,
  step: number,
  share: number,
  row: Float32Array,
  widthPx: number
): void {
  for (let x = 0, a = upper, b = lower; x < widthPx; x++, a += step, b += step) {
    const value = data[a] as number
    row[x] = value + ((data[b] as number) - value) * share
  }
}

function spreadRow(
  row: Float32Array,
  { below, above, share }: Neighbours,
  out: Float32Array,
  widthPx: number
): void {
  for (let x = 0; x < widthPx; x++) {
    const value = row[below[x] as number] as number
    out[x] = value + ((row[above[x] as number] as number) - value) * (share[x] as number)
  }
}

/** The same as `spreadRow` where the row becomes exactly twice as wide, as chroma does. */
function doubleRow(row: Float32Array, out: Float32Array, widthPx: number): void {
  let left = row[0] as number
  let here = left
  for (let x = 0; x < widthPx; x++) {
    const right = x + 1 < widthPx ? (row[x + 1] as number) : here
    out[2 * x] = here + (left - here) * 0.25
    out[2 * x + 1] = here + (right - here) * 0.25
    left = here
    here = right
  }
}

/** For each output pixel centre: the source pixels on both sides and the share of the second. */
interface Neighbours {
  readonly below: Int32Array
  readonly above: Int32Array
  readonly share: Float32Array
}

function neighbours(from: number, to: number): Neighbours {
  const below = new Int32Array(to)
  const above = new Int32Array(to)
  const share = new Float32Array(to)
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    below[i] = Math.floor(at)
    above[i] = Math.min(from - 1, Math.floor(at) + 1)
    share[i] = at - Math.floor(at)
  }
  return { below, above, share }
}

/** Weights of red and blue in luma: ITU-R BT.601-7, BT.709-6 and BT.2020-2. */
const lumaWeights = { bt601: [0.299, 0.114], bt709: [0.2126, 0.0722], bt2020: [0.2627, 0.0593] } as const

/** Factors from luma and chroma to red, green and blue. */
interface Conversion {
  readonly black: number
  readonly luma: number
  readonly redV: number
  readonly greenU: number
  readonly greenV: number
  readonly blueU: number
}

function conversion(matrix: keyof typeof lumaWeights, fullRange: boolean): Conversion {
  const [kr, kb] = lumaWeights[matrix]
  const kg = 1 - kr - kb
  const chroma = fullRange ? 1 : 255 / 224
  return {
    black: fullRange ? 0 : 16,
    luma: fullRange ? 1 : 255 / 219,
    redV: 2 * (1 - kr) * chroma,
    blueU: 2 * (1 - kb) * chroma,
    greenU: (-2 * (1 - kb) * kb * chroma) / kg,
    greenV: (-2 * (1 - kr) * kr * chroma) / kg
  }
}

type Rows = readonly [Float32Array, Float32Array, Float32Array]

function convertRow(
  [ys, us, vs]: Rows,
  { black, luma, redV, greenU, greenV, blueU }: Conversion,
  rgb: Uint8ClampedArray,
  at: number,
  widthPx: number
): void {
  for (let x = 0, to = at; x < widthPx; x++, to += 3) {
    const grey = ((ys[x] as number) - black) * luma
    const u = (us[x] as number) - 128
    const v = (vs[x] as number) - 128
    rgb[to] = grey + redV * v
    rgb[to + 1] = grey + greenU * u + greenV * v
    rgb[to + 2] = grey + blueU * u
  }
}

function interleaveRow([red, green, blue]: Rows, rgb: Uint8ClampedArray, at: number, widthPx: number): void {
  for (let x = 0, to = at; x < widthPx; x++, to += 3) {
    rgb[to] = red[x] as number
    rgb[to + 1] = green[x] as number
    rgb[to + 2] = blue[x] as number
  }
}

/** Turn an RGB picture clockwise by a multiple of 90 degrees, then mirror it left to right if asked. Size before turning is given; it is swapped for 90 and 270. */
export function turnRgb(
  rgb: Uint8Array<ArrayBuffer>,
  widthPx: number,
  heightPx: number,
  rotationDeg: number,
  flip: boolean
): Uint8Array<ArrayBuffer> {
  if (rotationDeg === 0 && !flip) return rgb
  const swapped = rotationDeg === 90 || rotationDeg === 270
  const outWidth = swapped ? heightPx : widthPx
  const outHeight = swapped ? widthPx : heightPx
  const out = new Uint8Array(rgb.length)
  for (let y = 0, to = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++, to += 3) {
      const column = flip ? outWidth - 1 - x : x
      const [fromX, fromY] =
        rotationDeg === 90
          ? [y, heightPx - 1 - column]
          : rotationDeg === 180
            ? [widthPx - 1 - column, heightPx - 1 - y]
            : rotationDeg === 270
              ? [widthPx - 1 - y, column]
              : [column, y]
      const from = (fromY * widthPx + fromX) * 3
      out[to] = rgb[from] as number
      out[to + 1] = rgb[from + 1] as number
      out[to + 2] = rgb[from + 2] as number
    }
  }
  return out
}
