import { orderBy } from './order-by'

/** What people said about each item, as counts of answers by class. */
export interface Votes {
  readonly n: number
  readonly k: number
  /** n x k, row by row. */
  readonly counts: Uint16Array
}

/**
 * How far people differ about each item: the share of pairs of people whose answers differ, 0 (all alike) to 1; NaN for
 * items with fewer than `least` answers. One minus the observed agreement of Fleiss for the item.
 */
export function disagreements({ n, k, counts }: Votes, least = 2): Float64Array {
  const found = new Float64Array(n)
  const enough = Math.max(2, least)
  for (let i = 0; i < n; i++) {
    let people = 0
    let same = 0
    for (let c = 0; c < k; c++) {
      const votes = counts[i * k + c] ?? 0
      people += votes
      same += votes * (votes - 1)
    }
    found[i] = people < enough ? NaN : 1 - same / (people * (people - 1))
  }
  return found
}

/** A column of the model's uncertainty against one of people's disagreement, as counts of items in a square grid. */
export interface DisagreementGrid {
  readonly size: number
  /** size x size, row = disagreement from low to high, column = uncertainty from low to high. */
  readonly count: readonly number[]
  readonly errors: readonly number[]
}

/** Cell of a value 0..1 among `size`. */
export const cellOf = (value: number, size: number): number =>
  Math.min(size - 1, Math.max(0, Math.floor(value * size)))

/** Count items with both numbers into a grid. */
export function disagreementGrid(
  uncertainty: Float64Array,
  disagreement: Float64Array,
  right: Uint8Array,
  size = 8
): DisagreementGrid {
  const count = new Array<number>(size * size).fill(0)
  const errors = new Array<number>(size * size).fill(0)
  for (let i = 0; i < uncertainty.length; i++) {
    const d = disagreement[i] ?? NaN
    if (Number.isNaN(d)) continue
    const at = cellOf(d, size) * size + cellOf(uncertainty[i] ?? 0, size)
    count[at] = (count[at] ?? 0) + 1
    if (right[i] === 0) errors[at] = (errors[at] ?? 0) + 1
  }
  return { size, count, errors }
}

/** Spearman's correlation of two columns (0 and up) over items that have both; null where it is undefined (constant, fewer than 3). */
export function rankCorrelation(
  a: Float64Array,
  b: Float64Array
): { readonly value: number | null; readonly n: number } {
  const x = new Float64Array(a.length)
  const y = new Float64Array(a.length)
  let n = 0
  for (let i = 0; i < a.length; i++) {
    const [u, v] = [a[i] ?? NaN, b[i] ?? NaN]
    if (Number.isNaN(u) || Number.isNaN(v)) continue
    x[n] = u
    y[n] = v
    n++
  }
  return { value: n < 3 ? null : pearson(midRanks(x.subarray(0, n)), midRanks(y.subarray(0, n))), n }
}

/** Ranks from 1; equal values share their mean rank. */
function midRanks(values: Float64Array): Float64Array {
  const order = orderBy(values)
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

function pearson(x: Float64Array, y: Float64Array): number | null {
  const n = x.length
  // Ranks have the mean (n + 1) / 2 whatever is tied.
  const mean = (n + 1) / 2
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [u, v] = [(x[i] ?? 0) - mean, (y[i] ?? 0) - mean]
    xx += u * u
    yy += v * v
    xy += u * v
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null
}

/** What lies at one level of disagreement. */
export interface DisagreementLevel {
  readonly disagreement: number
  n: number
  errors: number
  /** Errors in which at least one person gave the model's answer. */
  shared: number
}

/** Levels are told apart to this many steps from 0 to 1. */
const LEVEL_STEPS = 200

/** Level of a disagreement: the value itself, to the nearest of 200 steps. */
export const levelOf = (disagreement: number): number => Math.round(disagreement * LEVEL_STEPS) / LEVEL_STEPS

/**
 * Items by how far people differ about them, from the lowest level up. A line between two levels splits them into clear
 * (at or below it) and ambiguous (above); items without enough people are neither.
 */
export function disagreementLevels(
  votes: Votes,
  disagreement: Float64Array,
  bets: { readonly guess: Int32Array; readonly right: Uint8Array }
): readonly DisagreementLevel[] {
  const levels = new Map<number, DisagreementLevel>()
  for (let i = 0; i < votes.n; i++) {
    const d = disagreement[i] ?? NaN
    if (Number.isNaN(d)) continue
    const key = levelOf(d)
    let level = levels.get(key)
    if (!level) levels.set(key, (level = { disagreement: key, n: 0, errors: 0, shared: 0 }))
    level.n++
    if (bets.right[i] === 1) continue
    level.errors++
    if ((votes.counts[i * votes.k + (bets.guess[i] ?? 0)] ?? 0) > 0) level.shared++
  }
  return [...levels.values()].sort((a, b) => a.disagreement - b.disagreement)
}
