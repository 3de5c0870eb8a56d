import type { Method } from './base/metric'
import { correlation, mean } from './base/moments'
import { completePairs } from './base/pairs'
import { concordance } from './trace-agreement'

/** What a rater's weight is: correlation with the mean of all, with the mean of the others, or mean CCC with each other rater. */
export const evaluatorWeightings = ['with_mean', 'loo_mean', 'pairwise_ccc'] as const
export type EvaluatorWeighting = (typeof evaluatorWeightings)[number]

/** One weight per rater, 0..1, and the weighted mean; `trace` is null when every weight is 0. */
export interface EvaluatorWeighted {
  readonly weights: readonly number[]
  readonly trace: readonly (number | null)[] | null
}

type Trace = readonly (number | null)[]

/** What the evaluator weighted estimator is. */
export const evaluatorWeightedMethod: Method = {
  kind: 'method',
  id: 'ewe',
  name: 'Evaluator weighted estimator',
  definition: 'sum of weight x rating / sum of weights, at every position',
  convention:
    'Weight: correlation with the mean of all raters (Grimm & Kroschel), with the mean of the others, or mean CCC with each other rater. Negative and undefined weights become 0; all 0 is undefined.',
  source: 'Grimm & Kroschel 2005, ASRU, 381-385; Stappen et al. 2021 (MuSe-Toolbox)',
  missingPolicy: 'A rater without a value at a position is left out there, in the weights and in the mean.'
}

/** Mean of the raters that have a value at each position; null where none has. */
export function meanTrace(ratings: readonly Trace[]): (number | null)[] {
  const length = ratings.reduce((most, trace) => Math.max(most, trace.length), 0)
  return Array.from({ length }, (_, t) => {
    const values = ratings.map((trace) => trace[t]).filter((value) => value != null)
    return values.length === 0 ? null : mean(values)
  })
}

/** Weighted mean of several raters' traces of equal length. */
export function evaluatorWeighted(
  ratings: readonly Trace[],
  weighting: EvaluatorWeighting = 'with_mean'
): EvaluatorWeighted {
  const all = weighting === 'with_mean' ? meanTrace(ratings) : []
  const weights = ratings.map((trace, k) => {
    const others = ratings.filter((_, i) => i !== k)
    return Math.max(0, weightOf(trace, others, all, weighting) ?? 0)
  })
  if (weights.every((weight) => weight === 0)) return { weights, trace: null }
  const length = ratings.reduce((most, trace) => Math.max(most, trace.length), 0)
  const trace = Array.from({ length }, (_, t) => {
    let sum = 0
    let below = 0
    ratings.forEach((rating, k) => {
      const value = rating[t]
      const weight = weights[k] ?? 0
      if (value == null) return
      sum += weight * value
      below += weight
    })
    return below === 0 ? null : sum / below
  })
  return { weights, trace }
}

function weightOf(
  trace: Trace,
  others: readonly Trace[],
  all: Trace,
  weighting: EvaluatorWeighting
): number | null {
  const against = (other: Trace, measure: (x: readonly number[], y: readonly number[]) => number | null) => {
    const { x, y } = completePairs(trace, other)
    return measure(x, y)
  }
  if (weighting === 'with_mean') return against(all, correlation)
  if (others.length === 0) return null
  if (weighting === 'loo_mean') return against(meanTrace(others), correlation)
  return mean(others.map((other) => against(other, concordance) ?? 0))
}
