import { resizeKernel, type Kernel, type ResizeFilter } from './resize-kernels'
import type { Picture } from './value'

export interface Target {
  readonly widthPx: number
  readonly heightPx: number
  /** A filter as wide as the reduction, so that nothing aliases; else one of two or four points. */
  readonly antialias: boolean
  /** `bilinear` when absent. */
  readonly filter?: ResizeFilter
  /** Give whole numbers, 0 to 255: a quarter of the memory, for pictures that are rounded in the end. */
  readonly rounded?: boolean
}

/**
 * Resize in one go without rounding in between, by the weights of `resizeKernel`. Gives float32 unless
 * `rounded`; a picture that has the size already stays as it is.
 */
export function createPictureResizer(target: Target): (picture: Picture) => Picture {
  const kernels = new Map<string, Kernel>()
  const kernel = (source: number, size: number): Kernel => {
    const key = `${source}>${size}`
    const known =
      kernels.get(key) ?? resizeKernel(source, size, target.filter ?? 'bilinear', target.antialias)
    // A video has one size, its crops many: the cache is emptied rather than left to grow.
    if (kernels.size > 512) kernels.clear()
    kernels.set(key, known)
    return known
  }
  let row = new Float32Array(0)
  return (picture) => {
    const { widthPx, heightPx } = target
    if (picture.widthPx === widthPx && picture.heightPx === heightPx) return picture
    const across = kernel(picture.widthPx, widthPx)
    const down = kernel(picture.heightPx, heightPx)
    const length = picture.widthPx * picture.channels
    if (row.length < length) row = new Float32Array(length)
    const size = widthPx * heightPx * picture.channels
    // A clamped array rounds to the nearest.
    const data = target.rounded ? new Uint8ClampedArray(size) : new Float32Array(size)
    // One row at a time: first the rows of the source that make it, then along it, so that it stays in the cache.
    for (let y = 0; y < heightPx; y++) {
      mixRows(picture.data, length, down, y, row)
      const place = y * widthPx * picture.channels
      if (picture.channels === 3) shrinkRgb(row, across, data, place)
      else shrinkGrey(row, across, data, place)
    }
    const { left, top, scaleX, scaleY } = picture.placement
    const placement = {
      left,
      top,
      scaleX: (scaleX * picture.widthPx) / widthPx,
      scaleY: (scaleY * picture.heightPx) / heightPx
    }
    const values = data instanceof Float32Array ? data : new Uint8Array(data.buffer)
    return { ...picture, widthPx, heightPx, data: values, placement }
  }
}

/** Weighted sum of the source rows that make target row `y`, three at a time. */
function mixRows(
  source: Picture['data'],
  length: number,
  kernel: Kernel,
  y: number,
  row: Float32Array
): void {
  const { width, starts, weights } = kernel
  const first = starts[y] ?? 0
  row.fill(0, 0, length)
  for (let at = 0; at < width; at += 3) {
    const one = weights[y * width + at] ?? 0
    const two = at + 1 < width ? (weights[y * width + at + 1] ?? 0) : 0
    const three = at + 2 < width ? (weights[y * width + at + 2] ?? 0) : 0
    const from = (first + at) * length
    if (three !== 0) {
      const next = from + length
      const last = next + length
      for (let i = 0; i < length; i++) {
        row[i] =
          (row[i] ?? 0) +
          one * (source[from + i] ?? 0) +
          two * (source[next + i] ?? 0) +
          three * (source[last + i] ?? 0)
      }
    } else if (two !== 0) {
      const next = from + length
      for (let i = 0; i < length; i++) {
        row[i] = (row[i] ?? 0) + one * (source[from + i] ?? 0) + two * (source[next + i] ?? 0)
      }
    } else if (one !== 0) {
      for (let i = 0; i < length; i++) row[i] = (row[i] ?? 0) + one * (source[from + i] ?? 0)
    }
  }
}

function shrinkRgb(
  row: Float32Array,
  { width, starts, weights }: Kernel,
  out: Float32Array | Uint8ClampedArray,
  place: number
): void {
  let target = place
  for (let x = 0; x < starts.length; x++) {
    let from = (starts[x] ?? 0) * 3
    let red = 0
    let green = 0
    let blue = 0
    for (let at = x * width, last = at + width; at < last; at++) {
      const weight = weights[at] ?? 0
      red += weight * (row[from] ?? 0)
      green += weight * (row[from + 1] ?? 0)
      blue += weight * (row[from + 2] ?? 0)
      from += 3
    }
    out[target] = red
    out[target + 1] = green
    out[target + 2] = blue
    target += 3
  }
}

function shrinkGrey(
  row: Float32Array,
  { width, starts, weights }: Kernel,
  out: Float32Array | Uint8ClampedArray,
  place: number
): void {
  for (let x = 0; x < starts.length; x++) {
    const from = starts[x] ?? 0
    let sum = 0
    for (let at = 0; at < width; at++) sum += (weights[x * width + at] ?? 0) * (row[from + at] ?? 0)
    out[place + x] = sum
  }
}
