import { averagePrecision } from './binary-scores'
import type { LabelScoresMetric } from './base/metric'
import { mean } from './base/moments'
import { scoreOf } from './base/score'

type Rows = readonly (readonly number[])[]

/** Quality of label scores; null without items. */
export interface LabelRanking {
  readonly lrap: number | null
  readonly coverageError: number | null
  readonly rankingLoss: number | null
  /** Null for a label that no item has. */
  readonly averagePrecisionPerLabel: readonly (number | null)[]
  readonly meanAveragePrecision: number | null
}

/** All measures of scores against sets of labels (rows of 0 and 1). */
export function labelRanking(truth: Rows, scores: Rows): LabelRanking {
  if (truth.length !== scores.length)
    throw new RangeError(`both sides need as many items, got ${truth.length} and ${scores.length}`)
  const rows = truth.map((row, i) => rankRow(row, scores[i] ?? []))
  const some = (value: number) => (rows.length === 0 ? null : value)
  const width = truth[0]?.length ?? 0
  const perLabel = Array.from({ length: width }, (_, j) =>
    averagePrecision(
      truth.map((row) => row[j] ?? 0),
      scores.map((row) => row[j] ?? 0)
    )
  )
  const defined = perLabel.filter((value) => value !== null)
  return {
    lrap: some(mean(rows.map((row) => row.precision))),
    coverageError: some(mean(rows.map((row) => row.coverage))),
    rankingLoss: some(mean(rows.map((row) => row.loss))),
    averagePrecisionPerLabel: perLabel,
    meanAveragePrecision: defined.length === 0 ? null : mean(defined)
  }
}

function rankRow(truth: readonly number[], scores: readonly number[]) {
  const own = scores.filter((_, j) => (truth[j] ?? 0) > 0)
  const others = scores.filter((_, j) => !((truth[j] ?? 0) > 0))
  const atLeast = (list: readonly number[], score: number) => list.filter((other) => other >= score).length
  const coverage = own.length === 0 ? 0 : atLeast(scores, Math.min(...own))
  if (own.length === 0 || others.length === 0) return { precision: 1, coverage, loss: 0 }
  return {
    precision: mean(own.map((score) => atLeast(own, score) / atLeast(scores, score))),
    coverage,
    loss: mean(own.map((score) => atLeast(others, score) / others.length))
  }
}

const rankingOf = (
  key: Exclude<keyof LabelRanking, 'averagePrecisionPerLabel'>,
  id: string,
  name: string,
  definition: string,
  convention: string
): LabelScoresMetric => ({
  kind: 'label-scores',
  id,
  name,
  definition,
  convention,
  source: 'Tsoumakas, Katakis & Vlahavas 2010; same numbers as scikit-learn',
  missingPolicy: 'Every item needs a score for every label.',
  compute: (truth, scores) =>
    scoreOf(labelRanking(truth, scores)[key], 'There is no item, or no label occurs.')
})

const TIES = 'Equal scores count against the ranking.'

/** How pure the top of the ranking is, 0..1. */
export const labelRankingPrecision = rankingOf(
  'lrap',
  'lrap',
  'LRAP',
  'mean over items and their labels of: true labels ranked at least as high / labels ranked at least as high',
  `${TIES} An item with no label or all labels counts as 1.`
)
/** How far down the ranking one must go to cover all labels, 0..number of labels. */
export const coverageError = rankingOf(
  'coverageError',
  'coverage_error',
  'Coverage error',
  'mean over items of the rank of the lowest true label',
  `${TIES} An item without labels counts as 0.`
)
/** Share of wrongly ordered pairs, 0..1; 0 is perfect. */
export const rankingLoss = rankingOf(
  'rankingLoss',
  'ranking_loss',
  'Ranking loss',
  'mean over items of the share of pairs (true, false label) in the wrong order',
  `${TIES} An item with no label or all labels counts as 0.`
)
/** Mean average precision of the labels, 0..1. */
export const meanAveragePrecision = rankingOf(
  'meanAveragePrecision',
  'map_labels',
  'mAP over labels',
  'mean over labels of the average precision',
  'A label that no item has is skipped.'
)
