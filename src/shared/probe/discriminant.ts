import type { Linear } from './linear'
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
  const covariance = new Float64Array(columns * columns)
  const row = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    const mean = means[target[i] ?? -1]
    if (!mean) continue
    for (let j = 0; j < columns; j++) row[j] = (data[i * columns + j] ?? 0) - (mean[j] ?? 0)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < columns; k++)
        covariance[j * columns + k] =
          (covariance[j * columns + k] ?? 0) + ((row[j] ?? 0) * (row[k] ?? 0)) / used
  }
  let variance = 0
  for (let j = 0; j < columns; j++) variance += (covariance[j * columns + j] ?? 0) / columns
  for (let j = 0; j < columns; j++)
    for (let k = 0; k < columns; k++)
      covariance[j * columns + k] =
        (1 - shrinkage) * (covariance[j * columns + k] ?? 0) + (j === k ? shrinkage * variance : 0)
  const weights = solveSymmetric(covariance, columns, means)
  const bias = Float64Array.from(weights, (weight, c) => {
    const share = (counts[c] ?? 0) / used
    return weight.reduce((sum, w, j) => sum - (w * (means[c]?.[j] ?? 0)) / 2, Math.log(share))
  })
  return { weights, bias }
}
