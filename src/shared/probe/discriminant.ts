import type { Linear } from './linear'
import { rowProducts, timesTransposed } from './row-products'
import { solveSymmetric } from './solve-symmetric'
import type { Table } from './table'

/** Share of the covariance's mean variance that is put in place of the covariance, so that it can always be inverted. */
const SHRINKAGE = 0.1

/**
 * Linear discriminant analysis with shared covariance S and class shares p as priors: score of c is
 * m_c' S^-1 x - m_c' S^-1 m_c / 2 + ln p_c (Fisher 1936; Hastie, Tibshirani & Friedman 2009, 4.3), the covariance (n below,
 * within classes) shrunk towards its mean variance (Ledoit & Wolf 2004) by a fixed share; same numbers as scikit-learn's
 * LinearDiscriminantAnalysis(solver='lsqr', shrinkage=0.1) up to a constant in all classes' scores. Softmax of the
 * scores are its posteriors.
 * A class without items scores -Infinity.
 */
export function fitDiscriminant(
  table: Table,
  target: ArrayLike<number>,
  classes: number,
  shrinkage = SHRINKAGE
): Linear {
  const { rows, columns, data } = table
  const counts = new Float64Array(classes)
  const means = Array.from({ length: classes }, () => new Float64Array(columns))
  let used = 0
  for (let i = 0; i < rows; i++) {
    const mean = means[target[i] ?? -1]
    if (!mean) continue
    counts[target[i] ?? 0] = (counts[target[i] ?? 0] ?? 0) + 1
    used++
    for (let j = 0; j < columns; j++) mean[j] = (mean[j] ?? 0) + (data[i * columns + j] ?? 0)
  }
  means.forEach((mean, c) => mean.forEach((sum, j) => (mean[j] = sum / Math.max(1, counts[c] ?? 0))))
  // Rows less the mean of their class, one after the other; rows without a class are left out.
  const within = new Float64Array(used * columns)
  let at = 0
  for (let i = 0; i < rows; i++) {
    const mean = means[target[i] ?? -1]
    if (!mean) continue
    for (let j = 0; j < columns; j++) within[at++] = (data[i * columns + j] ?? 0) - (mean[j] ?? 0)
  }
  const variance = within.reduce((sum, value) => sum + value * value, 0) / (used * columns)
  const parts = { within, rows: used, columns, own: (1 - shrinkage) / used, ridge: shrinkage * variance }
  const weights = columns > used && parts.ridge > 0 ? byRows(parts, means) : byColumns(parts, means)
  const bias = Float64Array.from(weights, (weight, c) => {
    const share = (counts[c] ?? 0) / used
    return weight.reduce((sum, w, j) => sum - (w * (means[c]?.[j] ?? 0)) / 2, Math.log(share))
  })
  return { weights, bias }
}

/** Covariance = own * W'W + ridge * I. */
interface Covariance {
  readonly within: Float64Array
  readonly rows: number
  readonly columns: number
  readonly own: number
  readonly ridge: number
}

function byColumns(
  { within, rows, columns, own, ridge }: Covariance,
  means: readonly Float64Array[]
): Float64Array[] {
  const covariance = new Float64Array(columns * columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const share = own * (within[i * columns + j] ?? 0)
      for (let k = 0; k < columns; k++)
        covariance[j * columns + k] =
          (covariance[j * columns + k] ?? 0) + share * (within[i * columns + k] ?? 0)
    }
  for (let j = 0; j < columns; j++) covariance[j * columns + j] = (covariance[j * columns + j] ?? 0) + ridge
  return solveSymmetric(covariance, columns, means)
}

/** The same by Woodbury's identity, with less work where columns are many: (m - own W'(ridge I + own WW')^-1 W m) / ridge. */
function byRows(
  { within, rows, columns, own, ridge }: Covariance,
  means: readonly Float64Array[]
): Float64Array[] {
  const products = rowProducts(within, rows, columns, ridge / own)
  const sides = means.map((mean) =>
    Float64Array.from({ length: rows }, (_, i) => {
      let sum = 0
      for (let j = 0; j < columns; j++) sum += (within[i * columns + j] ?? 0) * (mean[j] ?? 0)
      return sum
    })
  )
  return solveSymmetric(products, rows, sides).map((side, c) => {
    const back = timesTransposed(within, rows, columns, side)
    return back.map((value, j) => ((means[c]?.[j] ?? 0) - value) / ridge)
  })
}
