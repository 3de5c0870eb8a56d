import type { Sliced } from '../agreement/sliced'
import { concordance } from '../metrics/trace-agreement'
import { unitBootstrap } from '../metrics/base/unit-bootstrap'
import { outOfFoldValues, type Protocol } from '../probe/cross-validate'
import { fitValueHead, headValues } from '../probe/head'
import { standardisedByGroup } from '../probe/standardise'
import { rowsOf, type Table } from '../probe/table'
import type { HeadScore } from './head-report'
import { heldOutProtocol, protocolWords, RANDOM_FOLDS } from './hold-out'

/** What a head that tells numbers is fitted on and how it is scored. */
export interface RatingHeadProblem {
  readonly table: Table
  /** Who each row is of: a person, or the group of its recording. */
  readonly groups: readonly string[]
  readonly dims: readonly string[]
  /** By dimension: the rating of each row, NaN: nobody rated it. */
  readonly targets: readonly Float64Array[]
  /** Alpha of ridge regression, on standardised columns. */
  readonly penalty: number
  /** Standardise every group by itself first. */
  readonly byGroup: boolean
  readonly seed: number
}

/** How close the numbers of one dimension come to the ratings. */
export interface DimScore {
  readonly dim: string
  readonly items: number
  /** Concordance, -1 to 1. */
  readonly ccc: HeadScore
  /** Root of the mean squared error, in units of the scale. */
  readonly rmse: HeadScore
  /** The same error of saying the mean of all ratings each time: what a head has to beat. */
  readonly spread: number | null
}

export interface RatingScores {
  /** How items were held out, in words. */
  readonly protocol: string
  readonly dims: readonly DimScore[]
}

export interface RatingHeadReport {
  readonly rows: number
  /** Rows with a rating of any dimension. */
  readonly rated: number
  readonly groups: number
  /** Scored on groups that the head did not see; null where there is only one group. */
  readonly heldOut: RatingScores | null
  /** Scored on items at random, whose people the head has seen: flatters. */
  readonly random: RatingScores | null
  /** Random items flatter by more than 0.1 of concordance, on average of the dimensions. */
  readonly leaks: boolean
}

export interface RatingHeadResult {
  readonly report: RatingHeadReport
  /** Numbers of every dimension for every row, row after row: rated rows by heads that did not see their group, the others by a head fitted on all ratings. NaN where none could be fitted. */
  readonly values: Float64Array
}

/** Difference of concordance between random and held-out items at which random ones are said to flatter. */
const FLATTERS = 0.1
/** Fewer ratings make no head. */
const FEWEST = 3

/**
 * Fit a ridge head (Hoerl & Kennard 1970) on the rated rows of each dimension, score it on groups it did not see, and say
 * what it makes of every row. Yields often; the same input and seed give the same numbers.
 */
export function* ratingHeadReport(problem: RatingHeadProblem): Sliced<RatingHeadResult> {
  const { groups, dims, targets, penalty, seed } = problem
  const table = problem.byGroup ? standardisedByGroup(problem.table, groups) : problem.table
  const values = new Float64Array(table.rows * dims.length).fill(NaN)
  const heldOut: (DimScore | undefined)[] = []
  const random: (DimScore | undefined)[] = []
  let words: { heldOut?: string; random?: string } = {}
  for (const [d, dim] of dims.entries()) {
    const target = targets[d] ?? new Float64Array(table.rows).fill(NaN)
    const known = Array.from(target.keys()).filter((row) => Number.isFinite(target[row]))
    if (known.length < FEWEST) continue
    const own: Rated = {
      dim,
      table: rowsOf(table, known),
      target: Float64Array.from(known, (row) => target[row] ?? NaN),
      groups: known.map((row) => groups[row] ?? '')
    }
    const count = new Set(own.groups).size
    if (count > 1) {
      const protocol = heldOutProtocol(own.groups, count)
      const found = yield* outOfFoldValues(own.table, [own.target], { penalty }, protocol)
      known.forEach((row, i) => (values[row * dims.length + d] = found[i] ?? NaN))
      heldOut[d] = scoreOf(own, found)
      words = { ...words, heldOut: protocolWords(protocol, count) }
    }
    yield
    if (known.length >= RANDOM_FOLDS) {
      const protocol: Protocol = { kind: 'random-folds', folds: RANDOM_FOLDS, seed }
      random[d] = scoreOf(own, yield* outOfFoldValues(own.table, [own.target], { penalty }, protocol))
      words = { ...words, random: `${RANDOM_FOLDS} folds of items at random, seed ${seed}` }
    }
    yield
    const rest = Array.from(target.keys()).filter((row) => !Number.isFinite(target[row]))
    if (rest.length > 0) {
      const found = headValues(fitValueHead(own.table, [own.target], { penalty }), rowsOf(table, rest))
      rest.forEach((row, i) => (values[row * dims.length + d] = found[i] ?? NaN))
    }
    yield
  }
  const rated = Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    targets.some((target) => Number.isFinite(target[row]))
  )
  return {
    values,
    report: {
      rows: table.rows,
      rated: rated.length,
      groups: new Set(rated.map((row) => groups[row])).size,
      heldOut: scoresOf(heldOut, words.heldOut),
      random: scoresOf(random, words.random),
      leaks: meanCcc(random) - meanCcc(heldOut) > FLATTERS
    }
  }
}

interface Rated {
  readonly dim: string
  readonly table: Table
  readonly target: Float64Array
  readonly groups: readonly string[]
}

function scoresOf(dims: readonly (DimScore | undefined)[], protocol = ''): RatingScores | null {
  const known = dims.filter((dim) => dim !== undefined)
  return known.length > 0 ? { protocol, dims: known } : null
}

/** NaN where a dimension has none, so that nothing is said of a difference. */
function meanCcc(dims: readonly (DimScore | undefined)[]): number {
  const known = dims.flatMap((dim) => (dim?.ccc.value === null || !dim ? [] : [dim.ccc.value]))
  return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) / known.length : NaN
}

type Pair = readonly [rated: number, said: number]

function scoreOf({ dim, target, groups }: Rated, said: Float64Array): DimScore {
  const byGroup = new Map<string, Pair[]>()
  const pairs: Pair[] = []
  target.forEach((rated, i) => {
    const value = said[i] ?? NaN
    if (!Number.isFinite(value)) return
    const pair: Pair = [rated, value]
    pairs.push(pair)
    const group = groups[i] ?? ''
    const own = byGroup.get(group) ?? []
    byGroup.set(group, own)
    own.push(pair)
  })
  const score = (of: (pairs: readonly Pair[]) => number | null, reason: string): HeadScore => {
    const value = of(pairs)
    const interval = unitBootstrap([...byGroup.values()], of, { noun: 'people or groups' })
    return {
      value,
      ...(value === null ? { reason } : {}),
      ...('reason' in interval ? { intervalReason: interval.reason } : { interval })
    }
  }
  const mean = pairs.reduce((sum, [rated]) => sum + rated, 0) / pairs.length
  return {
    dim,
    items: pairs.length,
    ccc: score(
      (own) =>
        concordance(
          own.map(([rated]) => rated),
          own.map(([, value]) => value)
        ),
      'Concordance needs two ratings or more that differ.'
    ),
    rmse: score(rootMeanSquare, 'Nothing was held out.'),
    spread: rootMeanSquare(pairs.map(([rated]): Pair => [rated, mean]))
  }
}

const rootMeanSquare = (pairs: readonly Pair[]): number | null =>
  pairs.length === 0
    ? null
    : Math.sqrt(pairs.reduce((sum, [rated, said]) => sum + (said - rated) ** 2, 0) / pairs.length)
