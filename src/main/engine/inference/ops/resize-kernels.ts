/** How a picture is brought to another size. `area`: the mean of the source that a pixel covers. */
export type ResizeFilter = 'nearest' | 'bilinear' | 'bicubic' | 'area'

/** For each target position: where its source points start and their weights, `width` of them each. */
export interface Kernel {
  readonly width: number
  readonly starts: Int32Array
  readonly weights: Float32Array
}

/**
 * Weights along one side, pixel centres at half positions. With `antialias` the filter widens with the reduction, as in Pillow and in PyTorch with
 * antialias (cubics with a = -0.5); without, it has two or four points whatever the reduction, as in OpenCV and in PyTorch without (a = -0.75).
 */
export function resizeKernel(
  source: number,
  target: number,
  filter: ResizeFilter,
  antialias: boolean
): Kernel {
  switch (filter) {
    case 'nearest':
      return fromRows(target, (position) => [
        [Math.min(source - 1, Math.floor(((position + 0.5) * source) / target)), 1]
      ])
    case 'bilinear':
      return triangleKernel(source, target, antialias)
    case 'bicubic':
      return fromRows(target, (position) => cubicRow(source, target, position, antialias))
    case 'area':
      return fromRows(target, (position) => coveredRow(source, target, position))
  }
}

/** Keys' cubic (1981), `a` its slope at 1. */
export function cubic(distance: number, a: number): number {
  const x = Math.abs(distance)
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1
  return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
}

type Row = readonly (readonly [at: number, weight: number])[]

function cubicRow(source: number, target: number, position: number, antialias: boolean): Row {
  const scale = source / target
  const wide = antialias ? Math.max(1, scale) : 1
  const centre = (position + 0.5) * scale - 0.5
  const row: [number, number][] = []
  for (let point = Math.ceil(centre - 2 * wide); point <= Math.floor(centre + 2 * wide); point++) {
    const inside = point >= 0 && point < source
    // Beyond the edge nothing counts in a wide filter, and the edge pixel in one of four points.
    if (!inside && antialias) continue
    const weight = cubic((point - centre) / wide, antialias ? -0.5 : -0.75)
    row.push([Math.max(0, Math.min(source - 1, point)), weight])
  }
  return row
}

/** Shares of the source pixels between the two edges of a target pixel. */
function coveredRow(source: number, target: number, position: number): Row {
  const [from, to] = [(position * source) / target, ((position + 1) * source) / target]
  const row: [number, number][] = []
  for (let point = Math.floor(from + 1e-9); point < to - 1e-9; point++)
    row.push([point, Math.min(to, point + 1) - Math.max(from, point)])
  return row
}

function fromRows(target: number, rowOf: (position: number) => Row): Kernel {
  const rows = Array.from({ length: target }, (_, position) => rowOf(position))
  const first = (row: Row): number => Math.min(...row.map(([at]) => at))
  const width = Math.max(...rows.map((row) => Math.max(...row.map(([at]) => at)) - first(row) + 1))
  const most = Math.max(...rows.flatMap((row) => row.map(([at]) => at)))
  const starts = Int32Array.from(rows, (row) => Math.max(0, Math.min(first(row), most + 1 - width)))
  const weights = new Float32Array(target * width)
  rows.forEach((row, position) => {
    const total = row.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [at, weight] of row) {
      const place = position * width + at - (starts[position] ?? 0)
      weights[place] = (weights[place] ?? 0) + weight / total
    }
  })
  return { width, starts, weights }
}

function triangleKernel(source: number, target: number, antialias: boolean): Kernel {
  const scale = source / target
  const radius = antialias ? Math.max(1, scale) : 1
  // An open interval of this length holds no more whole numbers.
  const width = Math.min(source, Math.ceil(2 * radius))
  const starts = new Int32Array(target)
  const weights = new Float32Array(target * width)
  for (let position = 0; position < target; position++) {
    const centre = (position + 0.5) * scale - 0.5
    const start = Math.max(0, Math.min(source - width, Math.floor(centre - radius) + 1))
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
