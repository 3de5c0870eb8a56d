import type { ProbabilitiesMetric } from './base/metric'
import { argmax, mean } from './base/moments'
import { scoreOf } from './base/score'

type Rows = readonly (readonly number[])[]

/** One bar of a reliability diagram; conf and acc are null for an empty bin. */
export interface CalibrationBin {
  /** Lower edge, not included except 0. */
  readonly lo: number
  /** Upper edge, included. */
  readonly hi: number
  readonly count: number
  readonly conf: number | null
  readonly acc: number | null
}

/** How far confidence and correctness are apart; null where undefined. */
export interface Calibration {
  readonly bins: readonly CalibrationBin[]
  readonly ece: number | null
  readonly mce: number | null
  readonly eceEqualMass: number | null
  readonly classwiseEce: number | null
  /** Sum over classes of squared differences, 0..2. */
  readonly brier: number | null
  /** Null also when a true class has probability 0. */
  readonly nll: number | null
  readonly accuracy: number | null
  readonly meanConfidence: number | null
}

interface Bet {
  readonly confidence: number
  readonly right: number
}

function bin(bets: readonly Bet[], bins: number): CalibrationBin[] {
  return Array.from({ length: bins }, (_, b) => {
    const lo = b / bins
    const hi = (b + 1) / bins
    const inside = bets.filter(({ confidence: c }) => (c > lo && c <= hi) || (b === 0 && c <= 0))
    return { lo, hi, ...summary(inside) }
  })
}

const summary = (bets: readonly Bet[]) => ({
  count: bets.length,
  conf: bets.length === 0 ? null : mean(bets.map(({ confidence }) => confidence)),
  acc: bets.length === 0 ? null : mean(bets.map(({ right }) => right))
})

const gap = ({ conf, acc }: { conf: number | null; acc: number | null }) => Math.abs((conf ?? 0) - (acc ?? 0))

const weightedGap = (
  bins: readonly { count: number; conf: number | null; acc: number | null }[],
  n: number
) => bins.reduce((sum, one) => sum + (one.count / n) * gap(one), 0)

/** Bins of as equal a count as possible: the first ones get the extra items. */
function equalMass(bets: readonly Bet[], bins: number) {
  const sorted = [...bets].sort((a, b) => a.confidence - b.confidence)
  const size = Math.floor(sorted.length / bins)
  const extra = sorted.length % bins
  return Array.from({ length: bins }, (_, b) => {
    const from = b * size + Math.min(b, extra)
    return summary(sorted.slice(from, from + size + (b < extra ? 1 : 0)))
  })
}

/**
 * Calibration of class probabilities.
 * @param truth index of the true class of each item
 * @param bins number of bins, usually 10 or 15
 */
export function calibration(probabilities: Rows, truth: readonly number[], bins = 15): Calibration {
  if (probabilities.length !== truth.length)
    throw new RangeError(
      `probabilities and truth must be equally long, got ${probabilities.length} and ${truth.length}`
    )
  const n = truth.length
  const bets = probabilities.map((row, i): Bet => {
    const guess = argmax(row)
    return { confidence: row[guess] ?? 0, right: guess === truth[i] ? 1 : 0 }
  })
  const table = bin(bets, bins)
  const some = (value: number) => (n === 0 ? null : value)
  const classes = Array.from({ length: probabilities[0]?.length ?? 0 }, (_, c) =>
    probabilities.map((row, i): Bet => ({ confidence: row[c] ?? 0, right: truth[i] === c ? 1 : 0 }))
  )
  const nll = negativeLogLikelihood(probabilities, truth)
  return {
    bins: table,
    ece: some(weightedGap(table, n)),
    mce: some(table.reduce((most, one) => Math.max(most, one.count > 0 ? gap(one) : 0), 0)),
    eceEqualMass: some(weightedGap(equalMass(bets, bins), n)),
    classwiseEce: some(mean(classes.map((column) => weightedGap(bin(column, bins), n)))),
    brier: some(
      mean(
        probabilities.map((row, i) => row.reduce((sum, p, c) => sum + (p - (c === truth[i] ? 1 : 0)) ** 2, 0))
      )
    ),
    nll,
    accuracy: some(mean(bets.map(({ right }) => right))),
    meanConfidence: some(mean(bets.map(({ confidence }) => confidence)))
  }
}

/** Mean of -ln p of the true class, in nats; null without items or when it is infinite. */
export function negativeLogLikelihood(probabilities: Rows, truth: readonly number[]): number | null {
  const value = mean(probabilities.map((row, i) => -Math.log(row[truth[i] ?? -1] ?? 0)))
  return Number.isFinite(value) ? value : null
}

const BINS = '15 bins (lo, hi], the first one with 0; empty bins count nothing.'
const GUO = 'Guo, Pleiss, Sun & Weinberger 2017, ICML; Naeini, Cooper & Hauskrecht 2015, AAAI'

const calibrationOf = (
  key: Exclude<keyof Calibration, 'bins'>,
  id: string,
  name: string,
  definition: string,
  convention: string,
  source: string,
  reason = 'There is no item.'
): ProbabilitiesMetric => ({
  kind: 'probabilities',
  id,
  name,
  definition,
  convention,
  source,
  missingPolicy: 'An item without truth or probabilities must be left out before.',
  compute: (probabilities, truth) => scoreOf(calibration(probabilities, truth)[key], reason)
})

/** Mean distance of confidence from accuracy, 0..1; 0 is perfect. */
export const expectedCalibrationError = calibrationOf(
  'ece',
  'ece',
  'ECE',
  'sum over bins of share of items x |mean confidence - accuracy|',
  BINS,
  GUO
)
/** Largest distance of confidence from accuracy in a bin, 0..1. */
export const maximumCalibrationError = calibrationOf(
  'mce',
  'mce',
  'MCE',
  'largest |mean confidence - accuracy| of a bin',
  BINS,
  GUO
)
/** ECE with bins of equally many items, 0..1. */
export const equalMassCalibrationError = calibrationOf(
  'eceEqualMass',
  'ece_equal_mass',
  'ECE, equal mass',
  'as ECE, over bins of equally many items',
  '15 bins in order of confidence; when items do not divide evenly the first bins get one more.',
  'Nixon et al. 2019, CVPR Workshops'
)
/** Mean ECE of the probabilities of every class, 0..1. */
export const classwiseCalibrationError = calibrationOf(
  'classwiseEce',
  'ece_classwise',
  'ECE, class-wise',
  'mean over classes of the ECE of the probability of that class',
  BINS,
  'Kull et al. 2019, NeurIPS'
)
/** Mean squared distance of the probabilities from the truth, 0..2; 0 is perfect. */
export const brierScore = calibrationOf(
  'brier',
  'brier',
  'Brier score',
  'mean over items of the sum over classes of (p - truth)²',
  'Summed over classes: twice the usual value for two classes.',
  'Brier 1950, Monthly Weather Review 78, 1-3'
)
/** Mean surprise at the truth, in nats. */
export const logLoss = calibrationOf(
  'nll',
  'nll',
  'Log loss',
  'mean over items of -ln p of the true class',
  'Nats. A true class with probability 0 makes it infinite, so it is undefined.',
  'Good 1952, Journal of the Royal Statistical Society B 14',
  'There is no item, or a true class has probability 0.'
)
