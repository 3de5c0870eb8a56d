import type { Linear } from './linear'
import { rowProducts, timesTransposed } from './row-products'
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
  const means = targets.map((target) => {
    let sum = 0
    for (let i = 0; i < rows; i++) sum += target[i] ?? 0
    return sum / rows
  })
  const centred = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) centred[i * columns + j] = (data[i * columns + j] ?? 0) - (mean[j] ?? 0)
  const sides = targets.map((target, t) =>
    Float64Array.from({ length: rows }, (_, i) => (target[i] ?? 0) - (means[t] ?? 0))
  )
  const weights =
    columns > rows
      ? dual(centred, rows, columns, sides, penalty)
      : primal(centred, rows, columns, sides, penalty)
  return {
    weights,
    bias: Float64Array.from(weights, (weight, t) =>
      weight.reduce((sum, w, j) => sum - w * (mean[j] ?? 0), means[t] ?? 0)
    )
  }
}

/** (X'X + penalty I)^-1 X'y */
function primal(
  x: Float64Array,
  rows: number,
  columns: number,
  sides: readonly Float64Array[],
  penalty: number
): Float64Array[] {
  const gram = new Float64Array(columns * columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const own = x[i * columns + j] ?? 0
      for (let k = j; k < columns; k++)
        gram[j * columns + k] = (gram[j * columns + k] ?? 0) + own * (x[i * columns + k] ?? 0)
    }
  for (let j = 0; j < columns; j++) {
    gram[j * columns + j] = (gram[j * columns + j] ?? 0) + penalty
    for (let k = 0; k < j; k++) gram[j * columns + k] = gram[k * columns + j] ?? 0
  }
  return solveSymmetric(
    gram,
    columns,
    sides.map((side) => timesTransposed(x, rows, columns, side))
  )
}

/** X'(XX' + penalty I)^-1 y: the same weights, with less work where columns are many (Saunders, Gammerman & Vovk 1998, ICML). */
const dual = (
  x: Float64Array,
  rows: number,
  columns: number,
  sides: readonly Float64Array[],
  penalty: number
): Float64Array[] =>
  solveSymmetric(rowProducts(x, rows, columns, penalty), rows, sides).map((side) =>
    timesTransposed(x, rows, columns, side)
  )
