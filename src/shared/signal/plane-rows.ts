import type { Plane } from './picture'

/** How a plane of one size becomes rows of another: each target pixel is a weighted mean of some source pixels down and across. */
export interface PlanePlan {
  readonly rows: Taps
  readonly columns: Taps
  /** Nothing is scaled: rows are only copied. */
  readonly copy: boolean
}

/** For each target position: the first of `width` source positions, and their weights as whole numbers. */
export interface Taps {
  readonly width: number
  readonly first: Int32Array
  readonly weights: Int32Array
  /** Where two source positions make each target position and every two of those look alike: how much further on the next two lie. Else 0. */
  readonly step: number
}

/** What the weights down and across add up to: with 8 bit of pixels that makes 16 bit and then 26, so that two pixels share a word while rows are mixed. */
export const DOWN = 256
export const ACROSS = 1024
const ACROSS_BITS = 10

/** Plan for a plane; `area`: the mean over the area that a target pixel covers, else between the two nearest pixel centres. */
export function planePlan(plane: Plane, widthPx: number, heightPx: number, area: boolean): PlanePlan {
  const weightsOf = area ? shareOfArea : shareOfNeighbour
  return {
    rows: taps(plane.heightPx, heightPx, DOWN, weightsOf),
    columns: taps(plane.widthPx, widthPx, ACROSS, weightsOf),
    copy: plane.widthPx === widthPx && plane.heightPx === heightPx
  }
}

/** Working memory for one row of a plane, mixed from several: pixels times 256, two in a word. */
export interface MixedRow {
  readonly pixels: Uint16Array<ArrayBuffer>
  readonly words: Uint32Array<ArrayBuffer>
}

export function mixedRow(widthPx: number): MixedRow {
  const words = new Uint32Array(2 * Math.ceil(widthPx / 4) + 2)
  return { words, pixels: new Uint16Array(words.buffer) }
}

/** The bytes of a picture, and the same four at a time. */
export interface PixelMemory {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly words: Uint32Array<ArrayBuffer>
}

export const pixelMemory = (bytes: Uint8Array<ArrayBuffer>): PixelMemory => ({
  bytes,
  words:
    bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : NONE
})
const NONE = new Uint32Array()

/**
 * Pixels `left` to `right` (not included) of row `y` of a scaled plane, written to `out` from `at` on: times 256, with
 * `dropBits` 8 as they are.
 */
export function scaledRow(
  memory: PixelMemory,
  plane: Plane,
  plan: PlanePlan,
  y: number,
  left: number,
  right: number,
  mixed: MixedRow,
  out: Int32Array | Uint8Array,
  at = 0,
  dropBits: 0 | 8 = 0
): void {
  if (plan.copy) {
    const from = plane.offset + y * plane.stride + left * plane.step
    copyRow(memory.bytes, from, plane.step, right - left, out, at, 8 - dropBits)
    return
  }
  const { columns, rows } = plan
  const from = (columns.first[left] as number) & ~3
  const to = (columns.first[right - 1] as number) + columns.width
  mixRows(memory, plane, rows, y, from, to, mixed)
  mixColumns(mixed.pixels, columns, from, left, right, out, at, ACROSS_BITS + dropBits)
}

/** Share of the source between 0 and `upTo` in a target position, 0 to 1. */
type ShareUpTo = (upTo: number, position: number, source: number, target: number) => number

/** Of the stretch that the target pixel covers. */
const shareOfArea: ShareUpTo = (upTo, position, source, target) => {
  const left = (position * source) / target
  const right = ((position + 1) * source) / target
  return Math.max(0, Math.min(1, (upTo - left) / (right - left)))
}

/** Of a step as wide as a source pixel about the target's centre, which lies at `(position + 0.5) * source / target`. */
const shareOfNeighbour: ShareUpTo = (upTo, position, source, target) => {
  const centre = Math.min(source - 0.5, Math.max(0.5, ((position + 0.5) * source) / target))
  return Math.max(0, Math.min(1, upTo - (centre - 0.5)))
}

function taps(source: number, target: number, whole: number, shareUpTo: ShareUpTo): Taps {
  const share = (upTo: number, position: number): number =>
    Math.round(shareUpTo(upTo, position, source, target) * whole)
  const first = new Int32Array(target)
  let width = 1
  for (let position = 0; position < target; position++) {
    let start = Math.max(0, Math.floor((position * source) / target) - 1)
    while (start + 1 < source && share(start + 1, position) === 0) start++
    let end = start + 1
    while (end < source && share(end, position) < whole) end++
    first[position] = start
    width = Math.max(width, end - start)
  }
  // Three are summed as four, one of them of no weight.
  width = Math.min(source, width === 3 ? 4 : width)
  const weights = new Int32Array(target * width)
  for (let position = 0; position < target; position++) {
    const start = Math.min(first[position] as number, source - width)
    first[position] = start
    for (let tap = 0; tap < width; tap++)
      weights[position * width + tap] = share(start + tap + 1, position) - share(start + tap, position)
  }
  return { width, first, weights, step: width === 2 ? stepOf(first, weights) : 0 }
}

function stepOf(first: Int32Array, weights: Int32Array): number {
  const step = (first[2] ?? 0) - (first[0] ?? 0)
  const repeats = first.every(
    (at, x) =>
      x < 2 ||
      (at === (first[x - 2] as number) + step &&
        weights[2 * x] === weights[2 * x - 4] &&
        weights[2 * x + 1] === weights[2 * x - 3])
  )
  return repeats ? step : 0
}

function copyRow(
  data: Uint8Array,
  from: number,
  step: number,
  count: number,
  out: Int32Array | Uint8Array,
  at: number,
  bits: number
): void {
  for (let x = 0, source = from; x < count; x++, source += step)
    out[at + x] = (data[source] as number) << bits
}

/** Weighted sum of the source rows that make row `y`, for the columns `from` to `to` (not included). */
function mixRows(
  { bytes, words }: PixelMemory,
  { offset, stride, step }: Plane,
  { width, first, weights }: Taps,
  y: number,
  from: number,
  to: number,
  mixed: MixedRow
): void {
  const row = offset + (first[y] as number) * stride + from * step
  const inWords = step === 1 && words.length > 0 && row % 4 === 0 && stride % 4 === 0
  for (let tap = 0; tap < width; tap += 2) {
    const one = weights[y * width + tap] as number
    const two = tap + 1 < width ? (weights[y * width + tap + 1] as number) : 0
    if (tap > 0 && one === 0 && two === 0) continue
    // A row of no weight is not read: it may lie behind the plane.
    const start = row + tap * stride
    const next = two === 0 ? 0 : stride
    if (inWords) mixWords(words, start >> 2, next >> 2, one, two, (to - from + 3) >> 2, tap > 0, mixed.words)
    else mixPixels(bytes, start, next, step, one, two, to - from, tap > 0, mixed.pixels)
  }
}

function mixPixels(
  bytes: Uint8Array,
  start: number,
  next: number,
  step: number,
  one: number,
  two: number,
  count: number,
  add: boolean,
  pixels: Uint16Array
): void {
  for (let x = 0, at = start; x < count; x++, at += step) {
    const value = (bytes[at] as number) * one + (bytes[at + next] as number) * two
    pixels[x] = add ? (pixels[x] as number) + value : value
  }
}

/** Pixels one and three, and two and four, of a word. */
const OTHERS = 0x00ff00ff

/** The same for four pixels at a time: two of them, times 256, fit into a word side by side. */
function mixWords(
  words: Uint32Array,
  start: number,
  next: number,
  one: number,
  two: number,
  count: number,
  add: boolean,
  mixed: Uint32Array
): void {
  for (let x = 0, at = start; x < count; x++, at++) {
    const upper = words[at] as number
    const lower = words[at + next] as number
    const odd = (Math.imul(upper & OTHERS, one) + Math.imul(lower & OTHERS, two)) | 0
    const even = (Math.imul((upper >>> 8) & OTHERS, one) + Math.imul((lower >>> 8) & OTHERS, two)) | 0
    const left = (odd & 0xffff) | (even << 16)
    const right = (odd >>> 16) | (even & 0xffff0000)
    if (add) {
      mixed[2 * x] = ((mixed[2 * x] as number) + left) | 0
      mixed[2 * x + 1] = ((mixed[2 * x + 1] as number) + right) | 0
    } else {
      mixed[2 * x] = left
      mixed[2 * x + 1] = right
    }
  }
}

function mixColumns(
  mixed: Uint16Array,
  { width, first, weights, step }: Taps,
  from: number,
  left: number,
  right: number,
  out: Int32Array | Uint8Array,
  place: number,
  bits: number
): void {
  const half = 1 << (bits - 1)
  let to = place
  if (step > 0 && left % 2 === 0 && (right - left) % 2 === 0) {
    mixPairs(mixed, { first, weights, step }, from, left, right, out, place, bits)
  } else if (width === 2) {
    for (let x = left, tap = 2 * left; x < right; x++, tap += 2, to++) {
      const at = (first[x] as number) - from
      const value = mixed[at] as number
      const rest = (mixed[at + 1] as number) - value
      out[to] = ((value << ACROSS_BITS) + Math.imul(rest, weights[tap + 1] as number) + half) >> bits
    }
  } else if (width === 4) {
    for (let x = left, tap = 4 * left; x < right; x++, tap += 4, to++) {
      const at = (first[x] as number) - from
      const sum =
        Math.imul(mixed[at] as number, weights[tap] as number) +
        Math.imul(mixed[at + 1] as number, weights[tap + 1] as number) +
        Math.imul(mixed[at + 2] as number, weights[tap + 2] as number) +
        Math.imul(mixed[at + 3] as number, weights[tap + 3] as number)
      out[to] = (sum + half) >> bits
    }
  } else {
    for (let x = left; x < right; x++, to++) {
      const at = (first[x] as number) - from
      let sum = half
      for (let tap = 0; tap < width; tap++)
        sum = (sum + Math.imul(mixed[at + tap] as number, weights[x * width + tap] as number)) | 0
      out[to] = sum >> bits
    }
  }
}

/** Two target pixels to a turn, with weights that stay: half the time, and what 1280 or 960 pixels made 640 need. */
function mixPairs(
  mixed: Uint16Array,
  { first, weights, step }: Omit<Taps, 'width'>,
  from: number,
  left: number,
  right: number,
  out: Int32Array | Uint8Array,
  place: number,
  bits: number
): void {
  const half = 1 << (bits - 1)
  const apart = (first[1] as number) - (first[0] as number)
  const [one = 0, two = 0, three = 0, four = 0] = weights
  const end = place + right - left
  for (let to = place, at = (first[left] as number) - from; to < end; to += 2, at += step) {
    const next = at + apart
    out[to] = (Math.imul(mixed[at] as number, one) + Math.imul(mixed[at + 1] as number, two) + half) >> bits
    out[to + 1] =
      (Math.imul(mixed[next] as number, three) + Math.imul(mixed[next + 1] as number, four) + half) >> bits
  }
}
