import { cubic, type ResizeFilter } from './resize-kernels'

/**
 * Bytes of a picture at another size, bit for bit as Pillow's `Image.resize` gives them (NEAREST, BILINEAR, BICUBIC, BOX for `area`): weights in 22 bits
 * after the point, first along the rows, rounded to bytes, then down the columns.
 */
export function resizePillow(
  data: Uint8Array,
  size: { readonly widthPx: number; readonly heightPx: number; readonly channels: number },
  target: { readonly widthPx: number; readonly heightPx: number },
  filter: ResizeFilter
): Uint8Array {
  const { channels } = size
  if (filter === 'nearest') {
    const [columns, rows] = [nearest(size.widthPx, target.widthPx), nearest(size.heightPx, target.heightPx)]
    const out = new Uint8Array(target.widthPx * target.heightPx * channels)
    let place = 0
    for (const y of rows)
      for (const x of columns)
        for (let c = 0; c < channels; c++) out[place++] = data[(y * size.widthPx + x) * channels + c] ?? 0
    return out
  }
  const along =
    size.widthPx === target.widthPx
      ? data
      : passes(data, coefficients(size.widthPx, target.widthPx, filter), {
          lines: size.heightPx,
          lineStep: size.widthPx * channels,
          pointStep: channels,
          outLineStep: target.widthPx * channels,
          outPointStep: channels,
          channels,
          count: target.widthPx * size.heightPx * channels
        })
  if (size.heightPx === target.heightPx) return along === data ? data.slice() : along
  return passes(along, coefficients(size.heightPx, target.heightPx, filter), {
    lines: target.widthPx,
    lineStep: channels,
    pointStep: target.widthPx * channels,
    outLineStep: channels,
    outPointStep: target.widthPx * channels,
    channels,
    count: target.widthPx * target.heightPx * channels
  })
}

const PRECISION_BITS = 22

interface Coefficients {
  readonly starts: readonly number[]
  /** Whole numbers, 2 ** 22 for a weight of 1. */
  readonly weights: readonly (readonly number[])[]
}

function coefficients(
  source: number,
  target: number,
  filter: Exclude<ResizeFilter, 'nearest'>
): Coefficients {
  const scale = source / target
  const wide = Math.max(1, scale)
  const support = radius[filter] * wide
  const starts: number[] = []
  const weights = Array.from({ length: target }, (_, position) => {
    const centre = (position + 0.5) * scale
    const from = Math.max(0, Math.trunc(centre - support + 0.5))
    const to = Math.min(source, Math.trunc(centre + support + 0.5))
    starts.push(from)
    const row = Array.from({ length: to - from }, (_unused, i) =>
      shapes[filter]((from + i - centre + 0.5) * (1 / wide))
    )
    const total = row.reduce((sum, weight) => sum + weight, 0)
    return row.map((weight) => {
      const share = total === 0 ? weight : weight * (1 / total)
      return Math.trunc((share < 0 ? -0.5 : 0.5) + share * 2 ** PRECISION_BITS)
    })
  })
  return { starts, weights }
}

const radius = { bilinear: 1, bicubic: 2, area: 0.5 } as const
const shapes = {
  bilinear: (x: number) => Math.max(0, 1 - Math.abs(x)),
  bicubic: (x: number) => cubic(x, -0.5),
  area: (x: number) => (x > -0.5 && x <= 0.5 ? 1 : 0)
} as const

interface Pass {
  readonly lines: number
  readonly lineStep: number
  readonly pointStep: number
  readonly outLineStep: number
  readonly outPointStep: number
  readonly channels: number
  readonly count: number
}

function passes(data: Uint8Array, { starts, weights }: Coefficients, pass: Pass): Uint8Array {
  const out = new Uint8ClampedArray(pass.count)
  weights.forEach((row, position) => {
    const start = starts[position] ?? 0
    for (let line = 0; line < pass.lines; line++)
      for (let c = 0; c < pass.channels; c++) {
        let sum = 2 ** (PRECISION_BITS - 1)
        let from = line * pass.lineStep + start * pass.pointStep + c
        for (const weight of row) {
          sum += weight * (data[from] ?? 0)
          from += pass.pointStep
        }
        out[line * pass.outLineStep + position * pass.outPointStep + c] = Math.floor(
          sum / 2 ** PRECISION_BITS
        )
      }
  })
  return new Uint8Array(out.buffer)
}

/** The step is added up, as Pillow does, so that its roundings are the same. */
function nearest(source: number, target: number): number[] {
  const step = source / target
  let at = step * 0.5
  return Array.from({ length: target }, () => {
    const place = Math.min(source - 1, Math.floor(at))
    at += step
    return place
  })
}
