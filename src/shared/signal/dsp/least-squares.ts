/**
 * The shortest vector w with the least |sum of w[k] columns[k] - target|: singular values by one-sided rotations
 * (Hestenes 1958); those below the precision of a double are taken as 0, as SciPy's `lstsq` does.
 */
export function leastSquares(
  columns: readonly Float64Array[],
  target: Float64Array
): Float64Array<ArrayBuffer> {
  const n = columns.length
  const u = columns.map((column) => column.slice())
  const v = columns.map((_, i) => Float64Array.from(columns, (_, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < 60 && rotateAll(u, v); sweep++);
  const sizes = u.map((column) => Math.sqrt(dot(column, column)))
  const least = Math.max(...sizes) * Number.EPSILON
  const w = new Float64Array(n)
  u.forEach((column, k) => {
    const size = sizes[k] ?? 0
    if (size <= least) return
    const share = dot(column, target) / (size * size)
    for (let i = 0; i < n; i++) w[i] = (w[i] ?? 0) + share * (v[k]?.[i] ?? 0)
  })
  return w
}

/** One pass over all pairs of columns; false when they are all at right angles. */
function rotateAll(u: readonly Float64Array[], v: readonly Float64Array[]): boolean {
  let turned = false
  for (let p = 0; p < u.length; p++)
    for (let q = p + 1; q < u.length; q++) {
      const [a, b] = [u[p], u[q]]
      const [c, d] = [v[p], v[q]]
      if (!a || !b || !c || !d) continue
      const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)]
      if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb)) continue
      const zeta = (bb - aa) / (2 * ab)
      const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
      const cos = 1 / Math.sqrt(1 + t * t)
      turn(a, b, cos, cos * t)
      turn(c, d, cos, cos * t)
      turned = true
    }
  return turned
}

function turn(a: Float64Array, b: Float64Array, cos: number, sin: number): void {
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0
    const y = b[i] ?? 0
    a[i] = cos * x - sin * y
    b[i] = sin * x + cos * y
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
