import type { ShareCell } from '../../compare/report'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import type { MetricText } from '../../metrics/base/metric'
import type { Level } from '../../metrics/krippendorff-alpha'
import type { AgreementCard, AgreementLeftOut } from '../report'
import type { Sliced } from '../sliced'
import { sumBootstrap } from '../sum-bootstrap'
import { annotatorRowsOf } from '../traces/annotator-rows-of'
import { tableReliability } from '../traces/complete-table'
import type { RatingRows } from '../traces/rating-rows'
import { tableMetrics } from '../traces/trace-card-texts'
import { answerTexts } from './answer-card-texts'
import type {
  AnswerAnnotatorRow,
  AnswerDetail,
  AnswerMeasure,
  AnswerPairRow,
  AnswerPartRow
} from './answer-report'
import { biasDrift, type TimedDifference } from './bias-drift'
import type { MeasureSums, PairNumber } from './measure-sums'
import { spreadOf } from './spread'

/** What the numbers of one measure are made from. */
export interface DetailInput {
  readonly authorIds: readonly string[]
  readonly recordingIds: readonly string[]
  readonly measure: AnswerMeasure
  readonly rows: RatingRows
  readonly sums: MeasureSums
  /** For labels with levels: whether the label was given at all. */
  readonly given?: { readonly rows: RatingRows; readonly sums: MeasureSums } | undefined
  /** Mean Jaccard of the sets of each pair. */
  readonly jaccard?: readonly (number | null)[] | undefined
  /** By annotator: answers in their order, with the difference to the others. */
  readonly timed: readonly (readonly TimedDifference[])[]
  readonly leftOut: readonly AgreementLeftOut[]
}

/** The level of alpha that a scale has. */
export const levelOf = ({ scale }: Pick<AnswerMeasure, 'scale'>): Level =>
  scale === 'given' ? 'nominal' : scale === 'levels' ? 'ordinal' : 'interval'

export const NOBODY = 'No two annotators answered the same unit.'
const CONSTANT = 'The answers do not vary.'
const NO_STEPS = 'The scale has no fixed steps, so there are no categories whose distance could be weighed.'
const NO_ZERO = 'The scale has no true zero: a ratio of two answers means nothing.'
const LONG_SCALE =
  'There are so many different answers that this number would have to be made anew in every resample, which takes too long here.'

/** Everything about one measure. */
export function* answerDetail(input: DetailInput): Sliced<AnswerDetail> {
  const { recordingIds, measure, rows, sums } = input
  const cards = [...(input.given ? yield* givenCards(input.given.sums, input.given.rows, input) : [])]
  if (measure.scale === 'given') cards.push(...(yield* givenCards(sums, rows, input)))
  else cards.push(...(yield* scaleCards(input)), ...(yield* tableCards(input)))
  const pairs = yield* pairRows(input)
  return {
    measureId: measure.id,
    cards,
    pairs,
    recordings: recordingIds
      .map((id, r) => partRow(id, sums, sums.byRecording[r], levelOf(measure)))
      .filter(({ n }) => n > 0)
      .sort((a, b) => (a.alpha.value ?? 2) - (b.alpha.value ?? 2)),
    annotators: yield* annotatorRows(input, pairs)
  }
}

/** Mean over the pairs for which it is defined. */
export function meanOfPairs(sums: MeasureSums, vector: Float64Array, which: PairNumber): number | null {
  const values = sums.pairs.flatMap((_, p) => {
    const value = sums.pair(vector, p, which)
    return value === null ? [] : [value]
  })
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length
}

/** Given or not: alpha and kappa of two values. */
function* givenCards(
  sums: MeasureSums,
  rows: RatingRows,
  { leftOut }: Pick<DetailInput, 'leftOut'>
): Sliced<readonly AgreementCard[]> {
  const of = (vector: Float64Array) => [sums.alpha(vector, 'nominal'), meanOfPairs(sums, vector, 'quadratic')]
  const intervals = yield* sumBootstrap(drawn(sums), of)
  const reason = rows.count === 0 ? NOBODY : 'Everybody gave it everywhere, or nobody anywhere.'
  const values = of(sums.total)
  return [answerTexts.nominal, answerTexts.kappa].map((text, i) =>
    cardOf(text, values[i] ?? null, reason, intervals[i], rows.count, leftOut)
  )
}

function* scaleCards({ measure, rows, sums, leftOut }: DetailInput): Sliced<readonly AgreementCard[]> {
  const numbers = (vector: Float64Array): readonly (number | null)[] => [
    sums.alpha(vector, 'ordinal'),
    sums.alpha(vector, 'interval'),
    measure.trueZero ? sums.alpha(vector, 'ratio') : null,
    ...(['quadratic', 'linear', 'ccc', 'pearson', 'spearman'] as const).map((which) =>
      which === 'spearman' && !sums.whole ? null : meanOfPairs(sums, vector, which)
    )
  ]
  const intervals = yield* sumBootstrap(drawn(sums), numbers)
  const values = [...numbers(sums.total)]
  const none = rows.count === 0 ? NOBODY : CONSTANT
  const reasons: string[] = Array.from({ length: values.length }, () => none)
  if (!measure.trueZero) reasons[2] = NO_ZERO
  if (!sums.stepped) reasons.fill(NO_STEPS, 3, 5)
  if (!sums.whole) {
    yield
    if (measure.trueZero) {
      values[2] = sums.ratio()
      reasons[2] =
        values[2] === null && rows.count > 0 ? 'There are too many different answers for ratios.' : none
      intervals[2] = { reason: LONG_SCALE }
    }
    const ranked: (number | null)[] = []
    for (const p of sums.pairs.keys()) {
      ranked.push(sums.spearman(p))
      yield
    }
    values[7] = mean(ranked)
    intervals[7] = { reason: LONG_SCALE }
  }
  const texts: readonly MetricText[] = [
    answerTexts.ordinal,
    answerTexts.interval,
    answerTexts.ratio,
    answerTexts.quadratic,
    answerTexts.linear,
    answerTexts.ccc,
    answerTexts.pearson,
    answerTexts.spearman
  ]
  // The level that the scale has comes first.
  const order = measure.scale === 'levels' ? [0, 1, 2, 3, 4, 5, 6, 7] : [1, 0, 2, 5, 6, 7, 3, 4]
  return order.flatMap((i) => {
    const text = texts[i]
    return text
      ? [cardOf(text, values[i] ?? null, reasons[i] ?? none, intervals[i], rows.count, leftOut)]
      : []
  })
}

/** Reliability of the units that everybody answered: ICC in six forms, Cronbach's alpha. */
function* tableCards({ rows, leftOut }: DetailInput): Sliced<readonly AgreementCard[]> {
  const { used, forms } = yield* tableReliability(rows, centreOf(rows))
  const reason =
    used >= 2
      ? CONSTANT
      : rows.count > 0
        ? 'There are not two units that every chosen annotator answered; choose fewer annotators.'
        : NOBODY
  const rest =
    rows.count > used
      ? [
          {
            reason: 'Answered by some annotators only; this number needs all of them.',
            count: rows.count - used,
            unit: 'units' as const
          }
        ]
      : []
  return tableMetrics.map(([form, metric]) => {
    const found = forms?.[form]
    const interval = found?.ci95 && {
      low: found.ci95[0],
      high: found.ci95[1],
      level: 0.95,
      method: 'F distribution, units taken as independent'
    }
    return cardOf(metric, found?.value ?? null, reason, interval ?? undefined, used, [...leftOut, ...rest])
  })
}

function* pairRows({ authorIds, sums, jaccard }: DetailInput): Sliced<readonly AnswerPairRow[]> {
  const made: AnswerPairRow[] = []
  for (const [p, [a, b]] of sums.pairs.entries()) {
    const n = sums.count(sums.total, p)
    const none = n === 0 ? 'The two never answered the same unit.' : 'One of the two does not vary.'
    const weighed = n === 0 || sums.stepped ? none : NO_STEPS
    const number = (which: PairNumber, reason = none): ShareCell =>
      cell(sums.pair(sums.total, p, which), reason)
    made.push({
      first: authorIds[a] ?? '',
      second: authorIds[b] ?? '',
      quadratic: number('quadratic', weighed),
      linear: number('linear', weighed),
      ccc: number('ccc'),
      pearson: number('pearson'),
      spearman: cell(sums.spearman(p), none),
      ...(jaccard ? { jaccard: cell(jaccard[p] ?? null, 'The two never answered the same unit.') } : {}),
      apart: sums.pair(sums.total, p, 'apart'),
      n
    })
    yield
  }
  return made
}

function partRow(
  id: string,
  sums: MeasureSums,
  vector: Float64Array | undefined,
  level: Level
): AnswerPartRow {
  const none = 'No two annotators answered the same unit here, or the answers do not vary.'
  if (!vector) return { id, alpha: cell(null, none), apart: null, n: 0 }
  const apart = meanOfPairs(sums, vector, 'apart')
  const n = sums.pairs.reduce((most, _, p) => Math.max(most, sums.count(vector, p)), 0)
  return { id, alpha: cell(sums.alpha(vector, level), none), apart, n }
}

function* annotatorRows(
  { authorIds, rows, timed }: DetailInput,
  pairs: readonly AnswerPairRow[]
): Sliced<readonly AnswerAnnotatorRow[]> {
  const base = yield* annotatorRowsOf({ authorIds }, rows, pairs)
  const made: AnswerAnnotatorRow[] = []
  for (const [a, row] of base.entries()) {
    const { authorId, mean, deviation, bias, ccc, alphaWithout } = row
    const { spread, shared } = spreadOf(rows, a)
    made.push({
      authorId,
      answered: rows.rated[a] ?? 0,
      mean,
      deviation,
      bias,
      spread,
      drift: biasDrift(timed[a] ?? []),
      ccc,
      alphaWithout,
      shared
    })
    yield
  }
  return made
}

/** Recordings that have anything to draw again. */
const drawn = ({ byRecording }: MeasureSums): readonly Float64Array[] =>
  byRecording.filter((vector) => vector.some((value) => value !== 0))

function centreOf({ columns }: RatingRows): number {
  let total = 0
  let n = 0
  for (const column of columns)
    for (const value of column) {
      if (Number.isNaN(value)) continue
      total += value
      n++
    }
  return n === 0 ? 0 : total / n
}

function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null)
  return defined.length === 0 ? null : defined.reduce((total, value) => total + value, 0) / defined.length
}

export const cell = (value: number | null, reason: string): ShareCell =>
  value === null ? { value, reason } : { value }

/** A number with its words. */
export function cardOf(
  { id, name, definition, convention, source, missingPolicy }: MetricText,
  value: number | null,
  reason: string,
  interval: IntervalOrReason | undefined,
  n: number,
  leftOut: readonly AgreementLeftOut[]
): AgreementCard {
  const around =
    value === null || !interval
      ? {}
      : 'reason' in interval
        ? { intervalReason: interval.reason }
        : { interval }
  return {
    ...{ id, name, definition, convention, source, missingPolicy },
    value,
    ...(value === null ? { reason } : {}),
    ...around,
    n,
    unit: 'units',
    leftOut
  }
}
