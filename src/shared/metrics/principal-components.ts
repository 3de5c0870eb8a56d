import type { Method } from './base/metric'
import { mean } from './base/moments'
import { symmetricEigen } from './base/symmetric-eigen'

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
