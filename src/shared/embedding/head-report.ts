import type { Sliced } from '../agreement/sliced'
import { clusterBootstrap } from '../metrics/base/cluster-bootstrap'
import { confusionFromCodes, confusionRows } from '../metrics/base/confusion'
import { accuracy } from '../metrics/accuracy'
import { unweightedAverageRecall } from '../metrics/recall-average'
import type { Interval } from '../metrics/base/score'
import { foldsOf, outOfFoldShares, type Protocol } from '../probe/cross-validate'
import { fitClassHead, headShares, type HeadOptions } from '../probe/head'
import { nestedDraws } from '../probe/label-budget'
import { standardisedByGroup } from '../probe/standardise'
import { rowsOf, type Table } from '../probe/table'
import { heldOutProtocol, protocolWords, RANDOM_FOLDS } from './hold-out'

/** What a head is fitted on and how it is scored. */
export interface HeadProblem {
  readonly table: Table
  /** Who each row is of: a person, or the group of its recording. */
  readonly groups: readonly string[]
  /** Class of each row, 0 .. labels - 1; -1: nobody labelled it. */
  readonly target: Int32Array
  readonly labels: readonly string[]
  readonly head: HeadOptions
  /** Standardise every group by itself first. */
  readonly byGroup: boolean
  readonly seed: number
  /** Also score with fewer labels. */
  readonly budget: boolean
}

/** A share that a head got right, with its interval or the reason why there is none. */
export interface HeadScore {
  readonly value: number | null
  readonly reason?: string
  readonly interval?: Interval
  readonly intervalReason?: string
}

export interface HeadScores {
  /** How items were held out, in words. */
  readonly protocol: string
  readonly items: number
  readonly uar: HeadScore
  readonly accuracy: HeadScore
  /** Items, row = label, column = what the head said. */
  readonly confusion: readonly (readonly number[])[]
}

export interface HeadReport {
  readonly labels: readonly string[]
  readonly rows: number
  readonly labelled: number
  /** Labelled rows of each class. */
  readonly counts: readonly number[]
  readonly groups: number
  /** Scored on groups that the head did not see; null where there is only one group or class. */
  readonly heldOut: HeadScores | null
  /** Scored on items at random, whose people the head has seen: flatters. */
  readonly random: HeadScores | null
  /** Random items flatter by more than ten points of accuracy. */
  readonly leaks: boolean
  /** How well a head of the same kind tells the groups themselves apart, on random items; null for one group. */
  readonly groupProbe: { readonly accuracy: number; readonly chance: number; readonly items: number } | null
  /** Mean and standard deviation (n - 1 below) of the held-out UAR over five seeded draws, by share of the labels. */
  readonly budget: readonly {
    readonly share: number
    readonly items: number
    readonly mean: number
    readonly sd: number
  }[]
}

export interface HeadResult {
  readonly report: HeadReport
  /** Shares of every class for every row, row after row: labelled rows by heads that did not see their group, the others by a head fitted on all labels. NaN where none could be fitted. */
  readonly shares: Float64Array
}

/** Parts of the work that are told. */
export const HEAD_PARTS = 5

const BUDGET_SHARES = [0.1, 0.2, 0.5, 1]
const BUDGET_DRAWS = 5
const BUDGET_FOLDS = 3
/** Difference of accuracy between random and held-out items at which random ones are said to flatter. */
const FLATTERS = 0.1

/**
 * Fit a head on the labelled rows, score it on groups it did not see, and say what it makes of every row.
 * Yields often and tells each of `HEAD_PARTS` as it begins; the same input and seed give the same numbers.
 */
export function* headReport(
  problem: HeadProblem,
  onPart: (done: number, note: string) => void = () => undefined
): Sliced<HeadResult> {
  const { labels, groups, target, seed } = problem
  const table = problem.byGroup ? standardisedByGroup(problem.table, groups) : problem.table
  yield
  const known = Array.from(target.keys()).filter((row) => (target[row] ?? -1) >= 0)
  const own: Labelled = {
    table: rowsOf(table, known),
    target: Int32Array.from(known, (row) => target[row] ?? -1),
    groups: known.map((row) => groups[row] ?? ''),
    labels
  }
  const classes = labels.length
  const shares = new Float64Array(table.rows * classes).fill(NaN)
  const counts = labels.map((_, c) => own.target.filter((code) => code === c).length)
  const present = counts.filter((count) => count > 0).length
  const groupCount = new Set(own.groups).size
  let heldOut: HeadScores | null = null
  let random: HeadScores | null = null
  onPart(0, 'people it did not see')
  if (present > 1 && groupCount > 1) {
    const protocol = heldOutProtocol(own.groups, groupCount)
    const found = yield* outOfFoldShares(own.table, own.target, classes, problem.head, protocol)
    known.forEach((row, i) => shares.set(found.subarray(i * classes, (i + 1) * classes), row * classes))
    heldOut = scoresOf(own, found, protocolWords(protocol, groupCount))
  }
  yield
  onPart(1, 'items at random')
  if (present > 1 && known.length >= RANDOM_FOLDS) {
    const protocol: Protocol = { kind: 'random-folds', folds: RANDOM_FOLDS, seed }
    const found = yield* outOfFoldShares(own.table, own.target, classes, problem.head, protocol)
    random = scoresOf(own, found, protocolWords(protocol, groupCount))
  }
  onPart(2, 'what nobody labelled')
  if (present > 1 && known.length < table.rows) {
    const head = yield* fitClassHead(own.table, own.target, classes, problem.head)
    const rest = Array.from(target.keys()).filter((row) => (target[row] ?? -1) < 0)
    const found = headShares(head, rowsOf(table, rest))
    rest.forEach((row, i) => shares.set(found.subarray(i * classes, (i + 1) * classes), row * classes))
  }
  onPart(3, 'whether it tells people apart')
  const groupProbe = yield* probeGroups(table, groups, problem)
  if (problem.budget) onPart(4, 'with fewer labels')
  const report: HeadReport = {
    labels,
    rows: table.rows,
    labelled: known.length,
    counts,
    groups: groupCount,
    heldOut,
    random,
    leaks: (random?.accuracy.value ?? 0) - (heldOut?.accuracy.value ?? Infinity) > FLATTERS,
    groupProbe,
    budget: heldOut && problem.budget ? yield* budgetCurve(own, problem) : []
  }
  return { report, shares }
}

interface Labelled {
  readonly table: Table
  readonly target: Int32Array
  readonly groups: readonly string[]
  readonly labels: readonly string[]
}

function scoresOf({ target, groups, labels }: Labelled, shares: Float64Array, protocol: string): HeadScores {
  const said = best(shares, labels.length)
  const names = [...new Set(groups)]
  const place = new Map(names.map((name, i) => [name, i]))
  const intervals = clusterBootstrap(
    {
      labels,
      reference: target,
      candidate: said,
      cluster: Int32Array.from(groups, (group) => place.get(group) ?? 0),
      clusters: names.length
    },
    (table) => [unweightedAverageRecall.compute(table).value, accuracy.compute(table).value],
    { noun: 'people or groups' }
  )
  const table = confusionFromCodes(labels, target, said)
  const cell = (metric: typeof accuracy, at: number): HeadScore => {
    const interval = intervals[at]
    const { value, ...found } = metric.compute(table)
    return {
      value,
      ...('reason' in found ? { reason: found.reason } : {}),
      ...(!interval ? {} : 'reason' in interval ? { intervalReason: interval.reason } : { interval })
    }
  }
  return {
    protocol,
    items: said.filter((code) => code >= 0).length,
    uar: cell(unweightedAverageRecall, 0),
    accuracy: cell(accuracy, 1),
    confusion: confusionRows(table)
  }
}

/** Class of the largest share of each row; -1 for a row without. */
function best(shares: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: shares.length / classes }, (_, row) => {
    let top = -1
    for (let c = 0; c < classes; c++) {
      const share = shares[row * classes + c] ?? NaN
      if (!Number.isNaN(share) && (top < 0 || share > (shares[row * classes + top] ?? 0))) top = c
    }
    return top
  })
}

function* probeGroups(
  table: Table,
  groups: readonly string[],
  { head, seed }: HeadProblem
): Sliced<HeadReport['groupProbe']> {
  const names = [...new Set(groups)].sort()
  if (names.length < 2 || table.rows < RANDOM_FOLDS * 2) return null
  const place = new Map(names.map((name, i) => [name, i]))
  const target = Int32Array.from(groups, (group) => place.get(group) ?? 0)
  // The quick head: what a mean already tells apart is the leak that matters, and hundreds of people stay quick.
  const quick: HeadOptions = { ...head, kind: names.length > 20 ? 'nearest-centroid' : head.kind }
  const shares = yield* outOfFoldShares(table, target, names.length, quick, {
    kind: 'random-folds',
    folds: RANDOM_FOLDS,
    seed
  })
  const said = best(shares, names.length)
  const right = said.filter((code, row) => code === target[row]).length
  const largest = Math.max(...names.map((_, i) => target.filter((code) => code === i).length))
  return { accuracy: right / table.rows, chance: largest / table.rows, items: table.rows }
}

function* budgetCurve(own: Labelled, { head, seed }: HeadProblem): Sliced<HeadReport['budget']> {
  const folds = foldsOf(
    { kind: 'group-folds', groups: own.groups, folds: BUDGET_FOLDS },
    own.target,
    own.table.rows
  )
  const classes = own.labels.length
  const scores = BUDGET_SHARES.map((): number[] => [])
  let items = BUDGET_SHARES.map(() => 0)
  for (let draw = 0; draw < BUDGET_DRAWS; draw++) {
    const said = BUDGET_SHARES.map(() => new Int32Array(own.table.rows).fill(-1))
    const used = BUDGET_SHARES.map(() => 0)
    for (const { train, test } of folds) {
      const draws = nestedDraws(
        train.map((row) => own.target[row] ?? -1),
        BUDGET_SHARES,
        seed + draw
      )
      for (const [at, positions] of draws.entries()) {
        const rows = positions.map((position) => train[position] ?? 0)
        const fitted = yield* fitClassHead(
          rowsOf(own.table, rows),
          rows.map((row) => own.target[row] ?? -1),
          classes,
          head
        )
        const codes = best(headShares(fitted, rowsOf(own.table, test)), classes)
        test.forEach((row, i) => {
          const column = said[at]
          if (column) column[row] = codes[i] ?? -1
        })
        used[at] = (used[at] ?? 0) + rows.length / folds.length
      }
    }
    said.forEach((codes, at) => {
      const { value } = unweightedAverageRecall.compute(confusionFromCodes(own.labels, own.target, codes))
      if (value !== null) scores[at]?.push(value)
    })
    items = used
  }
  return BUDGET_SHARES.flatMap((share, at) => {
    const values = scores[at] ?? []
    if (values.length < 2) return []
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
    return [{ share, items: Math.round(items[at] ?? 0), mean, sd }]
  })
}
