import { score, undefinedScore, type Score } from '../metrics/base/score'
import type { UnitSums } from './unit-sums'

const sum = (v: Float64Array, from: number, length: number): number => {
  let total = 0
  for (let i = from; i < from + length; i++) total += v[i] ?? 0
  return total
}

/** Reason given where no unit has two labels. */
export const NO_PAIR = 'No unit has the labels of two annotators.'
const ONE_LABEL = 'All labels that meet are the same, so there is nothing to disagree about.'

/** Krippendorff's alpha, nominal, from sums: 1 - Do/De with De over n (n - 1) pairs of ratings. */
export function alphaOf(v: Float64Array, s: UnitSums): Score {
  return alphaFrom(v.subarray(s.totals, s.totals + s.k), sum(v, s.apart, s.k))
}

/**
 * Krippendorff's alpha from the ratings of each label in units with two or more, and the disagreement within units,
 * sum of n_k (m - n_k) / (m - 1).
 */
export function alphaFrom(totals: Float64Array, apart: number): Score {
  let n = 0
  let squares = 0
  for (const total of totals) {
    n += total
    squares += total * total
  }
  if (n === 0) return undefinedScore(NO_PAIR)
  const chance = n * n - squares
  if (chance <= 0) return undefinedScore(ONE_LABEL)
  return score(1 - (apart * (n - 1)) / chance, ONE_LABEL)
}

/** Alpha of one label against all others together. */
export function labelAlpha(v: Float64Array, s: UnitSums, label: number): Score {
  const n = sum(v, s.totals, s.k)
  const own = v[s.totals + label] ?? 0
  if (n === 0) return undefinedScore(NO_PAIR)
  if (own === 0) return undefinedScore('Nobody used the label where two annotators meet.')
  if (own === n) return undefinedScore('Only this label was used where two annotators meet.')
  return score(1 - ((v[s.apart + label] ?? 0) * (n - 1)) / (own * (n - own)), ONE_LABEL)
}

/** When one annotator uses the label, how often another who labelled the same uses it too, 0..1. */
export const labelAgreement = (v: Float64Array, s: UnitSums, label: number): Score =>
  score(
    (v[s.agreeing + label] ?? 0) / (v[s.possible + label] ?? 0),
    'Nobody used the label where two annotators meet.'
  )

/** Agreeing pairs of labels among all pairs, pooled over units, 0..1. */
export const agreementOf = (v: Float64Array, s: UnitSums): Score =>
  score(sum(v, s.agreeing, s.k) / sum(v, s.possible, s.k), NO_PAIR)

/** Gwet's AC1 over the labels that were used. */
export function ac1Of(v: Float64Array, s: UnitSums): Score {
  let used = 0
  let chance = 0
  const rated = v[s.rated] ?? 0
  for (let k = 0; k < s.k; k++) {
    const share = (v[s.share + k] ?? 0) / rated
    if (!(share > 0)) continue
    used++
    chance += share * (1 - share)
  }
  const pairable = v[s.pairable] ?? 0
  if (pairable === 0) return undefinedScore(NO_PAIR)
  if (used < 2) return undefinedScore('Fewer than two labels were used.')
  const pe = chance / (used - 1)
  return score(((v[s.meanAgreement] ?? 0) / pairable - pe) / (1 - pe), NO_PAIR)
}

/** Fleiss' kappa over the units that every annotator labelled. */
export function fleissOf(v: Float64Array, s: UnitSums): Score {
  const units = v[s.full] ?? 0
  if (units === 0)
    return undefinedScore(`No unit has the labels of all ${s.annotators} annotators; use alpha or AC1.`)
  const all = units * s.annotators
  let chance = 0
  for (let k = 0; k < s.k; k++) chance += (v[s.fullTotals + k] ?? 0) ** 2
  if (chance >= all * all) return undefinedScore('Only one label was used.')
  const pe = chance / (all * all)
  const observed = (v[s.fullAgreeing] ?? 0) / (all * (s.annotators - 1))
  return score((observed - pe) / (1 - pe), 'Only one label was used.')
}

/** Cohen's kappa of a pair; undefined where the two never meet or used one and the same label only. */
export function pairKappa(v: Float64Array, s: UnitSums, pair: number): Score {
  const { first, second, equal } = s.table(pair)
  const n = sum(v, first, s.k)
  if (n === 0) return undefinedScore('The two never labelled the same.')
  let chance = 0
  for (let k = 0; k < s.k; k++) chance += (v[first + k] ?? 0) * (v[second + k] ?? 0)
  const expected = n * n - chance
  if (expected <= 0)
    return undefinedScore('Both used one and the same label only, so chance agreement is already 1.')
  return score(1 - ((n - (v[equal] ?? 0)) * n) / expected, NO_PAIR)
}

/** Equal labels of a pair among all that both labelled, 0..1. */
export const pairAgreement = (v: Float64Array, s: UnitSums, pair: number): Score =>
  score((v[s.table(pair).equal] ?? 0) / pairWeight(v, s, pair), 'The two never labelled the same.')

/** How much both annotators of a pair labelled: microseconds or units. */
export const pairWeight = (v: Float64Array, s: UnitSums, pair: number): number =>
  sum(v, s.table(pair).first, s.k)

/** Unweighted mean of the pairs' kappas that are defined. */
export function meanKappa(v: Float64Array, s: UnitSums): Score {
  let total = 0
  let defined = 0
  let reason = NO_PAIR
  for (let pair = 0; pair < s.pairs.length; pair++) {
    const one = pairKappa(v, s, pair)
    if (one.value === null) reason = one.reason
    else {
      total += one.value
      defined++
    }
  }
  return defined === 0 ? undefinedScore(reason) : score(total / defined, NO_PAIR)
}
