import type { RankingMetric } from './base/metric'
import { score } from './base/score'

const NO_ITEM = 'There is no item with scores.'
const ties = 'Rank = 1 + classes with a higher score + classes with the same score and a lower index.'
const missingPolicy = 'Every item needs a score for every class.'

const topAt = (k: number): RankingMetric => ({
  kind: 'ranking',
  id: `top_${k}`,
  name: `Top-${k} accuracy`,
  definition: `share of items whose true class is among the ${k} highest scores`,
  convention: `${ties} With fewer than ${k} classes it is 1.`,
  source: 'Russakovsky et al. 2015, IJCV 115, 211-252',
  missingPolicy,
  compute: (scores, truth) => score(topKShare(ranksOfTruth(scores, truth), k), NO_ITEM)
})

/** Share of items whose true class is among the two highest scores, 0..1. */
export const top2 = topAt(2)
/** Share of items whose true class is among the three highest scores, 0..1. */
export const top3 = topAt(3)

/** Mean of 1/rank of the true class, 0..1. */
export const meanReciprocalRank: RankingMetric = {
  kind: 'ranking',
  id: 'mrr',
  name: 'Mean reciprocal rank',
  definition: 'mean over items of 1 / rank of the true class',
  convention: ties,
  source: 'Voorhees 1999, TREC-8 Question Answering Track Report',
  missingPolicy,
  compute: (scores, truth) => {
    const ranks = ranksOfTruth(scores, truth)
    return score(ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length, NO_ITEM)
  }
}

/** Rank (from 1) of the true class in each row of scores. */
export function ranksOfTruth(scores: readonly (readonly number[])[], truth: readonly number[]): number[] {
  if (scores.length !== truth.length)
    throw new RangeError(`scores and truth must be equally long, got ${scores.length} and ${truth.length}`)
  return scores.map((row, item) => {
    const target = truth[item] ?? -1
    const own = row[target]
    if (own === undefined)
      throw new RangeError(`item ${item}: true class ${target} is outside 0..${row.length - 1}`)
    return row.reduce(
      (rank, value, index) => rank + (value > own || (value === own && index < target) ? 1 : 0),
      1
    )
  })
}

/** Share of ranks that are at most k; NaN without ranks. */
export const topKShare = (ranks: readonly number[], k: number): number =>
  ranks.filter((rank) => rank <= k).length / ranks.length
