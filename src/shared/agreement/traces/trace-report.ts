import type { ShareCell } from '../../compare/report'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import type { MetricText } from '../../metrics/base/metric'
import { correlation, midRanks } from '../../metrics/base/moments'
import type { AgreementCard, AgreementLeftOut } from '../report'
import { sumBootstrap } from '../sum-bootstrap'
import type { Sliced } from '../sliced'
import { annotatorRowsOf } from './annotator-rows-of'
import { tableReliability } from './complete-table'
import { ratingRows } from './rating-rows'
import type { RatingRows } from './rating-rows'
import * as sum from './rating-sums'
import type { RatingSums } from './rating-sums'
import type { TraceAgreementInput, TraceAgreementReport, TracePairRow, TracePartRow } from './trace-agreement'
import { alphaText, DEPENDENT, pairTexts, tableMetrics } from './trace-card-texts'

/** Fewer recordings than these are cut into stretches to be drawn again. */
const ENOUGH_RECORDINGS = 8
/** Length of such a stretch; moods outlast seconds, so shorter ones would not be independent. */
const STRETCH_SECONDS = 10

/** Everything about how far traces agree; plain data. */
export function* traceReport(input: TraceAgreementInput): Sliced<TraceAgreementReport> {
  const { authorIds, strips, neutral } = input
  const stepSeconds = (strips[0]?.stepUs ?? 1e6) / 1e6
  const rows = yield* ratingRows(strips, authorIds.length)
  const sums = sum.ratingSums(authorIds.length)
  const centre = meanOf(rows)
  const recordings = [...new Set(strips.map(({ recordingId }) => recordingId))]
  const { byRecording, groups, noun } = yield* vectorsOf(input, rows, sums, centre, recordings, stepSeconds)
  const total = new Float64Array(sums.length)
  for (const vector of byRecording) vector.forEach((value, i) => (total[i] = (total[i] ?? 0) + value))
  yield
  const statistics = [
    (vector: Float64Array) => sum.meanOver(vector, sums, sum.pairCcc),
    (vector: Float64Array) => sum.meanOver(vector, sums, sum.pairPearson),
    (vector: Float64Array) => (neutral === undefined ? null : sum.meanOver(vector, sums, sum.pairSigns)),
    (vector: Float64Array) => sum.alphaOf(vector, sums)
  ]
  const intervals = yield* sumBootstrap(groups, (vector) => statistics.map((of) => of(vector)), { noun })
  const pairs = yield* pairRows(input, rows, sums, total, stepSeconds)
  const leftOut = leftOutOf(rows, stepSeconds, authorIds)
  const card = (
    text: MetricText,
    value: number | null,
    reason: string,
    interval: IntervalOrReason | undefined,
    n = rows.count
  ): AgreementCard => ({
    ...plainText(text),
    value,
    ...(value === null ? { reason } : {}),
    ...intervalOf(value, interval),
    n: n * stepSeconds,
    unit: 's',
    leftOut
  })
  const [ccc, pearson, signs, alpha] = statistics.map((of) => of(total))
  const spearman = meanShare(pairs.map((pair) => pair.spearman))
  const constant = rows.count === 0 ? 'No two annotators rated at the same time.' : 'The ratings do not vary.'
  const cards: AgreementCard[] = [
    card(pairTexts.ccc, ccc ?? null, constant, intervals[0]),
    card(pairTexts.pearson, pearson ?? null, constant, intervals[1]),
    card(pairTexts.spearman, spearman, constant, {
      reason: 'Ranks would have to be made anew in every resample, which takes too long here.'
    }),
    card(
      pairTexts.sagr,
      signs ?? null,
      neutral === undefined ? 'The scale has no neutral value, so ratings have no sign.' : constant,
      intervals[2]
    ),
    card(alphaText, alpha ?? null, constant, intervals[3])
  ]
  const { used, forms } = yield* tableReliability(rows, centre)
  for (const [form, metric] of tableMetrics) {
    const found = forms?.[form]
    const value = found?.value ?? null
    const interval = found?.ci95 && {
      low: found.ci95[0],
      high: found.ci95[1],
      level: 0.95,
      method: `F distribution. ${DEPENDENT}`
    }
    cards.push({
      ...plainText(metric),
      value,
      ...(value === null ? { reason: tableReason(used, rows) } : {}),
      ...intervalOf(value, interval ?? undefined),
      n: used * stepSeconds,
      unit: 's',
      leftOut: [
        ...leftOut,
        ...(rows.count > used
          ? [
              {
                reason: 'rated by some annotators only; this number needs all of them',
                count: (rows.count - used) * stepSeconds,
                unit: 's' as const
              }
            ]
          : [])
      ]
    })
  }
  return {
    convention: conventionOf(input, stepSeconds),
    authorIds,
    cards,
    pairs,
    recordings: recordings.map((id, r) => partRow(id, byRecording[r], sums, stepSeconds)),
    annotators: yield* annotatorRowsOf(input, rows, pairs, stepSeconds),
    leftOut,
    n: rows.count * stepSeconds,
    stepSeconds
  }
}

/** What a step is and what was done to the traces before. */
const conventionOf = ({ withLag }: TraceAgreementInput, stepSeconds: number): string =>
  `Ratings are averaged in steps of ${stepSeconds} s from the beginning of the recording; a step in which an annotator has no value is missing for that annotator. ${
    withLag
      ? 'Stored reaction lags are taken out.'
      : 'Ratings are as they were made: reaction lags are left in.'
  } Traces meet only about the same person.`

/** Sums by recording, and by what is drawn again for intervals. */
function* vectorsOf(
  { strips, neutral }: TraceAgreementInput,
  rows: RatingRows,
  sums: RatingSums,
  centre: number,
  recordings: readonly string[],
  stepSeconds: number
): Sliced<{
  readonly byRecording: readonly Float64Array[]
  readonly groups: readonly Float64Array[]
  readonly noun: string
}> {
  const byRecording = recordings.map(() => new Float64Array(sums.length))
  const place = new Map(recordings.map((id, i) => [id, i]))
  const stretches = new Map<number, Float64Array>()
  const perStretch = Math.max(1, Math.round(STRETCH_SECONDS / stepSeconds))
  const inStretches = recordings.length < ENOUGH_RECORDINGS
  const row = new Float64Array(rows.columns.length)
  for (let i = 0; i < rows.count; i++) {
    if (i % 2000 === 1999) yield
    rows.columns.forEach((column, a) => (row[a] = column[i] ?? NaN))
    const strip = rows.strip[i] ?? 0
    const recording = byRecording[place.get(strips[strip]?.recordingId ?? '') ?? -1]
    if (recording) sum.addRow(sums, recording, row, centre, neutral)
    if (!inStretches) continue
    const key = strip * 1e7 + Math.floor((rows.step[i] ?? 0) / perStretch)
    let stretch = stretches.get(key)
    if (!stretch) stretches.set(key, (stretch = new Float64Array(sums.length)))
    sum.addRow(sums, stretch, row, centre, neutral)
  }
  return inStretches
    ? { byRecording, groups: [...stretches.values()], noun: `stretches of ${STRETCH_SECONDS} s` }
    : {
        byRecording,
        groups: byRecording.filter((vector) => vector.some((value) => value !== 0)),
        noun: 'recordings'
      }
}

function* pairRows(
  { authorIds, neutral }: TraceAgreementInput,
  rows: RatingRows,
  sums: RatingSums,
  total: Float64Array,
  stepSeconds: number
): Sliced<readonly TracePairRow[]> {
  const found: TracePairRow[] = []
  for (const [p, [a, b]] of sums.pairs.entries()) {
    const { x, y } = complete(rows.columns[a], rows.columns[b])
    yield
    const ranked = midRanks(x)
    yield
    const spearman = correlation(ranked, midRanks(y))
    yield
    const none = x.length === 0 ? 'The two never rated the same time.' : 'One of the two does not vary.'
    found.push({
      first: authorIds[a] ?? '',
      second: authorIds[b] ?? '',
      ccc: cell(sum.pairCcc(total, p), none),
      pearson: cell(sum.pairPearson(total, p), none),
      spearman: cell(spearman, none),
      sagr:
        neutral === undefined
          ? { value: null, reason: 'The scale has no neutral value.' }
          : cell(sum.pairSigns(total, p), none),
      rmse: sum.pairRmse(total, p),
      n: sum.pairCount(total, p) * stepSeconds
    })
    yield
  }
  return found
}

function partRow(
  id: string,
  vector: Float64Array | undefined,
  sums: RatingSums,
  stepSeconds: number
): TracePartRow {
  const none = 'No two annotators rated this recording, or they did not vary.'
  if (!vector) return { id, ccc: cell(null, none), alpha: cell(null, none), distance: null, n: 0 }
  const n = sums.pairs.reduce((most, _, p) => Math.max(most, sum.pairCount(vector, p)), 0)
  return {
    id,
    ccc: cell(sum.meanOver(vector, sums, sum.pairCcc), none),
    alpha: cell(sum.alphaOf(vector, sums), none),
    distance: sum.meanOver(vector, sums, sum.pairDistance),
    n: n * stepSeconds
  }
}

function complete(
  a: Float64Array | undefined,
  b: Float64Array | undefined
): { readonly x: number[]; readonly y: number[] } {
  const x: number[] = []
  const y: number[] = []
  a?.forEach((value, i) => {
    const other = b?.[i] ?? NaN
    if (Number.isNaN(value + other)) return
    x.push(value)
    y.push(other)
  })
  return { x, y }
}

const tableReason = (used: number, rows: RatingRows): string =>
  used >= 2
    ? 'The ratings do not vary.'
    : rows.count > 0
      ? 'There are not two steps that every chosen annotator rated; choose fewer annotators.'
      : 'No two annotators rated at the same time.'

function leftOutOf(
  { alone }: RatingRows,
  stepSeconds: number,
  authorIds: readonly string[]
): readonly AgreementLeftOut[] {
  return alone === 0 || authorIds.length < 2
    ? []
    : [{ reason: 'rated by one annotator alone', count: alone * stepSeconds, unit: 's' }]
}

/** A mean of all values, so that sums of squares keep their digits. */
function meanOf({ columns }: RatingRows): number {
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

const cell = (value: number | null, reason: string): ShareCell =>
  value === null ? { value, reason } : { value }

function meanShare(cells: readonly ShareCell[]): number | null {
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]))
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length
}

const plainText = ({ id, name, definition, convention, source, missingPolicy }: MetricText): MetricText => ({
  id,
  name,
  definition,
  convention,
  source,
  missingPolicy
})

function intervalOf(
  value: number | null,
  interval: IntervalOrReason | undefined
): Pick<AgreementCard, 'interval' | 'intervalReason'> {
  if (value === null || !interval) return {}
  return 'reason' in interval ? { intervalReason: interval.reason } : { interval }
}
