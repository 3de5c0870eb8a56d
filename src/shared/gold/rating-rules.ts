import { unrated, type GoldRating, type Verdict, type VotedUnit } from './votes'

/**
 * Ratings of several annotators as one, dimension by dimension: their mean, or their median (of an even number the mean
 * of the two in the middle). An annotator without a value of a dimension is left out there. The spread is the sample
 * standard deviation over annotators (n - 1), null with fewer than two. Nothing is rounded to the steps of a scale.
 */
export function ratingVerdict(unit: VotedUnit, of: 'mean' | 'median'): Verdict {
  const values = new Map<string, number[]>()
  for (const { ratings } of unit.votes)
    for (const [dim, value] of Object.entries(ratings ?? {})) {
      const own = values.get(dim)
      if (own) own.push(value)
      else values.set(dim, [value])
    }
  if (values.size === 0) return unrated
  const ratings = Object.fromEntries(
    [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([dim, own]) => [dim, ratingOf(own, of)])
  )
  return { state: 'decided', labels: [], open: [], shares: null, agreement: null, ratings }
}

function ratingOf(values: readonly number[], of: 'mean' | 'median'): GoldRating {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    value: of === 'mean' ? mean : middle(values),
    n,
    spread: n < 2 ? null : Math.sqrt(squares / (n - 1))
  }
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const above = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? above : ((sorted[half - 1] ?? 0) + above) / 2
}
