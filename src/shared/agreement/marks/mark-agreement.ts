import type { ShareCell } from '../../compare/report'
import { cardOf } from '../answers/answer-detail'
import type { AgreementLeftOut } from '../report'
import type { Sliced } from '../sliced'
import { sumBootstrap } from '../sum-bootstrap'
import { addCounts, noCounts, pointCounts, spanCounts, type MarkCounts } from './mark-counts'
import type { Mark, MarkCells, MarkedUnit, MarkReport } from './mark-report'
import { markTexts } from './mark-texts'

/** What the agreement of marks is computed from. */
export interface MarkInput {
  readonly kind: MarkReport['kind']
  readonly authorIds: readonly string[]
  readonly units: readonly MarkedUnit[]
  /** Of points: how far apart two may be, microseconds. */
  readonly tolerance: number
  readonly leftOut: readonly AgreementLeftOut[]
}

/** Units between two pauses. */
const SLICE = 100
const NO_UNIT = 'No two annotators looked at the same text or recording.'
const NO_MARK = 'Neither of two annotators marked anything where both looked.'

/** Everything about how far marks agree; plain data. F1 does not depend on who of two is taken for the reference. */
export function* markReport(input: MarkInput): Sliced<MarkReport> {
  const { authorIds, units, kind, tolerance } = input
  const pairs = authorIds.flatMap((first, a) =>
    authorIds.slice(a + 1).map((second, b) => ({ first, second, a, b: a + 1 + b }))
  )
  const byPair = pairs.map(() => noCounts)
  const byLabel = new Map<string, MarkCounts[]>()
  const byRecording = new Map<string, Float64Array>()
  let shared = 0
  for (const [u, { recordingId, byAuthor }] of units.entries()) {
    if (u % SLICE === SLICE - 1) yield
    if (byAuthor.filter((marks) => marks !== undefined).length > 1) shared++
    for (const [p, { a, b }] of pairs.entries()) {
      const [x, y] = [byAuthor[a], byAuthor[b]]
      if (!x || !y) continue
      let all = noCounts
      for (const label of new Set([...x, ...y].map((mark) => mark.label))) {
        const own = (mark: Mark): boolean => mark.label === label
        const [mine, theirs] = [x.filter(own), y.filter(own)]
        const counts = kind === 'spans' ? spanCounts(mine, theirs) : pointCounts(mine, theirs, tolerance)
        const line = byLabel.get(label) ?? pairs.map(() => noCounts)
        byLabel.set(label, line)
        line[p] = addCounts(line[p] ?? noCounts, counts)
        all = addCounts(all, counts)
      }
      byPair[p] = addCounts(byPair[p] ?? noCounts, all)
      const sums = byRecording.get(recordingId) ?? new Float64Array(WIDTH * pairs.length)
      byRecording.set(recordingId, sums)
      asNumbers(all).forEach((value, i) => (sums[WIDTH * p + i] = (sums[WIDTH * p + i] ?? 0) + value))
    }
  }
  const none = shared === 0 ? NO_UNIT : NO_MARK
  const numbers = (counts: readonly MarkCounts[]): readonly (number | null)[] =>
    MEASURES[kind].map((measure) => mean(counts.map((one) => f1(one, measure))))
  const intervals = yield* sumBootstrap([...byRecording.values()], (sums) =>
    numbers(pairs.map((_, p) => fromNumbers(sums.subarray(WIDTH * p, WIDTH * (p + 1)))))
  )
  const values = numbers(byPair)
  return {
    kind,
    convention: conventionOf(input),
    authorIds,
    cards: MEASURES[kind].map((measure, i) => {
      const text = kind === 'points' ? markTexts.points(tolerance) : markTexts[measure]
      return cardOf(text, values[i] ?? null, none, intervals[i], shared, input.leftOut)
    }),
    labels: [...byLabel]
      .map(([label, counts]) => ({ label, ...cells(counts, NO_MARK) }))
      .sort((x, y) => y.n - x.n || (x.label < y.label ? -1 : 1)),
    pairs: pairs.map(({ first, second }, p) => ({ first, second, ...cells([byPair[p] ?? noCounts], none) })),
    n: shared,
    leftOut: input.leftOut,
    recordings: byRecording.size
  }
}

type Measure = 'exact' | 'overlap' | 'shared'
const MEASURES: Readonly<Record<MarkReport['kind'], readonly Measure[]>> = {
  spans: ['exact', 'overlap', 'shared'],
  points: ['exact']
}

/** 2 x hits / marks of both; null where neither has any. */
function f1(counts: MarkCounts, measure: Measure): number | null {
  const all = measure === 'shared' ? counts.characters : counts.marks
  return all === 0 ? null : (2 * counts[measure]) / all
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

function cells(counts: readonly MarkCounts[], reason: string): MarkCells {
  const cell = (measure: Measure): ShareCell => {
    const value = mean(counts.map((one) => f1(one, measure)))
    return value === null ? { value, reason } : { value }
  }
  return {
    exact: cell('exact'),
    overlap: cell('overlap'),
    shared: cell('shared'),
    n: counts.reduce((sum, { marks }) => sum + marks, 0)
  }
}

const WIDTH = 5
const asNumbers = ({ exact, overlap, shared, marks, characters }: MarkCounts): readonly number[] => [
  exact,
  overlap,
  shared,
  marks,
  characters
]
const fromNumbers = ([
  exact = 0,
  overlap = 0,
  shared = 0,
  marks = 0,
  characters = 0
]: Float64Array): MarkCounts => ({
  exact,
  overlap,
  shared,
  marks,
  characters
})

const conventionOf = ({ kind, tolerance }: MarkInput): string =>
  kind === 'spans'
    ? 'A unit is a text that both annotators looked at, also one in which they marked nothing. Places are characters (Unicode code points) from the start of the text; only marks with the same label are compared.'
    : `A unit is a recording (and person) in which both have a track of points. Two points are one when they have the same label and lie at most ${tolerance / 1000} ms apart; as many one-to-one pairs as possible are made.`
