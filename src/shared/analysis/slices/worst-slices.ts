import type { Sliced } from '../../agreement/sliced'
import { correctMany } from './correct-many'
import type { Correction } from './correct-many'
import { searchAxis } from './search-axis'
import type { AxisPart, SearchAxis } from './search-axis'
import { clusterTotals, describeSlice } from './describe-slice'
import type { SearchInput, WorstSlice, WorstSlices } from './worst-slice'
import { logWorseChance } from './worse-chance'

export interface SearchOptions {
  /** 1: single facets, 2: and two joined. */
  readonly joined: 1 | 2
  /** Smaller slices are not looked at, nor those that leave a smaller rest. */
  readonly least: number
  readonly correction: Correction
  readonly limit: number
}

/** Facets of so many groups (recordings, persons) are not joined with each other. */
const MOST_PAIRS = 40_000

interface Found {
  readonly parts: readonly AxisPart[]
  readonly axes: readonly SearchAxis[]
  readonly n: number
  readonly right: number
  readonly z: number
  logP: number
}

/**
 * Slices with the lowest chance of having so few right items by accident, best evidence first. Of slices of the same facets in the same
 * direction (below or above a cut) the best one is listed; a slice of two facets is listed when its evidence is stronger than
 * that of either part alone.
 */
export function* worstSlices(input: SearchInput, options: SearchOptions): Sliced<WorstSlices> {
  const { right } = input
  const all = right.length
  let allRight = 0
  for (const one of right) allRight += one
  const axes: SearchAxis[] = []
  for (const column of input.columns) {
    const axis = searchAxis(column)
    if (axis.bins > 1) axes.push(axis)
    yield
  }
  const whole = { all, allRight }
  const best = new Map<string, Found>()
  const single = new Map<string, number>()
  let tests = 0
  const offer = (key: string, found: Omit<Found, 'logP'>): void => {
    const before = best.get(key)
    if (!before || found.z < before.z) best.set(key, { ...found, logP: NaN })
  }
  for (const axis of axes) {
    const { n, hits } = binSums(axis, right)
    for (const part of axis.parts) {
      const size = sumOf(n, part)
      if (size < options.least || all - size < options.least) continue
      tests++
      const ownRight = sumOf(hits, part)
      const z = worseZ(ownRight, size, whole)
      single.set(part.name, z)
      if (z < 0)
        offer(`${axis.id}/${part.direction}`, { parts: [part], axes: [axis], n: size, right: ownRight, z })
    }
    yield
  }
  if (options.joined === 2)
    for (let a = 0; a < axes.length; a++)
      for (let b = a + 1; b < axes.length; b++) {
        const [first, second] = [axes[a], axes[b]]
        if (!first || !second || first.bins * second.bins > MOST_PAIRS) continue
        const area = areaSums(first, second, right)
        yield
        for (const one of first.parts)
          for (const two of second.parts) {
            const size = area.n(one, two)
            if (size < options.least || all - size < options.least) continue
            tests++
            const ownRight = area.right(one, two)
            const z = worseZ(ownRight, size, whole)
            const alone = Math.min(single.get(one.name) ?? 0, single.get(two.name) ?? 0)
            if (z < 0 && z < alone - 1e-9)
              offer(`${first.id}/${one.direction}&${second.id}/${two.direction}`, {
                parts: [one, two],
                axes: [first, second],
                n: size,
                right: ownRight,
                z
              })
          }
        yield
      }
  // Few of thousands are looked at closely; the others count among the tests alone, which makes p larger.
  const found = [...best.values()].sort((a, b) => a.z - b.z).slice(0, 4 * options.limit)
  for (const one of found) one.logP = logWorseChance(one.right, one.n, allRight, all)
  yield
  const corrected = correctMany(
    found.map(({ logP }) => logP),
    options.correction,
    tests
  )
  const order = found
    .map((one, i) => ({ one, corrected: corrected[i] ?? 1 }))
    .sort((a, b) => a.one.logP - b.one.logP || a.one.z - b.one.z)
    .slice(0, options.limit)
  const slices: WorstSlice[] = []
  const totals = clusterTotals(input)
  for (const { one, corrected } of order) {
    slices.push(
      describeSlice(input, totals, {
        name: one.parts.map(({ name }) => name).join(' · '),
        parts: one.parts.map(({ part }) => part),
        inside: insideOf(one),
        corrected
      })
    )
    yield
  }
  return { slices, tests, n: all, accuracy: all === 0 ? null : allRight / all }
}

interface Whole {
  readonly all: number
  readonly allRight: number
}

/** How far a slice lies below the rest, in pooled standard errors; negative: worse. */
function worseZ(right: number, n: number, { all, allRight }: Whole): number {
  const rest = all - n
  if (rest === 0) return 0
  const pooled = allRight / all
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / rest))
  return error > 0 ? (right / n - (allRight - right) / rest) / error : 0
}

function binSums({ codes, bins }: SearchAxis, right: Uint8Array) {
  const n = new Float64Array(bins)
  const hits = new Float64Array(bins)
  for (let i = 0; i < codes.length; i++) {
    const bin = codes[i] ?? -1
    if (bin < 0) continue
    n[bin] = (n[bin] ?? 0) + 1
    hits[bin] = (hits[bin] ?? 0) + (right[i] ?? 0)
  }
  return { n, hits }
}

function sumOf(sums: Float64Array, { from, to }: AxisPart): number {
  let sum = 0
  for (let bin = from; bin < to; bin++) sum += sums[bin] ?? 0
  return sum
}

/** Sums over rectangles of bins of two axes in constant time (summed-area table). */
function areaSums(a: SearchAxis, b: SearchAxis, right: Uint8Array) {
  const width = b.bins + 1
  const n = new Float64Array((a.bins + 1) * width)
  const hits = new Float64Array(n.length)
  for (let i = 0; i < right.length; i++) {
    const [x, y] = [a.codes[i] ?? -1, b.codes[i] ?? -1]
    if (x < 0 || y < 0) continue
    const at = (x + 1) * width + y + 1
    n[at] = (n[at] ?? 0) + 1
    hits[at] = (hits[at] ?? 0) + (right[i] ?? 0)
  }
  for (const table of [n, hits])
    for (let x = 1; x <= a.bins; x++)
      for (let y = 1; y < width; y++) {
        const at = x * width + y
        table[at] =
          (table[at] ?? 0) + (table[at - width] ?? 0) + (table[at - 1] ?? 0) - (table[at - width - 1] ?? 0)
      }
  const rectangle =
    (table: Float64Array) =>
    (one: AxisPart, two: AxisPart): number => {
      const at = (x: number, y: number): number => table[x * width + y] ?? 0
      return at(one.to, two.to) - at(one.from, two.to) - at(one.to, two.from) + at(one.from, two.from)
    }
  return { n: rectangle(n), right: rectangle(hits) }
}

/** Whether an item is in every part; written out for one and two parts, since a million items are asked. */
function insideOf({ parts, axes }: Found): (item: number) => boolean {
  const [first, second] = parts
  const [own, other] = axes.map(({ codes }) => codes)
  const { from = 0, to = 0 } = first ?? {}
  const isIn = (item: number): boolean => {
    const bin = own?.[item] ?? -1
    return bin >= from && bin < to
  }
  if (!second) return isIn
  return (item) => {
    const bin = other?.[item] ?? -1
    return bin >= second.from && bin < second.to && isIn(item)
  }
}
