import type { Rating, RatingsMetric } from './base/metric'
import { score } from './base/score'

/** Agreeing pairs among all pairs of ratings of one unit, pooled over units. */
export function agreeingPairs(units: readonly (readonly Rating[])[]): {
  readonly pairs: number
  readonly agreeing: number
} {
  let pairs = 0
  let agreeing = 0
  for (const unit of units) {
    const present = unit.filter((rating) => rating !== null)
    for (const count of tally(present).values()) agreeing += (count * (count - 1)) / 2
    pairs += (present.length * (present.length - 1)) / 2
  }
  return { pairs, agreeing }
}

/** How often each value occurs. */
export function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Share of pairs of raters that gave a unit the same rating, 0..1; not corrected for chance. */
export const percentAgreement: RatingsMetric = {
  kind: 'ratings',
  id: 'percent_agreement',
  name: 'Pairwise agreement',
  definition: 'agreeing pairs of raters / pairs of raters, pooled over units',
  convention: 'Pooled over units, so that a unit with more raters weighs more. Not corrected for chance.',
  source: 'Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, ch. 18',
  missingPolicy: 'A missing rating forms no pair; a unit with fewer than two ratings takes no part.',
  compute(units) {
    const { pairs, agreeing } = agreeingPairs(units)
    return score(agreeing / pairs, 'No unit has two ratings.')
  }
}
