import type { Rating, RatingsMetric } from './base/metric'
import { score, undefinedScore, type Score } from './base/score'

/** Scale of the ratings; it chooses how far two values are apart. */
export type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/** All parts of an alpha; null where undefined. */
export interface KrippendorffAlpha {
  readonly alpha: number | null
  /** Observed disagreement. */
  readonly Do: number | null
  /** Disagreement expected by chance. */
  readonly De: number | null
  /** Ratings in units with at least two of them. */
  readonly pairable: number
}

const distances: Record<Level, string> = {
  nominal: '0 if equal, else 1',
  ordinal: '(ratings from one value to the other, ends counted half)²',
  interval: '(a - b)²',
  ratio: '((a - b)/(a + b))², 0/0 = 0'
}

const alphaAt = (level: Level): RatingsMetric => ({
  kind: 'ratings',
  id: `krippendorff_alpha_${level}`,
  name: `Krippendorff's alpha, ${level}`,
  definition: `1 - Do/De, mean squared distance within units over that among all pairable ratings; distance: ${distances[level]}`,
  convention:
    'Only ratings of units with two or more take part; ordinal distances use the totals of these. Undefined without variation.',
  source: 'Krippendorff 2019, Content Analysis, 4th ed., ch. 12; Hayes & Krippendorff 2007',
  missingPolicy: 'Missing ratings are allowed; a unit with one rating is dropped.',
  compute: (units) => alphaScore(units, level)
})

/** Agreement on unordered categories, at most 1; 0 is chance. */
export const krippendorffNominal = alphaAt('nominal')
/** Agreement on ordered categories given as numbers. */
export const krippendorffOrdinal = alphaAt('ordinal')
/** Agreement on numbers whose differences mean something. */
export const krippendorffInterval = alphaAt('interval')
/** Agreement on non-negative numbers with a true zero. */
export const krippendorffRatio = alphaAt('ratio')

/**
 * Krippendorff's alpha with its parts.
 * @param units one row per unit with the ratings it got, null where missing
 * @throws TypeError when a level above nominal meets a rating that is not a number
 */
export function krippendorffAlphaParts(
  units: readonly (readonly Rating[])[],
  level: Level
): KrippendorffAlpha {
  const kept = units.map((unit) => unit.filter((rating) => rating !== null)).filter((unit) => unit.length > 1)
  const values = sortedValues(kept.flat(), level)
  const at = new Map(values.map((value, index) => [value, index]))
  const codes = kept.map((unit) => unit.map((rating) => at.get(rating) ?? 0))
  const totals = new Float64Array(values.length)
  for (const unit of codes) for (const code of unit) totals[code] = (totals[code] ?? 0) + 1
  const pairable = totals.reduce((sum, total) => sum + total, 0)
  if (pairable === 0) return { alpha: null, Do: null, De: null, pairable }
  const apart = distance(values, totals, level)
  let observed = 0
  for (const unit of codes) {
    let within = 0
    for (let a = 0; a < unit.length; a++)
      for (let b = a + 1; b < unit.length; b++) within += 2 * apart(unit[a] ?? 0, unit[b] ?? 0)
    observed += within / (unit.length - 1)
  }
  let expected = 0
  for (let a = 0; a < values.length; a++)
    for (let b = a + 1; b < values.length; b++)
      expected += 2 * (totals[a] ?? 0) * (totals[b] ?? 0) * apart(a, b)
  const Do = observed / pairable
  const De = expected / (pairable * (pairable - 1))
  return { alpha: De === 0 ? null : 1 - Do / De, Do, De, pairable }
}

function alphaScore(units: readonly (readonly Rating[])[], level: Level): Score {
  if (level !== 'nominal' && units.some((unit) => unit.some((rating) => typeof rating === 'string')))
    return undefinedScore(`The level ${level} needs numbers; these ratings are category names.`)
  const { alpha, pairable } = krippendorffAlphaParts(units, level)
  if (pairable === 0) return undefinedScore('No unit has two ratings.')
  return score(alpha ?? NaN, 'All pairable ratings are the same, so there is nothing to disagree about.')
}

function sortedValues(ratings: readonly (string | number)[], level: Level): (string | number)[] {
  const distinct = [...new Set(ratings)]
  if (level === 'nominal') return distinct
  return distinct.map((value) => number(value)).sort((a, b) => a - b)
}

function distance(values: readonly (string | number)[], totals: Float64Array, level: Level) {
  switch (level) {
    case 'nominal':
      return (a: number, b: number) => (a === b ? 0 : 1)
    case 'ordinal': {
      const middle = new Float64Array(totals.length)
      let before = 0
      totals.forEach((total, i) => {
        middle[i] = before + total / 2
        before += total
      })
      return (a: number, b: number) => ((middle[a] ?? 0) - (middle[b] ?? 0)) ** 2
    }
    case 'interval': {
      const numbers = Float64Array.from(values, number)
      return (a: number, b: number) => ((numbers[a] ?? 0) - (numbers[b] ?? 0)) ** 2
    }
    case 'ratio': {
      const numbers = Float64Array.from(values, number)
      return (a: number, b: number) => {
        const x = numbers[a] ?? 0
        const y = numbers[b] ?? 0
        return x === y ? 0 : ((x - y) / (x + y)) ** 2
      }
    }
  }
}

function number(value: string | number): number {
  if (typeof value === 'number') return value
  throw new TypeError(`this level of measurement needs numbers, got "${value}"`)
}
