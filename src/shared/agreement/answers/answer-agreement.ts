import type { Segment } from '../../domain/rows'
import type { AgreementCard, AgreementLeftOut } from '../report'
import type { Sliced } from '../sliced'
import { ratingRows, type RatingRows } from '../traces/rating-rows'
import type { RatingStrip } from '../traces/trace-agreement'
import {
  DECLINED_LABEL,
  matchedPersonConvention,
  NO_LABEL,
  unitConvention,
  type AgreementUnits
} from '../units'
import { setTexts } from './answer-card-texts'
import { answerNumber, answerSet } from './answer-columns'
import { answerDetail, cardOf, cell, levelOf, meanOfPairs, NOBODY } from './answer-detail'
import type { AnswerMeasure, AnswerMeasureRow, AnswerMoment, AnswerReport } from './answer-report'
import type { TimedDifference } from './bias-drift'
import { setAgreement, type SetAgreement } from './answer-sets'
import { measureSums, type MeasureSums } from './measure-sums'

/** What the agreement of answers is computed from. */
export interface AnswerInput {
  readonly authorIds: readonly string[]
  readonly kind: AnswerReport['kind']
  readonly measures: readonly AnswerMeasure[]
  /** Matched segments; `at` is a position in `segments`. */
  readonly units: AgreementUnits
  readonly segments: readonly Segment[]
  /** Least overlap of the matching, 0 to 1. */
  readonly least: number
  /** Measure of which everything is told; the first when absent. */
  readonly measureId?: string | undefined
  /** When a segment got its answer, as a number that grows; undefined where the history does not tell. */
  readonly orderOf?: (segmentId: string) => number | undefined
}

/** Units between two pauses. */
const SLICE = 500

interface Made {
  readonly rows: RatingRows
  readonly sums: MeasureSums
}

/** Everything about how far answers agree; plain data. */
export function* answerReport(input: AnswerInput): Sliced<AnswerReport> {
  const { authorIds, measures, units, kind } = input
  const leftOut = leftOutOf(input)
  const chosen = measures.find(({ id }) => id === input.measureId) ?? measures[0]
  if (!chosen) throw new Error('an attribute that is answered with numbers has at least one measure')
  const lines: AnswerMeasureRow[] = []
  let detail: (Made & { readonly given?: Made | undefined }) | undefined
  for (const measure of measures) {
    const made = yield* sumsOf(input, measure)
    const given =
      kind === 'labels' && measure.scale !== 'given'
        ? yield* sumsOf(input, { ...measure, scale: 'given', values: [0, 1] })
        : undefined
    if (measure === chosen) detail = { ...made, given }
    lines.push(lineOf(measure, made, given?.sums))
    yield
  }
  const sets = kind === 'labels' ? yield* setsOf(input) : undefined
  if (!detail) throw new Error('the chosen measure is one of the measures')
  const answered = units.recordings.filter((_, r) => detail.sums.byRecording[r]?.some((sum) => sum !== 0))
  return {
    convention: conventionOf(input),
    authorIds,
    kind,
    measures: lines,
    setCards: sets ? setCards(sets, leftOut) : [],
    detail: yield* answerDetail({
      authorIds,
      recordingIds: units.recordings,
      measure: chosen,
      rows: detail.rows,
      sums: detail.sums,
      given: detail.given,
      jaccard: sets?.jaccard,
      timed: yield* timedOf(input, chosen),
      leftOut
    }),
    n: sets?.n ?? lines.reduce((most, { n }) => Math.max(most, n), 0),
    leftOut,
    recordings: answered.length
  }
}

/** Units on which annotators are farthest apart on a measure; the farthest first, of those the earliest. */
export function* answerMoments(
  input: AnswerInput,
  filter: {
    readonly who?: readonly number[] | undefined
    readonly recordingId?: string | undefined
    readonly limit: number
  }
): Sliced<{ readonly items: readonly AnswerMoment[]; readonly total: number }> {
  const { units, authorIds, segments } = input
  const measure = input.measures.find(({ id }) => id === input.measureId) ?? input.measures[0]
  const who = filter.who ?? authorIds.map((_, a) => a)
  const found: AnswerMoment[] = []
  for (let unit = 0; unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    const recordingId = units.recordings[units.recording[unit] ?? -1] ?? ''
    if (!measure || (filter.recordingId !== undefined && filter.recordingId !== recordingId)) continue
    const said = who.flatMap((a) => {
      const segment = segments[units.at[unit * units.annotators + a] ?? -1]
      const value = segment ? answerNumber(segment, measure, input.kind) : Number.NaN
      return !segment || Number.isNaN(value)
        ? []
        : [{ authorId: authorIds[a] ?? '', value, segmentId: segment.id }]
    })
    const values = said.map(({ value }) => value)
    const distance = Math.max(...values) - Math.min(...values)
    if (said.length < 2 || distance === 0) continue
    const { start, end } = units
    found.push({ recordingId, start: start[unit] ?? 0, end: end[unit] ?? 0, distance, said })
  }
  yield
  found.sort((a, b) => b.distance - a.distance)
  return { items: found.slice(0, filter.limit), total: found.length }
}

function lineOf(
  measure: AnswerMeasure,
  { rows, sums }: Made,
  given: MeasureSums | undefined
): AnswerMeasureRow {
  const none = rows.count === 0 ? NOBODY : 'The answers do not vary.'
  let total = 0
  let n = 0
  for (const column of rows.columns)
    for (const value of column)
      if (!Number.isNaN(value)) {
        total += value
        n++
      }
  return {
    id: measure.id,
    name: measure.name,
    scale: measure.scale,
    alpha: cell(sums.alpha(sums.total, levelOf(measure)), none),
    ...(given ? { given: cell(given.alpha(given.total, 'nominal'), none) } : {}),
    kappa: cell(
      meanOfPairs(sums, sums.total, 'quadratic'),
      sums.stepped ? none : 'The scale has no fixed steps.'
    ),
    ccc: cell(meanOfPairs(sums, sums.total, 'ccc'), none),
    n: rows.count,
    mean: n === 0 ? null : total / n
  }
}

/** Answers to a measure as one strip for each recording, and their sums. */
function* sumsOf({ units, authorIds, segments, kind }: AnswerInput, measure: AnswerMeasure): Sliced<Made> {
  const counts = new Int32Array(units.recordings.length)
  for (let unit = 0; unit < units.count; unit++) {
    const r = units.recording[unit] ?? 0
    counts[r] = (counts[r] ?? 0) + 1
  }
  yield
  const strips = units.recordings.map((recordingId, r): RatingStrip => ({
    recordingId,
    startUs: 0,
    stepUs: 1e6,
    columns: authorIds.map(() => new Float64Array(counts[r] ?? 0).fill(Number.NaN))
  }))
  counts.fill(0)
  for (let unit = 0; unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    const r = units.recording[unit] ?? 0
    const at = counts[r] ?? 0
    counts[r] = at + 1
    strips[r]?.columns.forEach((column, a) => {
      const segment = segments[units.at[unit * units.annotators + a] ?? -1]
      if (segment) column[at] = answerNumber(segment, measure, kind)
    })
  }
  const rows = yield* ratingRows(strips, authorIds.length)
  const sums = yield* measureSums(rows, measure.values, (row) => rows.strip[row] ?? -1, strips.length)
  return { rows, sums }
}

/** Answers to a measure that others gave too and whose time is known, by annotator. */
function* timedOf(
  { units, authorIds, segments, kind, orderOf }: AnswerInput,
  measure: AnswerMeasure
): Sliced<readonly (readonly TimedDifference[])[]> {
  const timed = authorIds.map((): TimedDifference[] => [])
  for (let unit = 0; orderOf && unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    const said = authorIds.flatMap((_, a) => {
      const segment = segments[units.at[unit * units.annotators + a] ?? -1]
      const value = segment ? answerNumber(segment, measure, kind) : Number.NaN
      return !segment || Number.isNaN(value) ? [] : [{ a, value, id: segment.id }]
    })
    if (said.length < 2) continue
    const total = said.reduce((sum, { value }) => sum + value, 0)
    for (const { a, value, id } of said) {
      const order = orderOf(id)
      const difference = value - (total - value) / (said.length - 1)
      if (order !== undefined) timed[a]?.push({ order, difference })
    }
  }
  return timed
}

function* setsOf({ units, authorIds, segments }: AnswerInput): Sliced<SetAgreement> {
  const rows: (readonly string[] | undefined)[][] = []
  for (let unit = 0; unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    rows.push(
      authorIds.map((_, a) => {
        const segment = segments[units.at[unit * units.annotators + a] ?? -1]
        return segment && answerSet(segment)
      })
    )
  }
  return yield* setAgreement({
    rows,
    recordingOf: (row) => units.recording[row] ?? -1,
    recordings: units.recordings.length,
    annotators: authorIds.length
  })
}

const setCards = (
  { numbers, n }: SetAgreement,
  leftOut: readonly AgreementLeftOut[]
): readonly AgreementCard[] =>
  (['masi', 'jaccard', 'equal'] as const).map((key) =>
    cardOf(
      setTexts[key],
      numbers[key].value,
      numbers[key].reason ??
        (n === 0 ? NOBODY : 'All sets of labels are the same, so there is nothing to disagree about.'),
      numbers[key].interval,
      n,
      leftOut
    )
  )

function leftOutOf({ units, segments, least }: AnswerInput): readonly AgreementLeftOut[] {
  let alone = 0
  for (let unit = 0; unit < units.count; unit++) {
    let present = 0
    for (let a = 0; a < units.annotators; a++)
      if ((units.codes[unit * units.annotators + a] ?? -1) >= 0) present++
    if (present === 1) alone++
  }
  const count = (code: number): number => units.segments.filter((segment) => segment.code === code).length
  return [
    {
      reason: `Answered by one annotator alone: no segment of another overlaps by at least ${Math.round(least * 100)} % (tIoU), or it is not answered.`,
      count: alone,
      unit: 'units' as const
    },
    { reason: 'The annotator declined to rate.', count: count(DECLINED_LABEL), unit: 'segments' as const },
    { reason: 'The segment is not answered yet.', count: count(NO_LABEL), unit: 'segments' as const }
  ].filter((each) => segments.length > 0 && each.count > 0)
}

const KINDS: Readonly<Record<AnswerReport['kind'], string>> = {
  ratings: 'A dimension that a segment does not rate is missing.',
  labels:
    'A label that an answer does not hold counts as 0 (not given); an answer without any label is an empty set; a label given without a level where others gave one has no level.',
  intensity: 'The intensity counts whichever label stands beside it; a segment without one is missing.'
}

const conventionOf = ({ kind, least }: AnswerInput): string =>
  `${unitConvention('segments', least)} ${matchedPersonConvention} Where all annotators answer about the same turns, pictures or texts, these are the units. ${KINDS[kind]}`
