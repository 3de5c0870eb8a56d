import type { Method } from './base/metric'
import { mean } from './base/moments'

/** Directions of largest variance; one entry per component. */
export interface PrincipalComponents {
  readonly explainedVariance: readonly number[]
  /** Shares of the total variance, 0..1; null without variance. */
  readonly explainedRatio: readonly (number | null)[]
  readonly components: readonly (readonly number[])[]
  /** One row per item. */
  readonly scores: readonly (readonly number[])[]
}

/** What the components are. */
export const principalComponentsMethod: Method = {
  kind: 'method',
  id: 'pca',
  name: 'Principal components',
  definition:
    'eigenvectors of the covariance (n - 1 below), largest variance first; scores are centred data times them',
  convention: 'Sign: the largest loading in absolute value is positive.',
  source: 'Jolliffe 2002, Principal Component Analysis; same numbers as scikit-learn',
  missingPolicy: 'A row with a missing value must be left out before; at least two rows are needed.'
}

/** The first components of a table with one row per item; null for fewer than two rows or no columns. */
export function principalComponents(
  rows: readonly (readonly number[])[],
  count: number
): PrincipalComponents | null {
  const width = rows[0]?.length ?? 0
  if (rows.length < 2 || width === 0) return null
  const means = Array.from({ length: width }, (_, j) => mean(rows.map((row) => row[j] ?? 0)))
  const centred = rows.map((row) => row.map((value, j) => value - (means[j] ?? 0)))
  const covariance = means.map((_, a) =>
    Float64Array.from(means, (_, b) => {
      let sum = 0
      for (const row of centred) sum += (row[a] ?? 0) * (row[b] ?? 0)
      return sum / (rows.length - 1)
    })
  )
  const total = covariance.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
  const found = symmetricEigen(covariance)
    .sort((a, b) => b.value - a.value)
    .slice(0, count)
  const components = found.map(({ vector }) => withSign(vector))
  const explainedVariance = found.map(({ value }) => Math.max(0, value))
  return {
    explainedVariance,
    explainedRatio: explainedVariance.map((value) => (total > 0 ? value / total : null)),
    components,
    scores: centred.map((row) =>
      components.map((component) => component.reduce((sum, c, j) => sum + c * (row[j] ?? 0), 0))
    )
  }
}

function withSign(vector: readonly number[]): number[] {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  return vector.map((value) => (largest < 0 ? -value : value))
}

/** Eigenvalues and unit eigenvectors of a symmetric matrix by rotations (Jacobi 1846). */
function symmetricEigen(matrix: readonly Float64Array[]) {
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
