import type { Point } from './point'

/** Three point indices. */
export type Triangle = readonly [number, number, number]

/** Points are moved by at most this share of the extent while triangles are chosen, so that four on one circle (a symmetric cap) never are. */
const JITTER = 1e-8

/** Delaunay triangles of points, none for fewer than three (Bowyer 1981, Watson 1981). Points in general position have one answer. */
export function triangulate(points: readonly Point[]): Triangle[] {
  if (points.length < 3) return []
  const extent = Math.max(...points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)])) || 1
  const far = 1e4 * extent
  const n = points.length
  const at = [
    ...points.map(({ x, y }, i) => ({
      x: x + JITTER * extent * Math.sin(12.9898 * (i + 1)),
      y: y + JITTER * extent * Math.sin(78.233 * (i + 1))
    })),
    { x: -far, y: -far },
    { x: far, y: -far },
    { x: 0, y: 2 * far }
  ]
  let triangles: Triangle[] = [[n, n + 1, n + 2]]
  for (let p = 0; p < n; p++) {
    const hit = triangles.filter((triangle) => inCircle(at, triangle, p))
    const edges = hit.flatMap(([a, b, c]) => [
      [a, b],
      [b, c],
      [c, a]
    ])
    const shared = new Set(edges.map(([a, b]) => `${b}-${a}`))
    const border = edges.filter(([a, b]) => !shared.has(`${a}-${b}`))
    triangles = [
      ...triangles.filter((triangle) => !hit.includes(triangle)),
      ...border.map(([a = 0, b = 0]): Triangle => [a, b, p])
    ]
  }
  return triangles.filter((triangle) => triangle.every((corner) => corner < n))
}

/** Whether a point lies inside the circle through a triangle whose corners run counter-clockwise. */
function inCircle(points: readonly Point[], [a, b, c]: Triangle, p: number): boolean {
  const o = points[p] ?? { x: 0, y: 0 }
  const row = (i: number) => {
    const { x, y } = points[i] ?? o
    const [dx, dy] = [x - o.x, y - o.y]
    return { dx, dy, square: dx * dx + dy * dy }
  }
  const [r, s, t] = [row(a), row(b), row(c)]
  return (
    r.dx * (s.dy * t.square - t.dy * s.square) -
      r.dy * (s.dx * t.square - t.dx * s.square) +
      r.square * (s.dx * t.dy - t.dx * s.dy) >
    0
  )
}
