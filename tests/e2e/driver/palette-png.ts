import { crc32, deflateSync } from 'node:zlib'
import type { Picture } from './pixels'

/** Colours of a palette picture. */
const COLORS = 256
/** Colours are told apart by this many bits a channel while they are grouped. */
const BITS = 6

/** Times that the palette is moved to its colours. */
const ROUNDS = 4

/** A box of colours: their numbers in the histogram. */
type Box = readonly number[]

/**
 * A picture as PNG with 256 colours of its own, about a third of the full size: median cut (Heckbert 1982), then
 * a few rounds of k-means. Interfaces have few colours, so that text stays as it was.
 */
export function palettePng({ width, height, pixels }: Picture): Buffer {
  const colors = histogram(pixels)
  let palette = cut(colors).map((box) => mean(colors, box))
  // Each colour goes to the nearest of the palette, and the palette to the middle of its colours.
  for (let round = 0; round < ROUNDS; round++) {
    const groups = Map.groupBy(colors.keys(), (color) => nearest(palette, colors[color]))
    palette = palette.map((color, index) => {
      const group = groups.get(index)
      return group ? mean(colors, group) : color
    })
  }
  const indexOf = new Map(colors.map((color) => [color.key, nearest(palette, color)]))
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexOf.get(keyAt(pixels, (y * width + x) * 4)) ?? 0
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0))
  ])
}

interface Color {
  readonly key: number
  count: number
  /** Sums of red, green, blue. */
  readonly sums: [number, number, number]
}

/** Pixels come blue first. */
const keyAt = (pixels: Uint8Array, at: number): number => {
  const [blue, green, red] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]
  const short = (value: number): number => value >> (8 - BITS)
  return (short(red) << (2 * BITS)) | (short(green) << BITS) | short(blue)
}

function nearest(palette: readonly (readonly number[])[], color: Color | undefined): number {
  const own = [0, 1, 2].map((channel) => channelOf(color, channel))
  let best = 0
  let least = Infinity
  palette.forEach((candidate, index) => {
    const distance = own.reduce((sum, value, channel) => sum + (value - (candidate[channel] ?? 0)) ** 2, 0)
    if (distance < least) [best, least] = [index, distance]
  })
  return best
}

function histogram(pixels: Uint8Array): readonly Color[] {
  const found = new Map<number, Color>()
  for (let at = 0; at < pixels.length; at += 4) {
    const key = keyAt(pixels, at)
    let color = found.get(key)
    if (!color) found.set(key, (color = { key, count: 0, sums: [0, 0, 0] }))
    color.count++
    color.sums[0] += pixels[at + 2] ?? 0
    color.sums[1] += pixels[at + 1] ?? 0
    color.sums[2] += pixels[at] ?? 0
  }
  return [...found.values()]
}

const channelOf = (color: Color | undefined, channel: number): number =>
  color ? (color.sums[channel] ?? 0) / color.count : 0

function cut(colors: readonly Color[]): readonly Box[] {
  const boxes: { box: Box; channel: number; spread: number }[] = [measured(colors, [...colors.keys()])]
  while (boxes.length < COLORS) {
    const widest = boxes.reduce((best, each) => (each.spread > best.spread ? each : best))
    if (widest.spread <= 0) break
    const sorted = [...widest.box].sort(
      (a, b) => channelOf(colors[a], widest.channel) - channelOf(colors[b], widest.channel)
    )
    const middle = halfOf(colors, sorted)
    boxes.splice(
      boxes.indexOf(widest),
      1,
      measured(colors, sorted.slice(0, middle)),
      measured(colors, sorted.slice(middle))
    )
  }
  return boxes.map(({ box }) => box)
}

/** Where half of the pixels lie on either side; every side keeps a colour. */
function halfOf(colors: readonly Color[], sorted: Box): number {
  const weight = (color: number): number => Math.sqrt(colors[color]?.count ?? 0)
  const half = sorted.reduce((sum, color) => sum + weight(color), 0) / 2
  let sum = 0
  const at = sorted.findIndex((color) => (sum += weight(color)) >= half)
  return Math.max(1, Math.min(sorted.length - 1, at))
}

/** The channel along which a box is widest; wide boxes of many pixels are split first. */
function measured(colors: readonly Color[], box: Box): { box: Box; channel: number; spread: number } {
  const spreads = [0, 1, 2].map((channel) => {
    const values = box.map((color) => channelOf(colors[color], channel))
    return values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255)
  })
  const spread = Math.max(...spreads)
  const count = box.reduce((sum, color) => sum + (colors[color]?.count ?? 0), 0)
  return { box, channel: spreads.indexOf(spread), spread: box.length < 2 ? 0 : spread * count ** 0.25 }
}

function mean(colors: readonly Color[], box: Box): readonly number[] {
  const count = box.reduce((sum, color) => sum + (colors[color]?.count ?? 0), 0)
  return [0, 1, 2].map((channel) =>
    Math.round(box.reduce((sum, color) => sum + (colors[color]?.sums[channel] ?? 0), 0) / count)
  )
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
