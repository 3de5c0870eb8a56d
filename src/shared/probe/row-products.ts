/** Products of every two rows, rows x rows, with a constant added on the diagonal. */
export function rowProducts(x: Float64Array, rows: number, columns: number, diagonal: number): Float64Array {
  const made = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i++)
    for (let k = 0; k <= i; k++) {
      let sum = i === k ? diagonal : 0
      for (let j = 0; j < columns; j++) sum += (x[i * columns + j] ?? 0) * (x[k * columns + j] ?? 0)
      made[i * rows + k] = sum
      made[k * rows + i] = sum
    }
  return made
}

/** X'y: a weighted sum of the rows. */
export function timesTransposed(
  x: Float64Array,
  rows: number,
  columns: number,
  weights: Float64Array
): Float64Array {
  const made = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    const weight = weights[i] ?? 0
    for (let j = 0; j < columns; j++) made[j] = (made[j] ?? 0) + weight * (x[i * columns + j] ?? 0)
  }
  return made
}
