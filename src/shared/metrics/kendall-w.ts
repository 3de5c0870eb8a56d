import type { RatingsMetric } from './base/metric'
import { midRanks } from './base/moments'
import { score, undefinedScore } from './base/score'
import { tally } from './percent-agreement'

/** Parts of Kendall's W; null where undefined. */
export interface KendallW {
  readonly W: number | null
  readonly chi2: number | null
  readonly df: number
}

/** Agreement of raters on the order of the units, 0..1. */
export const kendallW: RatingsMetric = {
  kind: 'ratings',
  id: 'kendall_w',
  name: "Kendall's W",
  definition: '12 S / (m²(n³ - n) - m sum(t³ - t)), S the squared deviations of the rank sums',
  convention:
    'Mid-ranks with tie correction. Undefined with fewer than two units or raters, or when all ranks are tied.',
  source: 'Kendall & Gibbons 1990, Rank Correlation Methods, ch. 6',
  missingPolicy: 'A unit with a missing rating is left out.',
  compute(units) {
    const numbers = units.map((unit) => unit.filter((rating) => typeof rating === 'number'))
    if (units.some((unit) => unit.some((rating) => typeof rating === 'string')))
      return undefinedScore('Ranks need numbers; these ratings are category names.')
    const width = Math.max(0, ...units.map((unit) => unit.length))
    const complete = numbers.filter((unit) => unit.length === width)
    return score(
      kendallWParts(complete).W ?? NaN,
      'Fewer than two complete units or raters, or no differences in rank.'
    )
  }
}

/** Kendall's W of a complete table, one row per unit, one column per rater. */
export function kendallWParts(matrix: readonly (readonly number[])[]): KendallW {
  const n = matrix.length
  const m = matrix[0]?.length ?? 0
  const df = Math.max(0, n - 1)
  if (n < 2 || m < 2) return { W: null, chi2: null, df }
  const sums = new Float64Array(n)
  let ties = 0
  for (let rater = 0; rater < m; rater++) {
    const column = matrix.map((row) => row[rater] ?? 0)
    midRanks(column).forEach((rank, unit) => (sums[unit] = (sums[unit] ?? 0) + rank))
    for (const t of tally(column).values()) ties += t ** 3 - t
  }
  const mean = (m * (n + 1)) / 2
  const S = sums.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const below = m * m * (n ** 3 - n) - m * ties
  if (below === 0) return { W: null, chi2: null, df }
  const W = (12 * S) / below
  return { W, chi2: m * df * W, df }
}
