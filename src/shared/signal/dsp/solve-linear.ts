/** Solution of a square system for several right sides (one row each), by elimination with exchange of rows; undefined where the matrix has no inverse. */
export function solveLinear(
  matrix: readonly Float64Array[],
  rightSides: readonly Float64Array[]
): Float64Array<ArrayBuffer>[] | undefined {
  const n = matrix.length
  const rows = matrix.map((row, i) => Float64Array.from([...row, ...rightSides.map((side) => side[i] ?? 0)]))
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let k = 0; k < n; k++) {
    let best = k
    for (let i = k + 1; i < n; i++) if (Math.abs(at(i, k)) > Math.abs(at(best, k))) best = i
    const pivot = rows[best]
    const own = rows[k]
    if (!pivot || !own || at(best, k) === 0) return undefined
    rows[best] = own
    rows[k] = pivot
    for (let i = k + 1; i < n; i++) {
      const row = rows[i]
      const factor = at(i, k) / at(k, k)
      if (!row || factor === 0) continue
      for (let j = k; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0)
    }
  }
  return rightSides.map((_, side) => {
    const x = new Float64Array(n)
    for (let i = n - 1; i >= 0; i--) {
      let sum = at(i, n + side)
      for (let j = i + 1; j < n; j++) sum -= at(i, j) * (x[j] ?? 0)
      x[i] = sum / at(i, i)
    }
    return x
  })
}
