import type { Linear } from './linear'
import type { Table } from './table'

/**
 * Nearest centroid as a linear rule: score of c is m_c . x - |m_c|^2 / 2, which orders classes as the Euclidean
 * distance to their means does (Tibshirani et al. 2002, PNAS 99, without shrinkage). A class without items scores -Infinity.
 */
export function fitNearestCentroid(
  { rows, columns, data }: Table,
  target: ArrayLike<number>,
  classes: number
): Linear {
  const counts = new Float64Array(classes)
  const weights = Array.from({ length: classes }, () => new Float64Array(columns))
  for (let i = 0; i < rows; i++) {
    const own = target[i] ?? -1
    const mean = weights[own]
    if (!mean) continue
    counts[own] = (counts[own] ?? 0) + 1
    for (let j = 0; j < columns; j++) mean[j] = (mean[j] ?? 0) + (data[i * columns + j] ?? 0)
  }
  weights.forEach((mean, c) => mean.forEach((sum, j) => (mean[j] = sum / Math.max(1, counts[c] ?? 0))))
  return {
    weights,
    bias: Float64Array.from(weights, (mean, c) =>
      counts[c] ? -mean.reduce((sum, value) => sum + value * value, 0) / 2 : -Infinity
    )
  }
}
