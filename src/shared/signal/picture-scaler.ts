import { cutPlan } from './cut-plan'
import type { ColorRule, Picture, Plane } from './picture'
import { mixedRow, pixelMemory, planePlan, scaledRow, type PixelMemory, type PlanePlan } from './plane-rows'

/** A part of a picture, in pixels of it. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly widthPx: number
  readonly heightPx: number
}

/** Plans kept for the next picture: three planes at a few sizes. */
const MAX_PLANS = 24

/** Scales and converts pictures by the kernel `decode/2`; keeps its working memory and plans from picture to picture. Works row by row, so that what it holds stays in the cache. */
export class PictureScaler {
  private readonly rows: [Int32Array, Int32Array, Int32Array] = [
    new Int32Array(),
    new Int32Array(),
    new Int32Array()
  ]
  private mixed = mixedRow(0)
  private room = 0
  private readonly plans = new Map<string, PlanePlan>()

  /** RGB of `picture` made `widthPx` x `heightPx`, or of a part that lies inside of that, in a new array. */
  toRgb(
    { data, planes, color }: Picture,
    widthPx: number,
    heightPx: number,
    part: Part = { left: 0, top: 0, widthPx, heightPx }
  ): Uint8Array<ArrayBuffer> {
    const plans = planes.map((plane) => this.plan(plane, widthPx, heightPx))
    return this.inColor({ data, planes, color }, plans, part)
  }

  /** RGB of a part that lies inside of `picture`, made `widthPx` x `heightPx` by a triangle as wide as the reduction: `toRgb` of the part and a resize in one, in a new array. */
  cutRgb(picture: Picture, part: Part, widthPx: number, heightPx: number): Uint8Array<ArrayBuffer> {
    const [first, second, third] = picture.planes
    const small = cutPlan(second, first, part, widthPx, heightPx)
    const alike = second.widthPx === third.widthPx && second.heightPx === third.heightPx
    const plans = [
      cutPlan(first, first, part, widthPx, heightPx),
      small,
      alike ? small : cutPlan(third, first, part, widthPx, heightPx)
    ]
    return this.inColor(picture, plans, { left: 0, top: 0, widthPx, heightPx })
  }

  private inColor(
    { data, planes, color }: Picture,
    plans: readonly PlanePlan[],
    part: Part
  ): Uint8Array<ArrayBuffer> {
    this.makeRoom(planes, part.widthPx)
    const memory = pixelMemory(data)
    // A clamped array holds 0..255.
    const rgb = new Uint8ClampedArray(part.widthPx * part.heightPx * 3)
    const weights = color.matrix === 'rgb' ? undefined : conversion(color.matrix, color.fullRange)
    const right = part.left + part.widthPx
    for (let y = 0; y < part.heightPx; y++) {
      for (const index of [0, 1, 2] as const)
        scaledRow(
          memory,
          planes[index],
          plans[index] as PlanePlan,
          part.top + y,
          part.left,
          right,
          this.mixed,
          this.rows[index]
        )
      const at = y * part.widthPx * 3
      if (weights) convertRow(this.rows, weights, rgb, at, part.widthPx)
      else interleaveRow(this.rows, rgb, at, part.widthPx)
    }
    return new Uint8Array(rgb.buffer)
  }

  /** The picture made `widthPx` x `heightPx`, still in planes, one after the other in new memory. Planes that were smaller than the picture stay so. */
  shrink({ data, planes, color }: Picture, widthPx: number, heightPx: number): Picture {
    const [luma] = planes
    this.makeRoom(planes, widthPx)
    let size = 0
    const place = (plane: Plane): Plane => {
      const width = Math.ceil(widthPx / Math.round(luma.widthPx / plane.widthPx))
      const height = Math.ceil(heightPx / Math.round(luma.heightPx / plane.heightPx))
      // Whole words to a row, so that four pixels can be read at a time.
      const stride = 4 * Math.ceil(width / 4)
      const made = { offset: size, stride, step: 1, widthPx: width, heightPx: height }
      size += stride * height
      return made
    }
    const places = [place(planes[0]), place(planes[1]), place(planes[2])] as const
    const memory = pixelMemory(data)
    const shrunk = new Uint8Array(size)
    for (const index of [0, 1, 2] as const) this.shrinkPlane(memory, planes[index], shrunk, places[index])
    return { data: shrunk, planes: places, color }
  }

  private shrinkPlane(memory: PixelMemory, plane: Plane, out: Uint8Array, target: Plane): void {
    const plan = this.plan(plane, target.widthPx, target.heightPx)
    for (let y = 0; y < target.heightPx; y++) {
      const to = target.offset + y * target.stride
      if (plan.copy && plane.step === 1) {
        const from = plane.offset + y * plane.stride
        out.set(memory.bytes.subarray(from, from + plane.widthPx), to)
        continue
      }
      scaledRow(memory, plane, plan, y, 0, target.widthPx, this.mixed, out, to, 8)
    }
  }

  private makeRoom(planes: Picture['planes'], widthPx: number): void {
    const wide = Math.max(planes[0].widthPx, widthPx)
    if (this.room >= wide) return
    this.room = wide
    this.mixed = mixedRow(wide)
    for (const index of [0, 1, 2] as const) this.rows[index] = new Int32Array(wide)
  }

  private plan(plane: Plane, widthPx: number, heightPx: number): PlanePlan {
    const key = `${plane.widthPx} ${plane.heightPx} ${widthPx} ${heightPx}`
    const known = this.plans.get(key)
    if (known) return known
    if (this.plans.size >= MAX_PLANS) this.plans.clear()
    const made = planePlan(plane, widthPx, heightPx, isMuchSmaller(plane, widthPx, heightPx))
    this.plans.set(key, made)
    return made
  }
}

/** To less than half: then the mean over the area is taken. */
const isMuchSmaller = (plane: Plane, widthPx: number, heightPx: number): boolean =>
  plane.widthPx > 2 * widthPx || plane.heightPx > 2 * heightPx

/** Weights of red and blue in luma: ITU-R BT.601-7, BT.709-6 and BT.2020-2. */
const lumaWeights = { bt601: [0.299, 0.114], bt709: [0.2126, 0.0722], bt2020: [0.2627, 0.0593] } as const

/** Whole factors, times 8192, from luma and chroma to red, green and blue. */
interface Conversion {
  readonly black: number
  readonly luma: number
  readonly redV: number
  readonly greenU: number
  readonly greenV: number
  readonly blueU: number
}

function conversion(matrix: Exclude<ColorRule['matrix'], 'rgb'>, fullRange: boolean): Conversion {
  const [kr, kb] = lumaWeights[matrix]
  const kg = 1 - kr - kb
  const factor = (value: number): number => Math.round(value * 8192)
  const chroma = fullRange ? 1 : 255 / 224
  return {
    black: fullRange ? 0 : 16 * 256,
    luma: factor(fullRange ? 1 : 255 / 219),
    redV: factor(2 * (1 - kr) * chroma),
    blueU: factor(2 * (1 - kb) * chroma),
    greenU: factor((-2 * (1 - kb) * kb * chroma) / kg),
    greenV: factor((-2 * (1 - kr) * kr * chroma) / kg)
  }
}

/** Chroma of grey, times 256. */
const NEUTRAL = 128 * 256
/** Values times 256, factors times 8192: what is to be dropped, and half of it to round. */
const COLOR_BITS = 21
const HALF = 1 << (COLOR_BITS - 1)

type Rows = readonly [Int32Array, Int32Array, Int32Array]

function convertRow(
  [ys, us, vs]: Rows,
  { black, luma, redV, greenU, greenV, blueU }: Conversion,
  rgb: Uint8ClampedArray,
  at: number,
  widthPx: number
): void {
  for (let x = 0, to = at; x < widthPx; x++, to += 3) {
    const grey = (Math.imul((ys[x] as number) - black, luma) + HALF) | 0
    const u = (us[x] as number) - NEUTRAL
    const v = (vs[x] as number) - NEUTRAL
    rgb[to] = (grey + Math.imul(redV, v)) >> COLOR_BITS
    rgb[to + 1] = (grey + Math.imul(greenU, u) + Math.imul(greenV, v)) >> COLOR_BITS
    rgb[to + 2] = (grey + Math.imul(blueU, u)) >> COLOR_BITS
  }
}

function interleaveRow([red, green, blue]: Rows, rgb: Uint8ClampedArray, at: number, widthPx: number): void {
  for (let x = 0, to = at; x < widthPx; x++, to += 3) {
    rgb[to] = ((red[x] as number) + 128) >> 8
    rgb[to + 1] = ((green[x] as number) + 128) >> 8
    rgb[to + 2] = ((blue[x] as number) + 128) >> 8
  }
}
