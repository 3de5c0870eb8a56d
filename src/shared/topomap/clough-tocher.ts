import type { Point } from './point'
import type { Triangle } from './triangulate'

/** A triangle ready for evaluation. */
export interface Patch {
  readonly corners: readonly [Point, Point, Point]
  readonly indices: Triangle
  /** Middle of the neighbour opposite each corner; absent at the rim. */
  readonly across: readonly [Point?, Point?, Point?]
}

/** Every triangle with the middles of its neighbours. */
export function patchesOf(points: readonly Point[], triangles: readonly Triangle[]): Patch[] {
  const at = (i: number) => points[i] ?? { x: 0, y: 0 }
  const middle = ([a, b, c]: Triangle): Point => ({
    x: (at(a).x + at(b).x + at(c).x) / 3,
    y: (at(a).y + at(b).y + at(c).y) / 3
  })
  const key = (a: number, b: number) => (a < b ? `${a}-${b}` : `${b}-${a}`)
  const beside = new Map<string, Triangle[]>()
  for (const triangle of triangles) {
    const [a, b, c] = triangle
    for (const side of [key(a, b), key(b, c), key(c, a)])
      beside.set(side, [...(beside.get(side) ?? []), triangle])
  }
  return triangles.map((triangle) => {
    const [a, b, c] = triangle
    const other = (side: string) => {
      const found = beside.get(side)?.find((one) => one !== triangle)
      return found && middle(found)
    }
    return {
      corners: [at(a), at(b), at(c)],
      indices: triangle,
      across: [other(key(b, c)), other(key(c, a)), other(key(a, b))]
    }
  })
}

/** Shares of the corners that make up a point: they sum to 1, all are >= 0 inside. */
export function barycentric([a, b, c]: Patch['corners'], { x, y }: Point): readonly [number, number, number] {
  const det = (b.y - c.y) * (a.x - c.x) + (c.x - b.x) * (a.y - c.y)
  const first = ((b.y - c.y) * (x - c.x) + (c.x - b.x) * (y - c.y)) / det
  const second = ((c.y - a.y) * (x - c.x) + (a.x - c.x) * (y - c.y)) / det
  return [first, second, 1 - first - second]
}

/**
 * Value inside a triangle of the piecewise cubic surface with the given values and gradients at its corners, smooth across
 * sides (Clough & Tocher 1965; Bernstein-Bezier form of Farin 1986; slopes across a side towards the middle of the neighbour, as SciPy has them).
 */
export function cloughTocher(
  { corners, indices, across }: Patch,
  share: readonly [number, number, number],
  values: Float64Array,
  gradients: { readonly x: Float64Array; readonly y: Float64Array }
): number {
  const f = (k: 0 | 1 | 2) => values[indices[k]] ?? 0
  /** Control point on the side from corner k, a third of the way to corner m. */
  const third = (k: 0 | 1 | 2, m: 0 | 1 | 2) =>
    f(k) +
    ((gradients.x[indices[k]] ?? 0) * (corners[m].x - corners[k].x) +
      (gradients.y[indices[k]] ?? 0) * (corners[m].y - corners[k].y)) /
      3
  const [f0, f1, f2] = [f(0), f(1), f(2)]
  const [c01, c02, c10, c12, c20, c21] = [
    third(0, 1),
    third(0, 2),
    third(1, 0),
    third(1, 2),
    third(2, 0),
    third(2, 1)
  ]
  const [in0, in1, in2] = [(f0 + c01 + c02) / 3, (f1 + c10 + c12) / 3, (f2 + c20 + c21) / 3]
  const side = (
    k: 0 | 1 | 2,
    from: number,
    near: number,
    late: number,
    to: number,
    inTo: number,
    inFrom: number
  ) =>
    (lean(corners, across[k], k) * (-from + 3 * near - 3 * late + to) +
      (-from + 2 * near - late + inTo + inFrom)) /
    2
  const s0 = side(0, f1, c12, c21, f2, in2, in1)
  const s1 = side(1, f2, c20, c02, f0, in0, in2)
  const s2 = side(2, f0, c01, c10, f1, in1, in0)
  const [m0, m1, m2] = [(s2 + s1 + in0) / 3, (s2 + s0 + in1) / 3, (s1 + s0 + in2) / 3]
  const center = (m0 + m1 + m2) / 3
  const least = Math.min(...share)
  const [a, b, c, d] = [share[0] - least, share[1] - least, share[2] - least, 3 * least]
  return (
    a ** 3 * f0 +
    b ** 3 * f1 +
    c ** 3 * f2 +
    d ** 3 * center +
    3 *
      (a * a * b * c01 +
        a * a * c * c02 +
        b * b * a * c10 +
        b * b * c * c12 +
        c * c * a * c20 +
        c * c * b * c21) +
    3 * d * (a * a * in0 + b * b * in1 + c * c * in2) +
    6 * d * (a * b * s2 + a * c * s1 + b * c * s0) +
    3 * d * d * (a * m0 + b * m1 + c * m2)
  )
}

/** Direction across the side opposite corner k: towards the middle of the neighbour, or square to nothing at the rim. */
function lean(corners: Patch['corners'], neighbour: Point | undefined, k: 0 | 1 | 2): number {
  if (!neighbour) return -1 / 2
  const share = barycentric(corners, neighbour)
  const next = share[((k + 1) % 3) as 0 | 1 | 2]
  const last = share[((k + 2) % 3) as 0 | 1 | 2]
  return (2 * last + next - 1) / (2 - 3 * last - 3 * next)
}
