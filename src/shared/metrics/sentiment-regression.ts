import { confusionFromLabels } from './base/confusion'
import type { Method } from './base/metric'
import { mean } from './base/moments'
import { completePairs } from './base/pairs'
import { weightedF1 } from './f1-average'
import { traceAgreement } from './trace-agreement'

/** Sentiment from -3 to 3 the way MOSI and MOSEI are scored; null where undefined. */
export interface SentimentRegression {
  readonly used: number
  readonly leftOut: number
  /** Share of equal whole numbers from -3 to 3. */
  readonly accuracy7: number | null
  /** Negative against the rest. */
  readonly accuracy2: number | null
  readonly f1: number | null
  /** Negative against positive, without true zeros. */
  readonly accuracy2WithoutZero: number | null
  readonly f1WithoutZero: number | null
  readonly mae: number | null
  readonly pearson: number | null
}

/** What the scores are. */
export const sentimentRegressionMethod: Method = {
  kind: 'method',
  id: 'sentiment_regression',
  name: 'Sentiment scores (MOSI, MOSEI)',
  definition:
    'share of equal classes after rounding to -3..3; two classes by sign, F1 weighted by the truth; MAE; Pearson r',
  convention:
    'Halves are rounded to the even number, then clipped. Two classes: < 0 against >= 0, or, without true zeros, <= 0 against > 0.',
  source: 'Zadeh et al. 2016 (MOSI), 2018 (MOSEI); MERTools metric.py',
  missingPolicy: 'An item without a value on either side is left out and counted.'
}

function roundHalfEven(value: number): number {
  const low = Math.floor(value)
  const apart = value - low
  if (apart !== 0.5) return Math.round(value)
  return low % 2 === 0 ? low : low + 1
}

const seven = (value: number) => Math.min(3, Math.max(-3, roundHalfEven(value)))

function twoClasses(truth: readonly boolean[], predicted: readonly boolean[]) {
  if (truth.length === 0) return { accuracy: null, f1: null }
  const names = (list: readonly boolean[]) => list.map((one) => (one ? 'yes' : 'no'))
  const table = confusionFromLabels(['no', 'yes'], names(truth), names(predicted))
  return {
    accuracy: mean(truth.map((one, i) => (one === predicted[i] ? 1 : 0))),
    f1: weightedF1.compute(table).value
  }
}

/** Score predicted sentiment against the truth. */
export function sentimentRegression(
  truth: readonly (number | null)[],
  predicted: readonly (number | null)[]
): SentimentRegression {
  const { x, y, leftOut } = completePairs(truth, predicted)
  const all = twoClasses(
    x.map((value) => value >= 0),
    y.map((value) => value >= 0)
  )
  const signed = x.map((_, i) => i).filter((i) => x[i] !== 0)
  const without = twoClasses(
    signed.map((i) => (x[i] ?? 0) > 0),
    signed.map((i) => (y[i] ?? 0) > 0)
  )
  const { mae, pearson } = traceAgreement(x, y)
  return {
    used: x.length,
    leftOut,
    accuracy7: x.length === 0 ? null : mean(x.map((value, i) => (seven(value) === seven(y[i] ?? 0) ? 1 : 0))),
    accuracy2: all.accuracy,
    f1: all.f1,
    accuracy2WithoutZero: without.accuracy,
    f1WithoutZero: without.f1,
    mae,
    pearson
  }
}
