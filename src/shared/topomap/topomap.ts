import { barycentric, cloughTocher, patchesOf } from './clough-tocher'
import type { Patch } from './clough-tocher'
import type { Point } from './point'
import { triangulate } from './triangulate'
import type { Triangle } from './triangulate'
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
  /** Values of the picture, row by row from the back (lowest y) to the front, each from left to right; NaN outside what can be interpolated. One missing value (NaN) empties the picture: make the map without that electrode. */
  readonly paint: (values: ArrayLike<number>) => Float64Array<ArrayBuffer>
}

/** Electrodes at one place cannot both be interpolated. */
const APART = 1e-9
/** Gradients are exact to this share of the largest value. */
const TOLERANCE = 1e-10

/**
 * Interpolated scalp map as MNE's `plot_topomap` makes it: cubic Clough-Tocher surface through the electrodes and a ring of
 * points outside the head (`extrapolate='head'`), each of which has the mean of the electrodes it borders on (`border='mean'`).
 * Triangles and the weights of every pixel are made once; a picture then costs well under a millisecond. At least four electrodes, not on one line.
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
  const triangles = triangulate(points)
  const neighbours = neighboursOf(points.length, triangles)
  const pixels = pixelWeights(points, triangles, size, reach)
  const paint = (values: ArrayLike<number>) => {
    const known = Float64Array.from(electrodes, (_, i) => values[i] ?? NaN)
    const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
    const all = withBorder(
      known.map((value) => value / largest),
      neighbours
    )
    const { x, y } = vertexGradients(points, neighbours, all, TOLERANCE)
    return Float64Array.from(pixels, (pixel) => {
      if (!pixel) return NaN
      let sum = 0
      pixel.corners.forEach((corner, k) => {
        const [f, gx, gy] = [
          pixel.weights[3 * k] ?? 0,
          pixel.weights[3 * k + 1] ?? 0,
          pixel.weights[3 * k + 2] ?? 0
        ]
        sum += f * (all[corner] ?? 0) + gx * (x[corner] ?? 0) + gy * (y[corner] ?? 0)
      })
      return sum * largest
    })
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

/** Corners of the triangle that a pixel lies in, and the weight of the value and both parts of the gradient at each. */
interface Pixel {
  readonly corners: Triangle
  readonly weights: Float64Array
}

function pixelWeights(
  points: readonly Point[],
  triangles: readonly Triangle[],
  size: number,
  reach: number
): (Pixel | undefined)[] {
  const patches = patchesOf(points, triangles)
  const at = (k: number) => (size === 1 ? 0 : -reach + (2 * reach * k) / (size - 1))
  let last = patches[0]
  return Array.from({ length: size * size }, (_, i) => {
    const point = { x: at(i % size), y: at(Math.floor(i / size)) }
    const inside = (patch: Patch) => Math.min(...barycentric(patch.corners, point)) >= -1e-12
    // The next pixel mostly lies in the same triangle.
    const patch = last && inside(last) ? last : patches.find(inside)
    if (!patch) return undefined
    last = patch
    return { corners: patch.indices, weights: cornerWeights(patch, barycentric(patch.corners, point)) }
  })
}

/** Value and both parts of the gradient at each of three corners: nine numbers, each of them 1 in turn and the others 0. */
const UNITS = Array.from({ length: 9 }, (_, i) => {
  const one = (part: number) =>
    Float64Array.from({ length: 3 }, (_zero, k) => (k === Math.floor(i / 3) && i % 3 === part ? 1 : 0))
  return { values: one(0), gradients: { x: one(1), y: one(2) } }
})

/** The surface is linear in its nine numbers, so each weight is its value where one of them is 1 and the others 0. */
function cornerWeights(patch: Patch, share: readonly [number, number, number]): Float64Array {
  const local: Patch = { ...patch, indices: [0, 1, 2] }
  const weights = new Float64Array(9)
  UNITS.forEach(({ values, gradients }, i) => {
    weights[i] = cloughTocher(local, share, values, gradients)
  })
  return weights
}

/** Values of electrodes and border: a border point has the mean of its electrodes, one without any the mean of the other border points. */
function withBorder(known: Float64Array, neighbours: readonly (readonly number[])[]): Float64Array {
  const count = known.length
  const values = new Float64Array(neighbours.length)
  values.set(known)
  let sum = 0
  let used = 0
  const alone: number[] = []
  for (let i = count; i < neighbours.length; i++) {
    const electrodes = (neighbours[i] ?? []).filter((one) => one < count)
    if (electrodes.length === 0) {
      alone.push(i)
      continue
    }
    const mean = electrodes.reduce((total, one) => total + (known[one] ?? 0), 0) / electrodes.length
    values[i] = mean
    sum += mean
    used++
  }
  for (const i of alone) values[i] = used === 0 ? 0 : sum / used
  return values
}
