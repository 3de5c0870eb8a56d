/**
 * One-to-one assignment of rows to columns with the largest total gain
 * (shortest augmenting paths with potentials; Kuhn 1955, Jonker & Volgenant 1987).
 * @param gain one row per left item, all of equal length
 * @returns column of each row, -1 for a row that is left over
 */
export function bestAssignment(gain: readonly (readonly number[])[]): number[] {
  const rows = gain.length
  const columns = gain[0]?.length ?? 0
  const size = Math.max(rows, columns)
  const cost = (i: number, j: number) => -(gain[i]?.[j] ?? 0)
  const u = new Float64Array(size + 1)
  const v = new Float64Array(size + 1)
  const rowOf = new Int32Array(size + 1)
  for (let i = 1; i <= size; i++) {
    rowOf[0] = i
    let j0 = 0
    const least = new Float64Array(size + 1).fill(Infinity)
    const way = new Int32Array(size + 1)
    const used = new Uint8Array(size + 1)
    do {
      used[j0] = 1
      const i0 = rowOf[j0] ?? 0
      let delta = Infinity
      let j1 = 0
      for (let j = 1; j <= size; j++) {
        if (used[j]) continue
        const reduced = cost(i0 - 1, j - 1) - (u[i0] ?? 0) - (v[j] ?? 0)
        if (reduced < (least[j] ?? Infinity)) {
          least[j] = reduced
          way[j] = j0
        }
        if ((least[j] ?? Infinity) < delta) {
          delta = least[j] ?? Infinity
          j1 = j
        }
      }
      for (let j = 0; j <= size; j++)
        if (used[j]) {
          const row = rowOf[j] ?? 0
          u[row] = (u[row] ?? 0) + delta
          v[j] = (v[j] ?? 0) - delta
        } else least[j] = (least[j] ?? 0) - delta
      j0 = j1
    } while (rowOf[j0] !== 0)
    while (j0 !== 0) {
      const before = way[j0] ?? 0
      rowOf[j0] = rowOf[before] ?? 0
      j0 = before
    }
  }
  const columnOf = new Array<number>(rows).fill(-1)
  for (let j = 1; j <= columns; j++) {
    const row = (rowOf[j] ?? 0) - 1
    if (row >= 0 && row < rows) columnOf[row] = j - 1
  }
  return columnOf
}
