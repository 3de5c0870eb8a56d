/** Where points of a map lie on the screen. */
export interface Placing {
  readonly scale: number
  readonly left: number
  readonly top: number
}

const EDGE_PX = 18

/** Fit a map into a rectangle with one scale for both axes, y upwards. */
export function placing(points: Float32Array, widthPx: number, heightPx: number): Placing {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0]
    minX = Math.min(minX, x)
    maxX = Math.max(maxX, x)
    minY = Math.min(minY, y)
    maxY = Math.max(maxY, y)
  }
  const [spanX, spanY] = [Math.max(maxX - minX, 1e-9), Math.max(maxY - minY, 1e-9)]
  const scale = Math.min((widthPx - 2 * EDGE_PX) / spanX, (heightPx - 2 * EDGE_PX) / spanY)
  return {
    scale,
    left: (widthPx - spanX * scale) / 2 - minX * scale,
    top: (heightPx - spanY * scale) / 2 + maxY * scale
  }
}

export const xOf = (points: Float32Array, row: number, { left, scale }: Placing): number =>
  left + (points[row * 2] ?? 0) * scale
export const yOf = (points: Float32Array, row: number, { top, scale }: Placing): number =>
  top - (points[row * 2 + 1] ?? 0) * scale

/** The row whose point lies nearest to a place, if one is within reach. */
export function rowAt(
  points: Float32Array,
  at: Placing,
  x: number,
  y: number,
  reachPx = 10
): number | undefined {
  let best: number | undefined
  let least = reachPx ** 2
  for (let row = 0; row < points.length / 2; row++) {
    const distance = (xOf(points, row, at) - x) ** 2 + (yOf(points, row, at) - y) ** 2
    if (distance <= least) [least, best] = [distance, row]
  }
  return best
}

/** Rows within a closed line (even-odd rule). @param line x and y by turns */
export function rowsWithin(points: Float32Array, at: Placing, line: readonly number[]): number[] {
  const found: number[] = []
  for (let row = 0; row < points.length / 2; row++)
    if (isWithin(line, xOf(points, row, at), yOf(points, row, at))) found.push(row)
  return found
}

function isWithin(line: readonly number[], x: number, y: number): boolean {
  let inside = false
  const count = line.length / 2
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const [ax, ay] = [line[i * 2] ?? 0, line[i * 2 + 1] ?? 0]
    const [bx, by] = [line[j * 2] ?? 0, line[j * 2 + 1] ?? 0]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}
