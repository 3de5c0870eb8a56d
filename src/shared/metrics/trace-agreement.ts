import type { NumbersMetric } from './base/metric'
import { centredSums, correlation, isConstant, mean, midRanks, type CentredSums } from './base/moments'
import { completePairs } from './base/pairs'
import { scoreOf, type Score } from './base/score'

/** Everything about two columns of numbers at once; null where undefined. */
export interface TraceAgreement {
  readonly used: number
  readonly leftOut: number
  readonly ccc: number | null
  readonly cccUnbiased: number | null
  readonly pearson: number | null
  readonly spearman: number | null
  readonly mse: number | null
  readonly rmse: number | null
  readonly mae: number | null
  readonly maxAbsoluteError: number | null
  readonly bias: number | null
  readonly r2: number | null
  readonly sagr: number | null
}

type Column = readonly number[]

/**
 * Concordance of complete pairs, -1..1: 2 s_xy / (s_x² + s_y² + (m_x - m_y)²).
 * @param ddof 0: moments divided by n (the usual one), 1: by n - 1
 * @returns null for fewer than two pairs, or when both sides are the same constant
 */
export const concordance = (x: Column, y: Column, ddof: 0 | 1 = 0): number | null =>
  concordanceOf(centredSums(x, y), ddof)

/** The same from centred sums. */
export function concordanceOf({ n, xx, yy, xy, meanX, meanY }: CentredSums, ddof: 0 | 1 = 0): number | null {
  if (n < 2) return null
  const below = (xx + yy) / (n - ddof) + (meanX - meanY) ** 2
  return below === 0 ? null : (2 * xy) / (n - ddof) / below
}

/** Rank correlation of complete pairs with mid-ranks for ties; null when a side is constant. */
export const rankCorrelation = (x: Column, y: Column): number | null => correlation(midRanks(x), midRanks(y))

const errors = (x: Column, y: Column) => y.map((value, i) => value - (x[i] ?? 0))
const meanSquare = (x: Column, y: Column) => mean(errors(x, y).map((e) => e * e))

/** Share of the truth's variance that is left unexplained, from 1; null when the truth is constant. */
function determination(x: Column, y: Column): number | null {
  if (x.length < 2 || isConstant(x)) return null
  const { xx } = centredSums(x, x)
  return 1 - (meanSquare(x, y) * x.length) / xx
}

const some =
  (of: (x: Column, y: Column) => number) =>
  (x: Column, y: Column): number | null =>
    x.length === 0 ? null : of(x, y)

type Measure = Exclude<keyof TraceAgreement, 'used' | 'leftOut'>

/** Every measure of complete pairs on its own: a long trace need not pay for those that nobody asked for. */
const measures: Readonly<Record<Measure, (x: Column, y: Column) => number | null>> = {
  ccc: (x, y) => concordance(x, y),
  cccUnbiased: (x, y) => concordance(x, y, 1),
  pearson: correlation,
  spearman: rankCorrelation,
  mse: some(meanSquare),
  rmse: some((x, y) => Math.sqrt(meanSquare(x, y))),
  mae: some((x, y) => mean(errors(x, y).map(Math.abs))),
  maxAbsoluteError: some((x, y) => errors(x, y).reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
  bias: some((x, y) => mean(errors(x, y))),
  r2: determination,
  sagr: some((x, y) => mean(x.map((value, i) => (Math.sign(value) === Math.sign(y[i] ?? 0) ? 1 : 0))))
}

/** All measures of a pair of traces; positions without a value on either side are left out and counted. */
export function traceAgreement(
  reference: readonly (number | null)[],
  candidate: readonly (number | null)[]
): TraceAgreement {
  const { x, y, leftOut } = completePairs(reference, candidate)
  const of = (key: Measure) => measures[key](x, y)
  return {
    used: x.length,
    leftOut,
    ccc: of('ccc'),
    cccUnbiased: of('cccUnbiased'),
    pearson: of('pearson'),
    spearman: of('spearman'),
    mse: of('mse'),
    rmse: of('rmse'),
    mae: of('mae'),
    maxAbsoluteError: of('maxAbsoluteError'),
    bias: of('bias'),
    r2: of('r2'),
    sagr: of('sagr')
  }
}

const missingPolicy = 'A position without a value on either side is left out and counted.'
const NO_PAIR = 'No position has a value on both sides.'

function metricOf(
  key: Measure,
  text: { id: string; name: string; definition: string; convention: string; source: string },
  reason: string = NO_PAIR
): NumbersMetric {
  return {
    kind: 'numbers',
    ...text,
    missingPolicy,
    compute(reference, candidate): Score {
      const { x, y, leftOut } = completePairs(reference, candidate)
      const used = x.length
      const why = used === 0 ? NO_PAIR : used < 2 ? 'Only one position has a value on both sides.' : reason
      return { ...scoreOf(measures[key](x, y), why), used, leftOut }
    }
  }
}

const LIN = 'Lin 1989, Biometrics 45, 255-268'
const TEXTBOOK = 'Textbook definition; same numbers as SciPy and scikit-learn'
const CONSTANT = 'One side does not vary.'
const SAME_CONSTANT = 'Both sides are the same constant.'

/** Agreement in shape, scale and level, -1..1. */
export const concordanceCorrelation = metricOf(
  'ccc',
  {
    id: 'ccc',
    name: 'CCC',
    definition: '2 s_xy / (s_x² + s_y² + (m_x - m_y)²)',
    convention:
      'Moments divided by n. One constant side gives 0; the same constant on both sides is undefined.',
    source: LIN
  },
  SAME_CONSTANT
)
/** CCC with sample moments, as some annotation tools report it. */
export const concordanceCorrelationUnbiased = metricOf(
  'cccUnbiased',
  {
    id: 'ccc_unbiased',
    name: 'CCC (n - 1)',
    definition: '2 s_xy / (s_x² + s_y² + (m_x - m_y)²) with s divided by n - 1',
    convention: 'Moments divided by n - 1: the other convention, slightly larger on short traces.',
    source: LIN
  },
  SAME_CONSTANT
)
/** Agreement in shape only, -1..1. */
export const pearsonCorrelation = metricOf(
  'pearson',
  {
    id: 'pearson',
    name: 'Pearson r',
    definition: 's_xy / (s_x s_y)',
    convention: 'Says nothing about level and scale.',
    source: TEXTBOOK
  },
  CONSTANT
)
/** Agreement in order only, -1..1. */
export const spearmanCorrelation = metricOf(
  'spearman',
  {
    id: 'spearman',
    name: 'Spearman rho',
    definition: 'Pearson r of the ranks',
    convention: 'Equal values share the mean of their ranks.',
    source: TEXTBOOK
  },
  CONSTANT
)
/** Mean squared difference, in squared units. */
export const meanSquaredError = metricOf('mse', {
  id: 'mse',
  name: 'MSE',
  definition: 'mean of (candidate - reference)²',
  convention: 'In squared units of the scale.',
  source: TEXTBOOK
})
/** Root of the mean squared difference, in units of the scale. */
export const rootMeanSquaredError = metricOf('rmse', {
  id: 'rmse',
  name: 'RMSE',
  definition: 'root of the mean of (candidate - reference)²',
  convention: 'In units of the scale.',
  source: TEXTBOOK
})
/** Mean absolute difference, in units of the scale. */
export const meanAbsoluteError = metricOf('mae', {
  id: 'mae',
  name: 'MAE',
  definition: 'mean of |candidate - reference|',
  convention: 'In units of the scale.',
  source: TEXTBOOK
})
/** Mean signed difference, in units of the scale. */
export const meanBias = metricOf('bias', {
  id: 'bias',
  name: 'Bias',
  definition: 'mean of candidate - reference',
  convention: 'Positive: the candidate rates higher.',
  source: TEXTBOOK
})
/** Explained share of the reference's variance, at most 1, possibly negative. */
export const determinationCoefficient = metricOf(
  'r2',
  {
    id: 'r2',
    name: 'R²',
    definition: '1 - sum (reference - candidate)² / sum (reference - mean)²',
    convention: 'Negative when the candidate is worse than the mean. Not the square of r.',
    source: TEXTBOOK
  },
  'The reference does not vary.'
)
/** Share of positions with the same sign, 0..1. */
export const signAgreement = metricOf('sagr', {
  id: 'sagr',
  name: 'SAGR',
  definition: 'share of positions with sign(reference) = sign(candidate)',
  convention: 'Three signs: 0 agrees only with 0.',
  source: 'Nicolaou, Gunes & Pantic 2011, IEEE Transactions on Affective Computing 2, 92-105'
})
