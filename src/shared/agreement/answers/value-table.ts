import type { CentredSums } from '../../metrics/base/moments'
import { correlationOf } from '../../metrics/base/moments'
import { concordanceOf } from '../../metrics/trace-agreement'
import type { Level } from '../../metrics/krippendorff-alpha'

/**
 * Counts from which every agreement of answers on a scale with few values follows, so that counts of recordings can be
 * added, drawn again and evaluated without looking at a unit again: for alpha how often two values meet within units,
 * for each pair of annotators the table of their answers.
 */
export interface ValueTable {
  /** Ascending. */
  readonly values: readonly number[]
  readonly annotators: number
  readonly pairs: readonly (readonly [number, number])[]
  readonly length: number
}

export function valueTable(values: readonly number[], annotators: number): ValueTable {
  const pairs: (readonly [number, number])[] = []
  for (let a = 0; a < annotators; a++) for (let b = a + 1; b < annotators; b++) pairs.push([a, b])
  return { values, annotators, pairs, length: (1 + pairs.length) * values.length ** 2 }
}

/** Add one unit: for each annotator the position of the answer in `values`, -1 for none. */
export function addUnit({ values, pairs }: ValueTable, into: Float64Array, codes: Int16Array): void {
  const v = values.length
  let m = 0
  for (const code of codes) if (code >= 0) m++
  if (m < 2) return
  pairs.forEach(([a, b], p) => {
    const x = codes[a] ?? -1
    const y = codes[b] ?? -1
    if (x < 0 || y < 0) return
    bump(into, (1 + p) * v * v + x * v + y, 1)
    // Krippendorff's coincidences: each ordered pair of answers, divided by the answers less one.
    bump(into, x * v + y, 1 / (m - 1))
    bump(into, y * v + x, 1 / (m - 1))
  })
}

/** Krippendorff's alpha from the coincidences; null without pairs or without variation. */
export function tableAlpha({ values }: ValueTable, sums: Float64Array, level: Level): number | null {
  const v = values.length
  const totals = new Float64Array(v)
  for (let x = 0; x < v; x++)
    for (let y = 0; y < v; y++) totals[x] = (totals[x] ?? 0) + (sums[x * v + y] ?? 0)
  const n = totals.reduce((sum, total) => sum + total, 0)
  if (n < 2) return null
  const apart = distance(values, totals, level)
  let observed = 0
  let expected = 0
  for (let x = 0; x < v; x++) {
    if (totals[x] === 0) continue
    for (let y = x + 1; y < v; y++) {
      if (totals[y] === 0) continue
      const d = apart(x, y)
      observed += d * (sums[x * v + y] ?? 0)
      expected += d * (totals[x] ?? 0) * (totals[y] ?? 0)
    }
  }
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected
}

function distance(values: readonly number[], totals: Float64Array, level: Level) {
  if (level === 'nominal') return () => 1
  if (level === 'ordinal') {
    let before = 0
    const middle = totals.map((total) => {
      before += total
      return before - total / 2
    })
    return (x: number, y: number) => ((middle[x] ?? 0) - (middle[y] ?? 0)) ** 2
  }
  const at = (x: number): number => values[x] ?? 0
  return level === 'interval'
    ? (x: number, y: number) => (at(x) - at(y)) ** 2
    : (x: number, y: number) => ((at(x) - at(y)) / (at(x) + at(y))) ** 2
}

/** Units that both of a pair answered. */
export function pairCount(table: ValueTable, sums: Float64Array, pair: number): number {
  let n = 0
  eachCell(table, sums, pair, (_x, _y, count) => (n += count))
  return n
}

/** Mean absolute difference of a pair's answers. */
export function pairApart(table: ValueTable, sums: Float64Array, pair: number): number | null {
  let n = 0
  let total = 0
  eachCell(table, sums, pair, (x, y, count) => {
    n += count
    total += count * Math.abs((table.values[x] ?? 0) - (table.values[y] ?? 0))
  })
  return n === 0 ? null : total / n
}

/** Cohen's kappa of a pair, weighted by the places of the answers on the scale. */
export function pairKappa(
  table: ValueTable,
  sums: Float64Array,
  pair: number,
  weights: 'linear' | 'quadratic'
): number | null {
  const v = table.values.length
  const rows = new Float64Array(v)
  const columns = new Float64Array(v)
  const penalty = (x: number, y: number): number =>
    weights === 'linear' ? Math.abs(x - y) : (x - y) * (x - y)
  let n = 0
  let observed = 0
  eachCell(table, sums, pair, (x, y, count) => {
    n += count
    rows[x] = (rows[x] ?? 0) + count
    columns[y] = (columns[y] ?? 0) + count
    observed += count * penalty(x, y)
  })
  if (n === 0) return null
  let expected = 0
  for (let x = 0; x < v; x++)
    for (let y = 0; y < v; y++) expected += (rows[x] ?? 0) * (columns[y] ?? 0) * penalty(x, y)
  return expected === 0 ? null : 1 - (n * observed) / expected
}

export const pairCcc = (table: ValueTable, sums: Float64Array, pair: number): number | null => {
  const values = Float64Array.from(table.values)
  return concordanceOf(centred(table, sums, pair, values, values))
}
export const pairPearson = (table: ValueTable, sums: Float64Array, pair: number): number | null => {
  const values = Float64Array.from(table.values)
  return correlationOf(centred(table, sums, pair, values, values))
}

/** Pearson's r of the mid-ranks. */
export function pairSpearman(table: ValueTable, sums: Float64Array, pair: number): number | null {
  const rows = new Float64Array(table.values.length)
  const columns = new Float64Array(table.values.length)
  eachCell(table, sums, pair, (x, y, count) => {
    rows[x] = (rows[x] ?? 0) + count
    columns[y] = (columns[y] ?? 0) + count
  })
  return correlationOf(centred(table, sums, pair, middles(rows), middles(columns)))
}

function middles(counts: Float64Array): Float64Array {
  let before = 0
  return counts.map((count) => {
    before += count
    return before - count / 2
  })
}

/** Two passes over the cells, so that a side that does not vary has exactly no squares. */
function centred(
  table: ValueTable,
  sums: Float64Array,
  pair: number,
  xs: Float64Array,
  ys: Float64Array
): CentredSums {
  let n = 0
  let sumX = 0
  let sumY = 0
  const seenX = new Set<number>()
  const seenY = new Set<number>()
  eachCell(table, sums, pair, (x, y, count) => {
    n += count
    sumX += count * (xs[x] ?? 0)
    sumY += count * (ys[y] ?? 0)
    seenX.add(x)
    seenY.add(y)
  })
  const [onlyX] = seenX
  const [onlyY] = seenY
  const meanX = seenX.size === 1 ? (xs[onlyX ?? 0] ?? 0) : sumX / n
  const meanY = seenY.size === 1 ? (ys[onlyY ?? 0] ?? 0) : sumY / n
  let xx = 0
  let yy = 0
  let xy = 0
  eachCell(table, sums, pair, (x, y, count) => {
    const dx = (xs[x] ?? 0) - meanX
    const dy = (ys[y] ?? 0) - meanY
    xx += count * dx * dx
    yy += count * dy * dy
    xy += count * dx * dy
  })
  return { n, meanX, meanY, xx, yy, xy }
}

function eachCell(
  { values }: ValueTable,
  sums: Float64Array,
  pair: number,
  visit: (x: number, y: number, count: number) => void
): void {
  const v = values.length
  const from = (1 + pair) * v * v
  for (let cell = 0; cell < v * v; cell++) {
    const count = sums[from + cell] ?? 0
    if (count > 0) visit(Math.floor(cell / v), cell % v, count)
  }
}

const bump = (into: Float64Array, place: number, by: number): void => {
  into[place] = (into[place] ?? 0) + by
}
