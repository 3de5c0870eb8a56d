import type { Picture } from './value'

export interface Target {
  readonly widthPx: number
  readonly heightPx: number
  /** Triangle as wide as the reduction, so that nothing aliases; else a plain two-point bilinear. */
  readonly antialias: boolean
}

/**
 * Bilinear resize with pixel centres at half positions. With `antialias` the triangle widens with the reduction,
 * as in Pillow's BILINEAR; without, it always has two points, as in OpenCV's INTER_LINEAR. Gives float32.
 */
export function createPictureResizer(target: Target): (picture: Picture) => Picture {
  const kernels = new Map<string, Kernel>()
  const kernel = (source: number, size: number): Kernel => {
    const key = `${source}>${size}`
    const known = kernels.get(key) ?? triangleKernel(source, size, target.antialias)
    // A video has one size, its crops many: the cache is emptied rather than left to grow.
    if (kernels.size > 512) kernels.clear()
    kernels.set(key, known)
    return known
  }
  let middle = new Float32Array(0)
  return (picture) => {
    const { widthPx, heightPx } = target
    const across = kernel(picture.widthPx, widthPx)
    const down = kernel(picture.heightPx, heightPx)
    const rowLength = widthPx * picture.channels
    if (middle.length < rowLength * picture.heightPx) middle = new Float32Array(rowLength * picture.heightPx)
    const data = new Float32Array(rowLength * heightPx)
    if (picture.channels === 3) resizeRowsRgb(picture, across, middle)
    else resizeRowsGrey(picture, across, middle)
    resizeColumns(middle, rowLength, down, data)
    const { left, top, scaleX, scaleY } = picture.placement
    const placement = {
      left,
      top,
      scaleX: (scaleX * picture.widthPx) / widthPx,
      scaleY: (scaleY * picture.heightPx) / heightPx
    }
    return { ...picture, widthPx, heightPx, data, placement }
  }
}

/** For each target position: where its source points start and their weights, `width` of them each. */
interface Kernel {
  readonly width: number
  readonly starts: Int32Array
  readonly weights: Float32Array
}

function triangleKernel(source: number, target: number, antialias: boolean): Kernel {
  const scale = source / target
  const radius = antialias ? Math.max(1, scale) : 1
  const width = Math.min(source, Math.ceil(radius) * 2 + 1)
  const starts = new Int32Array(target)
  const weights = new Float32Array(target * width)
  for (let position = 0; position < target; position++) {
    const centre = (position + 0.5) * scale - 0.5
    const start = Math.max(0, Math.min(source - width, Math.ceil(centre - radius)))
    starts[position] = start
    let total = 0
    // Points beyond the edge count for the edge pixel when there are two only, and not at all in a wide triangle.
    for (let point = Math.floor(centre - radius); point <= Math.ceil(centre + radius); point++) {
      const weight = Math.max(0, 1 - Math.abs(point - centre) / radius)
      const inside = point >= 0 && point < source
      if (weight === 0 || (antialias && !inside)) continue
      const at = Math.max(0, Math.min(source - 1, point)) - start
      weights[position * width + at] = (weights[position * width + at] ?? 0) + weight
      total += weight
    }
    for (let at = 0; at < width; at++)
      weights[position * width + at] = (weights[position * width + at] ?? 0) / total
  }
  return { width, starts, weights }
}

function resizeRowsRgb(picture: Picture, kernel: Kernel, out: Float32Array): void {
  const { data, widthPx, heightPx } = picture
  const { width, starts, weights } = kernel
  let target = 0
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx * 3
    for (let x = 0; x < starts.length; x++) {
      let from = row + (starts[x] ?? 0) * 3
      let red = 0
      let green = 0
      let blue = 0
      for (let at = x * width, last = at + width; at < last; at++) {
        const weight = weights[at] ?? 0
        red += weight * (data[from] ?? 0)
        green += weight * (data[from + 1] ?? 0)
        blue += weight * (data[from + 2] ?? 0)
        from += 3
      }
      out[target] = red
      out[target + 1] = green
      out[target + 2] = blue
      target += 3
    }
  }
}

function resizeRowsGrey(picture: Picture, kernel: Kernel, out: Float32Array): void {
  const { data, widthPx, heightPx } = picture
  const { width, starts, weights } = kernel
  let target = 0
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < starts.length; x++) {
      const from = y * widthPx + (starts[x] ?? 0)
      let sum = 0
      for (let at = 0; at < width; at++) sum += (weights[x * width + at] ?? 0) * (data[from + at] ?? 0)
      out[target++] = sum
    }
  }
}

function resizeColumns(rows: Float32Array, rowLength: number, kernel: Kernel, out: Float32Array): void {
  const { width, starts, weights } = kernel
  for (let y = 0; y < starts.length; y++) {
    const start = starts[y] ?? 0
    const target = y * rowLength
    for (let at = 0; at < width; at++) {
      const weight = weights[y * width + at] ?? 0
      if (weight === 0) continue
      const from = (start + at) * rowLength
      for (let i = 0; i < rowLength; i++)
        out[target + i] = (out[target + i] ?? 0) + weight * (rows[from + i] ?? 0)
    }
  }
}
