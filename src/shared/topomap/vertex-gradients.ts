import type { Point } from './point'
import type { Triangle } from './triangulate'

/** Neighbours of every point along the sides of triangles. */
export function neighboursOf(count: number, triangles: readonly Triangle[]): readonly (readonly number[])[] {
  const all = Array.from({ length: count }, () => new Set<number>())
  for (const [a, b, c] of triangles)
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a]
    ] as const) {
      all[from]?.add(to)
      all[to]?.add(from)
    }
  return all.map((set) => [...set])
}

const MOST_ROUNDS = 400

/**
 * Gradient at every point such that the surface bends as little as possible along all sides (Nielson 1983; Renka & Cline 1984),
 * point after point until nothing changes by more than `tolerance`; the method of SciPy's `CloughTocher2DInterpolator`.
 */
export function vertexGradients(
  points: readonly Point[],
  neighbours: readonly (readonly number[])[],
  values: Float64Array,
  tolerance: number
): { readonly x: Float64Array; readonly y: Float64Array } {
  const gx = new Float64Array(points.length)
  const gy = new Float64Array(points.length)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let worst = 0
    points.forEach((point, i) => {
      let [qxx, qxy, qyy, sx, sy] = [0, 0, 0, 0, 0]
      for (const j of neighbours[i] ?? []) {
        const ex = (points[j]?.x ?? 0) - point.x
        const ey = (points[j]?.y ?? 0) - point.y
        const cube = Math.hypot(ex, ey) ** 3
        const slope = ex * (gx[j] ?? 0) + ey * (gy[j] ?? 0)
        const pull = (6 * ((values[i] ?? 0) - (values[j] ?? 0)) + 2 * slope) / cube
        qxx += (4 * ex * ex) / cube
        qxy += (4 * ex * ey) / cube
        qyy += (4 * ey * ey) / cube
        sx += pull * ex
        sy += pull * ey
      }
      const det = qxx * qyy - qxy * qxy
      const x = det === 0 ? 0 : (qxy * sy - qyy * sx) / det
      const y = det === 0 ? 0 : (qxy * sx - qxx * sy) / det
      const change = Math.max(Math.abs(x - (gx[i] ?? 0)), Math.abs(y - (gy[i] ?? 0)))
      worst = Math.max(worst, change / Math.max(1, Math.abs(x), Math.abs(y)))
      gx[i] = x
      gy[i] = y
    })
    if (worst < tolerance) break
  }
  return { x: gx, y: gy }
}
