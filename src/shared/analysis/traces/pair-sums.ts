import {
  PAIR_SUMS,
  pairCcc,
  pairCount,
  pairDistance,
  pairPearson,
  pairRmse,
  pairSigns,
  sumsOfPair
} from '../../agreement/traces/rating-sums'
import { concordanceOf } from '../../metrics/trace-agreement'

/** Everything a comparison of two traces says in one number each; null where undefined. */
export interface PairNumbers {
  readonly ccc: number | null
  readonly cccUnbiased: number | null
  readonly pearson: number | null
  readonly rmse: number | null
  readonly mae: number | null
  readonly r2: number | null
  readonly bias: number | null
  readonly sagr: number | null
}

export type Measure = keyof PairNumbers

/** All measures in the order in which they are shown. */
export const measures = [
  'ccc',
  'cccUnbiased',
  'pearson',
  'rmse',
  'mae',
  'r2',
  'bias',
  'sagr'
] as const satisfies readonly Measure[]

/** An empty vector of sums: those of one pair of annotators in `rating-sums`. */
export const noPairs = (): Float64Array => new Float64Array(PAIR_SUMS)

export interface PairSumsOptions {
  /** Taken from every value before squares are summed, so that they keep their digits. */
  readonly centre: number
  /** Value from which signs are taken. */
  readonly neutral: number | undefined
  /** The candidate is read this many places later. */
  readonly lag?: number
}

/** Add all complete pairs of two columns to a vector of sums, in one pass. */
export function addPairs(
  vector: Float64Array,
  reference: Float64Array,
  candidate: Float64Array,
  { centre, neutral = 0, lag = 0 }: PairSumsOptions
): void {
  const from = Math.max(0, -lag)
  const to = Math.min(reference.length, candidate.length - lag)
  let n = 0
  let sumX = 0
  let sumY = 0
  let xx = 0
  let yy = 0
  let xy = 0
  let signs = 0
  let apart = 0
  for (let i = from; i < to; i++) {
    const a = reference[i] ?? NaN
    const b = candidate[i + lag] ?? NaN
    const x = a - centre
    const y = b - centre
    // NaN is the only number that differs from itself.
    if (x !== x || y !== y) continue
    n++
    sumX += x
    sumY += y
    xx += x * x
    yy += y * y
    xy += x * y
    if (Math.sign(a - neutral) === Math.sign(b - neutral)) signs++
    apart += Math.abs(x - y)
  }
  const sums = [n, sumX, sumY, xx, yy, xy, signs, apart]
  sums.forEach((sum, place) => (vector[place] = (vector[place] ?? 0) + sum))
}

/** Complete pairs in a vector of sums. */
export const pairsIn = (vector: Float64Array): number => pairCount(vector, 0)

/** The numbers of a vector of sums; signs are undefined where the scale has no neutral value. */
export function pairNumbers(vector: Float64Array, neutral: number | undefined): PairNumbers {
  const n = pairsIn(vector)
  const sums = sumsOfPair(vector, 0)
  const rmse = pairRmse(vector, 0)
  return {
    ccc: pairCcc(vector, 0),
    cccUnbiased: concordanceOf(sums, 1),
    pearson: pairPearson(vector, 0),
    rmse,
    mae: pairDistance(vector, 0),
    r2: n < 2 || sums.xx === 0 || rmse === null ? null : 1 - (rmse * rmse * n) / sums.xx,
    bias: n === 0 ? null : sums.meanY - sums.meanX,
    sagr: neutral === undefined ? null : pairSigns(vector, 0)
  }
}

/** Why a number is not there. */
export function whyUndefined(measure: Measure, vector: Float64Array, neutral: number | undefined): string {
  const n = pairsIn(vector)
  if (n === 0) return 'The two never have a value at the same time.'
  if (measure === 'sagr' && neutral === undefined)
    return 'The scale has no neutral value, so values have no sign.'
  if (n < 2) return 'Only one position has a value on both sides.'
  if (measure === 'ccc' || measure === 'cccUnbiased') return 'Both sides are the same constant.'
  if (measure === 'r2') return 'The reference does not vary.'
  return sumsOfPair(vector, 0).yy === 0 ? 'The candidate does not vary.' : 'The reference does not vary.'
}
