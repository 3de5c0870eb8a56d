import type { Rating, RatingsMetric } from './base/metric'
import { score, undefinedScore } from './base/score'
import { tally } from './percent-agreement'

/** Parts of an AC1; null where undefined. */
export interface GwetAc1 {
  readonly pa: number | null
  readonly pe: number | null
  readonly ac1: number | null
}

/** Chance-corrected agreement that stays stable when one category dominates, at most 1. */
export const gwetAc1: RatingsMetric = {
  kind: 'ratings',
  id: 'gwet_ac1',
  name: "Gwet's AC1",
  definition:
    '(pa - pe)/(1 - pe), pe = sum pi_k (1 - pi_k)/(K - 1), pi_k the mean share of category k per unit',
  convention:
    'Unweighted. K counts the categories that were used. pa is the mean over units with two or more ratings.',
  source:
    'Gwet 2008, British Journal of Mathematical and Statistical Psychology 61, 29-48; irrCAC gwet.ac1.raw',
  missingPolicy: 'Missing ratings are allowed; a unit with one rating counts for pe only.',
  compute(units) {
    const used = [...new Set(units.flat())].filter((rating) => rating !== null)
    if (used.length < 2) return undefinedScore('Fewer than two categories were used.')
    return score(gwetAc1Parts(units, used).ac1 ?? NaN, 'No unit has two ratings.')
  }
}

/** AC1 over listed categories; ratings outside the list do not take part. */
export function gwetAc1Parts(units: readonly (readonly Rating[])[], labels: readonly Rating[]): GwetAc1 {
  const listed = new Set(labels)
  const tallies = units.map((unit) => tally(unit.filter((rating) => rating !== null && listed.has(rating))))
  const share = new Map<Rating, number>()
  let rated = 0
  let pairable = 0
  let agreement = 0
  for (const counts of tallies) {
    const n = [...counts.values()].reduce((sum, count) => sum + count, 0)
    if (n === 0) continue
    rated++
    for (const [label, count] of counts) share.set(label, (share.get(label) ?? 0) + count / n)
    if (n < 2) continue
    pairable++
    agreement += [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0) / (n * (n - 1))
  }
  if (pairable === 0 || labels.length < 2) return { pa: null, pe: null, ac1: null }
  const pa = agreement / pairable
  const spread = [...share.values()].reduce((sum, s) => sum + (s / rated) * (1 - s / rated), 0)
  const pe = spread / (labels.length - 1)
  return { pa, pe, ac1: (pa - pe) / (1 - pe) }
}
