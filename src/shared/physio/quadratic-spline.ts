/**
 * The quadratic spline through points (knots halfway between them, none beside the ends), as a function of x; equal to
 * SciPy's `interp1d(kind='quadratic')`. Outside the points it keeps the first or last value.
 * @param x strictly ascending, at least three
 */
export function quadraticSpline(x: Float64Array, y: Float64Array): (at: number) => number {
  const n = x.length
  if (n < 3) throw new RangeError(`a quadratic spline needs at least three points, got ${n}`)
  const knots = knotsOf(x)
  const weights = solve(x, y, knots)
  let span = 2
  return (at) => {
    if (at <= (x[0] ?? 0)) return y[0] ?? NaN
    if (at >= (x[n - 1] ?? 0)) return y[n - 1] ?? NaN
    while (span > 2 && (knots[span] ?? 0) > at) span--
    while (span < n - 1 && (knots[span + 1] ?? 0) <= at) span++
    const basis = basisAt(knots, span, at)
    return basis.reduce((sum, value, i) => sum + value * (weights[span - 2 + i] ?? 0), 0)
  }
}

function knotsOf(x: Float64Array): Float64Array<ArrayBuffer> {
  const n = x.length
  const knots = new Float64Array(n + 3)
  knots.fill(x[0] ?? 0, 0, 3)
  for (let i = 1; i < n - 2; i++) knots[i + 2] = ((x[i] ?? 0) + (x[i + 1] ?? 0)) / 2
  knots.fill(x[n - 1] ?? 0, n)
  return knots
}

/** The three B-splines of degree 2 that are not zero in [knots[span], knots[span + 1]) (de Boor 1978). */
function basisAt(knots: Float64Array, span: number, at: number): readonly [number, number, number] {
  const k = (i: number) => knots[span + i] ?? 0
  const share = (from: number, to: number) => (to > from ? (at - from) / (to - from) : 0)
  const right = share(k(0), k(1))
  const outerLeft = share(k(-1), k(1))
  const outerRight = share(k(0), k(2))
  return [
    (1 - right) * (1 - outerLeft),
    (1 - right) * outerLeft + right * (1 - outerRight),
    right * outerRight
  ]
}

/** Weights of the B-splines; the matrix is banded and totally positive, so elimination needs no exchange of rows. */
function solve(x: Float64Array, y: Float64Array, knots: Float64Array): Float64Array<ArrayBuffer> {
  const n = x.length
  const rows = Array.from({ length: n }, () => new Float64Array(5))
  let span = 2
  x.forEach((at, i) => {
    while (span < n - 1 && (knots[span + 1] ?? 0) <= at) span++
    const basis = basisAt(knots, span, at)
    basis.forEach((value, j) => {
      const column = span - 2 + j - i + 2
      const row = rows[i]
      if (row && column >= 0 && column < 5) row[column] = value
    })
  })
  const w = Float64Array.from(y)
  for (let i = 0; i < n; i++)
    for (let down = 1; down <= 2 && i + down < n; down++) {
      const [pivot, row] = [rows[i], rows[i + down]]
      if (!pivot || !row) continue
      const factor = (row[2 - down] ?? 0) / (pivot[2] ?? 1)
      if (factor === 0) continue
      for (let c = 0; c <= 2; c++) row[2 - down + c] = (row[2 - down + c] ?? 0) - factor * (pivot[2 + c] ?? 0)
      w[i + down] = (w[i + down] ?? 0) - factor * (w[i] ?? 0)
    }
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i]
    const rest = (row?.[3] ?? 0) * (w[i + 1] ?? 0) + (row?.[4] ?? 0) * (w[i + 2] ?? 0)
    w[i] = ((w[i] ?? 0) - rest) / (row?.[2] ?? 1)
  }
  return w
}
