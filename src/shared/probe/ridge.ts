import type { Linear } from './linear'
import { solveSymmetric } from './solve-symmetric'
import type { Table } from './table'

/**
 * Ridge regression, closed form: (X'X + penalty I) w = X'y on centred data, the bias is free
 * (Hoerl & Kennard 1970, Technometrics 12); same numbers as scikit-learn's Ridge with alpha = penalty.
 * @param targets one array per target, a value for each row
 */
export function fitRidge(table: Table, targets: readonly ArrayLike<number>[], penalty: number): Linear {
  const { rows, columns, data } = table
  const mean = new Float64Array(columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) mean[j] = (mean[j] ?? 0) + (data[i * columns + j] ?? 0) / rows
  const gram = new Float64Array(columns * columns)
  const row = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) row[j] = (data[i * columns + j] ?? 0) - (mean[j] ?? 0)
    for (let j = 0; j < columns; j++) {
      const own = row[j] ?? 0
      for (let k = j; k < columns; k++)
        gram[j * columns + k] = (gram[j * columns + k] ?? 0) + own * (row[k] ?? 0)
    }
  }
  for (let j = 0; j < columns; j++) {
    gram[j * columns + j] = (gram[j * columns + j] ?? 0) + penalty
    for (let k = 0; k < j; k++) gram[j * columns + k] = gram[k * columns + j] ?? 0
  }
  const means = targets.map((target) => {
    let sum = 0
    for (let i = 0; i < rows; i++) sum += target[i] ?? 0
    return sum / rows
  })
  const moments = targets.map((target, t) => {
    const made = new Float64Array(columns)
    for (let i = 0; i < rows; i++) {
      const value = (target[i] ?? 0) - (means[t] ?? 0)
      for (let j = 0; j < columns; j++)
        made[j] = (made[j] ?? 0) + value * ((data[i * columns + j] ?? 0) - (mean[j] ?? 0))
    }
    return made
  })
  const weights = solveSymmetric(gram, columns, moments)
  return {
    weights,
    bias: Float64Array.from(weights, (weight, t) =>
      weight.reduce((sum, w, j) => sum - w * (mean[j] ?? 0), means[t] ?? 0)
    )
  }
}
