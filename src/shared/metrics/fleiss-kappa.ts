import type { RatingsMetric } from './base/metric'
import { score, undefinedScore } from './base/score'

/** All parts of a Fleiss kappa; null where undefined. */
export interface FleissKappa {
  readonly pBar: number | null
  readonly pe: number | null
  readonly kappa: number | null
  /** One kappa per category; null for a category used never or always. */
  readonly perCategory: readonly (number | null)[]
}

/** Chance-corrected agreement of a fixed number of raters on categories, at most 1. */
export const fleissKappa: RatingsMetric = {
  kind: 'ratings',
  id: 'fleiss_kappa',
  name: "Fleiss' kappa",
  definition:
    '(mean P_i - sum p_j²) / (1 - sum p_j²), P_i the share of agreeing pairs in unit i, p_j the share of category j',
  convention:
    'Needs the same number of ratings, at least two, in every unit. Undefined when one category only was used.',
  source: 'Fleiss 1971, Psychological Bulletin 76, 378-382',
  missingPolicy: "With unequal numbers of ratings it is not defined; use Krippendorff's alpha or Gwet's AC1.",
  compute(units) {
    const ratings = units.map((unit) => unit.filter((rating) => rating !== null))
    const raters = ratings[0]?.length ?? 0
    if (ratings.length === 0) return undefinedScore('There is no unit.')
    if (ratings.some((unit) => unit.length !== raters))
      return undefinedScore('Units have different numbers of ratings.')
    if (raters < 2) return undefinedScore('There are fewer than two raters.')
    const categories = [...new Set(ratings.flat())]
    const counts = ratings.map((unit) =>
      categories.map((category) => unit.filter((r) => r === category).length)
    )
    return score(fleissKappaParts(counts).kappa ?? NaN, 'One category only was used.')
  }
}

/**
 * Fleiss' kappa from a table of counts, one row per unit, one column per category.
 * Rows must have one and the same sum of at least 2; otherwise everything is null.
 */
export function fleissKappaParts(counts: readonly (readonly number[])[]): FleissKappa {
  const k = counts[0]?.length ?? 0
  const raters = (counts[0] ?? []).reduce((sum, count) => sum + count, 0)
  const units = counts.length
  const unequal = counts.some((row) => row.reduce((sum, count) => sum + count, 0) !== raters)
  if (units === 0 || raters < 2 || unequal)
    return { pBar: null, pe: null, kappa: null, perCategory: Array.from({ length: k }, () => null) }
  const totals = Array.from({ length: k }, (_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0))
  const all = units * raters
  const pairs = raters * (raters - 1)
  const agreeing = counts.reduce((sum, row) => sum + row.reduce((s, n) => s + n * (n - 1), 0), 0)
  const pBar = agreeing / (units * pairs)
  const pe = totals.reduce((sum, total) => sum + (total / all) ** 2, 0)
  const perCategory = totals.map((total, j) => {
    if (total === 0 || total === all) return null
    const p = total / all
    const split = counts.reduce((sum, row) => sum + (row[j] ?? 0) * (raters - (row[j] ?? 0)), 0)
    return 1 - split / (units * pairs * p * (1 - p))
  })
  const kappa = totals.some((total) => total === all) ? null : (pBar - pe) / (1 - pe)
  return { pBar, pe, kappa, perCategory }
}
