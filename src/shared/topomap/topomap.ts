import { barycentric, cloughTocher, patchesOf } from './clough-tocher'
import type { Point } from './point'
import { triangulate } from './triangulate'
import { neighboursOf, vertexGradients } from './vertex-gradients'

/** How a map is made. */
export interface TopomapOptions {
  /** Columns and rows of the picture. */
  readonly size: number
  /** Radius of the drawn head in the unit of the positions; 1 for electrodes by name. */
  readonly headRadius?: number
  /** Usual distance of electrodes; the median side of the triangles when absent. Sets how far outside the head the border lies. */
  readonly spacing?: number
}

/** A map of fixed electrodes, ready for value after value. */
export interface Topomap {
  readonly size: number
  /** The picture covers -reach to reach in x and y: the head, or a hundredth more than the outermost electrode. */
  readonly reach: number
  /** Values of the picture, row by row from the back (lowest y) to the front, each from left to right; NaN outside what can be interpolated. */
  readonly paint: (values: ArrayLike<number>) => Float64Array<ArrayBuffer>
}

/** Electrodes at one place cannot both be interpolated. */
const APART = 1e-9
/** Gradients are exact to this share. */
const TOLERANCE = 1e-10

/**
 * Interpolated scalp map as MNE's `plot_topomap` makes it: cubic Clough-Tocher surface through the electrodes and a ring of
 * points outside the head (`extrapolate='head'`), each of which has the mean of the electrodes it borders on (`border='mean'`).
 * The surface is linear in the values, so it is kept as weights: one multiplication a picture. At least four electrodes, not on one line.
 */
export function topomap(electrodes: readonly Point[], options: TopomapOptions): Topomap {
  const { size, headRadius = 1 } = options
  if (electrodes.length < 4)
    throw new RangeError(`a map needs at least four electrodes, got ${electrodes.length}`)
  const twin = electrodes.findIndex(({ x, y }, i) =>
    electrodes.slice(0, i).some((other) => Math.hypot(other.x - x, other.y - y) < APART)
  )
  if (twin >= 0) throw new RangeError(`electrode ${twin + 1} lies at the place of another one`)
  const outermost = Math.max(...electrodes.map(({ x, y }) => Math.hypot(x, y)))
  const reach = Math.max(headRadius, 1.01 * outermost)
  const spacing = options.spacing ?? usualSpacing(electrodes)
  const points = [...electrodes, ...ringAround(reach, spacing)]
  const weights = weightsOf(electrodes.length, points, size, reach)
  const paint = (values: ArrayLike<number>) => {
    const picture = new Float64Array(size * size)
    weights.forEach((column, channel) => {
      const value = values[channel] ?? NaN
      for (let i = 0; i < picture.length; i++) picture[i] = (picture[i] ?? 0) + value * (column[i] ?? 0)
    })
    return picture
  }
  return { size, reach, paint }
}

/** Median side of the triangles between electrodes, every side once for each triangle it belongs to. */
export function usualSpacing(electrodes: readonly Point[]): number {
  const length = (a: number, b: number) => {
    const [p, q] = [electrodes[a], electrodes[b]]
    return p && q ? Math.hypot(p.x - q.x, p.y - q.y) : 0
  }
  const sides = triangulate(electrodes)
    .flatMap(([a, b, c]) => [length(a, b), length(b, c), length(c, a)])
    .sort((a, b) => a - b)
  const middle = sides.length >> 1
  if (sides.length === 0) throw new RangeError('the electrodes lie on one line')
  return sides.length % 2 === 1 ? (sides[middle] ?? 0) : ((sides[middle - 1] ?? 0) + (sides[middle] ?? 0)) / 2
}

/** Points on a circle outside the head, about as close as the electrodes, at least twelve. */
function ringAround(reach: number, spacing: number): Point[] {
  const count = Math.max(12, Math.round((2 * Math.PI) / Math.asin(Math.min(1, spacing / reach))))
  const radius = 1.1 * reach + spacing
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) }
  })
}

/** The picture of each electrode at 1 and all others at 0. */
function weightsOf(count: number, points: readonly Point[], size: number, reach: number): Float64Array[] {
  const triangles = triangulate(points)
  const neighbours = neighboursOf(points.length, triangles)
  const patches = patchesOf(points, triangles)
  const places = Array.from({ length: size * size }, (_, i) => {
    const at = (k: number) => (size === 1 ? 0 : -reach + (2 * reach * k) / (size - 1))
    const point = { x: at(i % size), y: at(Math.floor(i / size)) }
    for (const patch of patches) {
      const share = barycentric(patch.corners, point)
      if (Math.min(...share) >= -1e-12) return { patch, share }
    }
    return undefined
  })
  return Array.from({ length: count }, (_, channel) => {
    const values = withBorder(count, neighbours, channel)
    const gradients = vertexGradients(points, neighbours, values, TOLERANCE)
    return Float64Array.from(places, (place) =>
      place ? cloughTocher(place.patch, place.share, values, gradients) : NaN
    )
  })
}

/** Values of all points where one electrode is 1: a border point has the mean of its electrodes, one without any the mean of the other border points. */
function withBorder(
  count: number,
  neighbours: readonly (readonly number[])[],
  channel: number
): Float64Array {
  const values = new Float64Array(neighbours.length)
  values[channel] = 1
  let sum = 0
  let used = 0
  const alone: number[] = []
  for (let i = count; i < neighbours.length; i++) {
    const electrodes = (neighbours[i] ?? []).filter((one) => one < count)
    if (electrodes.length === 0) {
      alone.push(i)
      continue
    }
    values[i] = electrodes.includes(channel) ? 1 / electrodes.length : 0
    sum += values[i] ?? 0
    used++
  }
  for (const i of alone) values[i] = used === 0 ? 0 : sum / used
  return values
}
