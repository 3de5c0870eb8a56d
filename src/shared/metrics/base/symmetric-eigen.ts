/** Eigenvalues and unit eigenvectors of a symmetric matrix by rotations (Jacobi 1846), in no order. */
export function symmetricEigen(
  matrix: readonly Float64Array[]
): { readonly value: number; readonly vector: number[] }[] {
  const n = matrix.length
  const a = matrix.map((row) => row.slice())
  const v = a.map((_, i) => Float64Array.from(a, (_, j) => (i === j ? 1 : 0)))
  const at = (m: readonly Float64Array[], i: number, j: number) => m[i]?.[j] ?? 0
  const put = (m: readonly Float64Array[], i: number, j: number, value: number) => {
    const row = m[i]
    if (row) row[j] = value
  }
  const scale = a.reduce((sum, row) => sum + row.reduce((s, value) => s + value * value, 0), 0)
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += at(a, p, q) ** 2
    if (off <= scale * 1e-30) break
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const apq = at(a, p, q)
        if (apq === 0) continue
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * apq)
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const s = t * c
        for (let k = 0; k < n; k++) {
          const [x, y] = [at(a, k, p), at(a, k, q)]
          put(a, k, p, c * x - s * y)
          put(a, k, q, s * x + c * y)
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [at(a, p, k), at(a, q, k)]
          put(a, p, k, c * x - s * y)
          put(a, q, k, s * x + c * y)
          const [g, h] = [at(v, k, p), at(v, k, q)]
          put(v, k, p, c * g - s * h)
          put(v, k, q, s * g + c * h)
        }
      }
  }
  return a.map((row, i) => ({ value: row[i] ?? 0, vector: v.map((line) => line[i] ?? 0) }))
}
