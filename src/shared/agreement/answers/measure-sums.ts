import { correlation, midRanks } from '../../metrics/base/moments'
import { krippendorffAlphaParts, type Level } from '../../metrics/krippendorff-alpha'
import type { Sliced } from '../sliced'
import type { RatingRows } from '../traces/rating-rows'
import * as moments from '../traces/rating-sums'
import * as tables from './value-table'

/** Numbers of a pair of annotators that can be made again from summed vectors. */
export type PairNumber = 'quadratic' | 'linear' | 'ccc' | 'pearson' | 'spearman' | 'apart'
type Vector = Float64Array

/** Answers to one measure, summed by recording, and what follows from any sum of these. */
export interface MeasureSums {
  readonly pairs: readonly (readonly [number, number])[]
  readonly byRecording: readonly Vector[]
  readonly total: Vector
  /** Null where it does not exist or cannot be made from the sums. */
  readonly alpha: (sums: Vector, level: Level) => number | null
  readonly pair: (sums: Vector, pair: number, which: PairNumber) => number | null
  readonly count: (sums: Vector, pair: number) => number
  /** The pair's rank correlation and alpha of all data for ratios, which long scales do not give from their sums. */
  readonly spearman: (pair: number) => number | null
  readonly ratio: () => number | null
  /** Whether every number can be made from sums, so that it can be resampled. */
  readonly whole: boolean
  /** Whether kappa has categories with a place on the scale. */
  readonly stepped: boolean
}

/** Rows between two pauses. */
const SLICE = 1000
/** Cells of one table, and of the tables of all recordings together (32 MB). */
const MOST_CELLS = 60_000
const MOST_IN_ALL = 4_000_000
/** More different answers than these are too many for ratios of every two. */
const MOST_FOR_RATIOS = 400
/** Whole numbers that reach no farther than this are steps of a scale. */
const MOST_STEPS = 24

/**
 * Sum the answers of a measure. Where they have few different values, as tables of values, from which everything
 * follows exactly; else as moments, of the answers and of their ranks among all answers.
 * @param declared answers that the scheme lists, ascending; empty for any number
 * @param recordingOf recording of a row, an index below `recordings`
 */
export function* measureSums(
  rows: RatingRows,
  declared: readonly number[],
  recordingOf: (row: number) => number,
  recordings: number
): Sliced<MeasureSums> {
  const found = new Set<number>()
  for (const column of rows.columns) {
    for (const value of column) if (!Number.isNaN(value)) found.add(value)
    yield
  }
  const steps = stepsOf(declared, found)
  const values = steps ?? [...found].sort((a, b) => a - b)
  const table = tables.valueTable(values, rows.columns.length)
  return table.length <= MOST_CELLS && table.length * recordings <= MOST_IN_ALL
    ? yield* fromTables(rows, table, steps !== undefined, recordingOf, recordings)
    : yield* fromMoments(rows, values, recordingOf, recordings)
}

/** The steps of the scale: the declared ones with any found beside them, or the whole numbers of a short range. */
function stepsOf(declared: readonly number[], found: ReadonlySet<number>): readonly number[] | undefined {
  const known = new Set(declared)
  if (declared.length > 0) return [...found].every((value) => known.has(value)) ? declared : undefined
  let low = Infinity
  let high = -Infinity
  for (const value of found) {
    if (!Number.isInteger(value)) return undefined
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (found.size === 0 || high - low > MOST_STEPS) return undefined
  return Array.from({ length: high - low + 1 }, (_, i) => low + i)
}

function* fromTables(
  rows: RatingRows,
  table: tables.ValueTable,
  stepped: boolean,
  recordingOf: (row: number) => number,
  recordings: number
): Sliced<MeasureSums> {
  const at = new Map(table.values.map((value, i) => [value, i]))
  const byRecording = Array.from({ length: recordings }, () => new Float64Array(table.length))
  const codes = new Int16Array(rows.columns.length)
  for (let i = 0; i < rows.count; i++) {
    if (i % SLICE === SLICE - 1) yield
    rows.columns.forEach((column, a) => (codes[a] = at.get(column[i] ?? Number.NaN) ?? -1))
    const into = byRecording[recordingOf(i)]
    if (into) tables.addUnit(table, into, codes)
  }
  const total = yield* totalOf(byRecording, table.length)
  const pair: MeasureSums['pair'] = (sums, p, which) => {
    switch (which) {
      case 'quadratic':
      case 'linear':
        return stepped ? tables.pairKappa(table, sums, p, which) : null
      case 'ccc':
        return tables.pairCcc(table, sums, p)
      case 'pearson':
        return tables.pairPearson(table, sums, p)
      case 'spearman':
        return tables.pairSpearman(table, sums, p)
      case 'apart':
        return tables.pairApart(table, sums, p)
    }
  }
  return {
    pairs: table.pairs,
    byRecording,
    total,
    alpha: (sums, level) => tables.tableAlpha(table, sums, level),
    pair,
    count: (sums, p) => tables.pairCount(table, sums, p),
    spearman: (p) => tables.pairSpearman(table, total, p),
    ratio: () => tables.tableAlpha(table, total, 'ratio'),
    whole: true,
    stepped
  }
}

function* fromMoments(
  rows: RatingRows,
  values: readonly number[],
  recordingOf: (row: number) => number,
  recordings: number
): Sliced<MeasureSums> {
  const sums = moments.ratingSums(rows.columns.length)
  const ranks = yield* middleRanks(rows)
  yield
  const centre = values.reduce((total, value) => total + value, 0) / Math.max(1, values.length)
  const middle = [...ranks.values()].reduce((total, rank) => total + rank, 0) / Math.max(1, ranks.size)
  const length = 2 * sums.length
  const byRecording = Array.from({ length: recordings }, () => new Float64Array(length))
  const row = new Float64Array(rows.columns.length)
  const ranked = new Float64Array(rows.columns.length)
  for (let i = 0; i < rows.count; i++) {
    if (i % SLICE === SLICE - 1) yield
    rows.columns.forEach((column, a) => {
      row[a] = column[i] ?? Number.NaN
      ranked[a] = ranks.get(column[i] ?? Number.NaN) ?? Number.NaN
    })
    const into = byRecording[recordingOf(i)]
    if (!into) continue
    moments.addRow(sums, into.subarray(0, sums.length), row, centre, undefined)
    moments.addRow(sums, into.subarray(sums.length), ranked, middle, undefined)
  }
  const total = yield* totalOf(byRecording, length)
  return {
    pairs: sums.pairs,
    byRecording,
    total,
    alpha: (vector, level) =>
      level === 'interval'
        ? moments.alphaOf(vector, sums)
        : level === 'ordinal'
          ? moments.alphaOf(vector.subarray(sums.length), sums)
          : null,
    pair(vector, p, which) {
      if (which === 'ccc') return moments.pairCcc(vector, p)
      if (which === 'pearson') return moments.pairPearson(vector, p)
      return which === 'apart' ? moments.pairDistance(vector, p) : null
    },
    count: moments.pairCount,
    spearman: (p) => rankCorrelationOf(rows, sums.pairs[p]),
    ratio: () =>
      values.length > MOST_FOR_RATIOS
        ? null
        : krippendorffAlphaParts(
            Array.from({ length: rows.count }, (_, i) =>
              rows.columns.map((column) => {
                const value = column[i] ?? Number.NaN
                return Number.isNaN(value) ? null : value
              })
            ),
            'ratio'
          ).alpha,
    whole: false,
    stepped: false
  }
}

/** Answers of all annotators in order, equal ones with the middle of their places: ordinal distances are differences of these. */
function* middleRanks({ columns }: RatingRows): Sliced<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  for (const column of columns) {
    for (const value of column) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
    yield
  }
  let before = 0
  return new Map(
    [...counts]
      .sort(([a], [b]) => a - b)
      .map(([value, count]) => {
        before += count
        return [value, before - count / 2]
      })
  )
}

function rankCorrelationOf(
  { columns }: RatingRows,
  pair: readonly [number, number] | undefined
): number | null {
  const x: number[] = []
  const y: number[] = []
  columns[pair?.[0] ?? -1]?.forEach((value, i) => {
    const other = columns[pair?.[1] ?? -1]?.[i] ?? Number.NaN
    if (Number.isNaN(value + other)) return
    x.push(value)
    y.push(other)
  })
  return correlation(midRanks(x), midRanks(y))
}

function* totalOf(vectors: readonly Float64Array[], length: number): Sliced<Float64Array> {
  const total = new Float64Array(length)
  for (const vector of vectors) {
    for (let i = 0; i < length; i++) total[i] = (total[i] ?? 0) + (vector[i] ?? 0)
    yield
  }
  return total
}
