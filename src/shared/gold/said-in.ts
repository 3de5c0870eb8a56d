import { CANNOT_RATE } from '../domain/rows'
import { presentLabels } from '../values/constraints'
import type { GoldSource } from './annotator-track'
import type { VoteRule } from './recipe'

/** What one segment, or one annotator at one moment, says. */
export interface Said {
  /** Labels or words; of shares the largest first; of ratings one text for each dimension, to be read by people. */
  readonly labels: readonly string[]
  /** Shares by label, sum 1, where a distribution was given. */
  readonly shares?: Readonly<Record<string, number>>
  /** Values by dimension, in the units of the scheme. */
  readonly ratings?: Readonly<Record<string, number>>
}

/** Whether a rule takes the ratings of a segment, not its labels. */
export const isRatingRule = (rule: VoteRule['rule']): rule is 'rating_mean' | 'rating_median' =>
  rule === 'rating_mean' || rule === 'rating_median'

/**
 * What a segment says to a rule: ratings to rules of ratings; to the others all present labels of a multi-label answer,
 * its words, its distribution, else its one label. No labels: an answer that nothing is there. Null: not rated yet,
 * declined, or an answer of another kind.
 */
export function saidIn(
  { label, value }: Pick<GoldSource, 'label' | 'value'>,
  rule: VoteRule['rule']
): Said | null {
  if (label === CANNOT_RATE) return null
  if (isRatingRule(rule)) {
    if (value?.kind !== 'ratings' || Object.keys(value.ratings).length === 0) return null
    return { labels: ratingTexts(value.ratings), ratings: value.ratings }
  }
  if (value?.kind === 'labels') return { labels: presentLabels(value.labels) }
  if (value?.kind === 'terms') return { labels: value.terms }
  if (value?.kind === 'shares') {
    const shares = withSumOne(value.shares)
    if (shares) return { labels: byShare(shares), shares }
  }
  return label === undefined ? null : { labels: [label] }
}

/**
 * Several answers of one annotator that hold at the same time, or in parts of one unit, as one. Labels are all that
 * were given; distributions and ratings are means, weighted by `weights` (alike when absent).
 */
export function saidTogether(all: readonly Said[], weights?: readonly number[]): Said | null {
  const [only] = all
  if (!only) return null
  if (all.length === 1) return only
  const weightOf = (i: number): number => weights?.[i] ?? 1
  if (all.some(({ ratings }) => ratings)) {
    const sums = new Map<string, { sum: number; weight: number }>()
    for (const [i, { ratings }] of all.entries())
      for (const [dim, value] of Object.entries(ratings ?? {})) {
        const own = sums.get(dim) ?? { sum: 0, weight: 0 }
        sums.set(dim, { sum: own.sum + weightOf(i) * value, weight: own.weight + weightOf(i) })
      }
    const ratings = Object.fromEntries([...sums].map(([dim, { sum, weight }]) => [dim, sum / weight]))
    return { labels: ratingTexts(ratings), ratings }
  }
  if (!all.some(({ shares }) => shares))
    return { labels: [...new Set(all.flatMap(({ labels }) => labels))].sort() }
  const sums: Record<string, number> = {}
  for (const [i, said] of all.entries())
    for (const [label, share] of Object.entries(said.shares ?? evenly(said.labels)))
      sums[label] = (sums[label] ?? 0) + weightOf(i) * share
  const shares = withSumOne(sums) ?? {}
  return { labels: byShare(shares), shares }
}

/** Ratings as they are shown where labels are shown: "valence: 3.5". */
export const ratingTexts = (ratings: Readonly<Record<string, number>>): string[] =>
  Object.entries(ratings).map(([dim, value]) => `${dim}: ${Number(value.toFixed(2))}`)

/** Labels with a share, the largest first; equal ones in order of their ids. */
const byShare = (shares: Readonly<Record<string, number>>): string[] =>
  Object.entries(shares)
    .sort(([a, shareA], [b, shareB]) => shareB - shareA || (a < b ? -1 : 1))
    .map(([label]) => label)

/** Each of several labels of one answer has the same part of it; of none, "nothing" has all. */
const evenly = (labels: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    (labels.length === 0 ? [''] : labels).map((label) => [label, 1 / Math.max(1, labels.length)])
  )

function withSumOne(shares: Readonly<Record<string, number>>): Record<string, number> | undefined {
  const given = Object.entries(shares).filter(([, share]) => share > 0)
  const sum = given.reduce((total, [, share]) => total + share, 0)
  return sum > 0 ? Object.fromEntries(given.map(([label, share]) => [label, share / sum])) : undefined
}
