import type { Sliced } from '../../agreement/sliced'
import type { Interval } from '../../metrics/base/score'
import { wilson } from '../../metrics/proportion-interval'
import type { FacetColumn, FacetPart } from '../facets/facet-column'
import { correctMany } from './correct-many'
import type { Correction } from './correct-many'
import { searchAxis } from './search-axis'
import type { AxisPart, SearchAxis } from './search-axis'
import { shareDifference } from './share-difference'
import { clusteredWorseChance, logWorseChance } from './worse-chance'

/** What is searched: items with whether they are right, by facets. All columns are parallel. */
export interface SearchInput {
  readonly right: Uint8Array
  readonly columns: readonly FacetColumn[]
  /** Speaker (or recording) of each item. */
  readonly cluster: Int32Array
}

export interface SearchOptions {
  /** 1: single facets, 2: and two joined. */
  readonly joined: 1 | 2
  /** Smaller slices are not looked at. */
  readonly least: number
  readonly correction: Correction
  readonly limit: number
}

/** A slice in which there are more errors than elsewhere. */
export interface WorstSlice {
  readonly name: string
  readonly parts: readonly FacetPart[]
  readonly n: number
  readonly right: number
  readonly accuracy: number
  readonly interval?: Interval
  /** Accuracy of everything else. */
  readonly rest: number
  /** accuracy - rest, below 0. */
  readonly difference: number
  readonly differenceInterval?: Interval
  /** Speakers in it. */
  readonly clusters: number
  /** Exact and one-sided, items taken as independent. */
  readonly p: number
  readonly corrected: number
  /** With items of one speaker hanging together; null: not defined, and why. */
  readonly clusteredP: number | null
  readonly clusteredReason?: string
}

export interface WorstSlices {
  readonly slices: readonly WorstSlice[]
  /** Slices that were looked at: what p was corrected for. */
  readonly tests: number
  readonly n: number
  readonly accuracy: number | null
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
  const { right, cluster } = input
  const all = right.length
  let allRight = 0
  for (const one of right) allRight += one
  const axes = input.columns.map(searchAxis).filter(({ bins }) => bins > 1)
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
      if (size < options.least || size === all) continue
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
            if (size < options.least || size === all) continue
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
  const found = [...best.values()]
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
  const totals = clusterTotals(right, cluster)
  for (const { one, corrected } of order) {
    slices.push(described(one, corrected, input, whole, totals))
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

function clusterTotals(right: Uint8Array, cluster: Int32Array) {
  let clusters = 0
  for (const one of cluster) if (one >= clusters) clusters = one + 1
  const allN = new Float64Array(clusters)
  const allRight = new Float64Array(clusters)
  for (let i = 0; i < right.length; i++) {
    const own = cluster[i] ?? -1
    if (own < 0) continue
    allN[own] = (allN[own] ?? 0) + 1
    allRight[own] = (allRight[own] ?? 0) + (right[i] ?? 0)
  }
  return { allN, allRight }
}

function described(
  { parts, axes, n, right, logP }: Found,
  corrected: number,
  input: SearchInput,
  { all, allRight }: Whole,
  totals: ReturnType<typeof clusterTotals>
): WorstSlice {
  const own = { n: new Float64Array(totals.allN.length), right: new Float64Array(totals.allN.length) }
  for (let i = 0; i < input.right.length; i++) {
    const at = input.cluster[i] ?? -1
    if (at < 0 || !parts.every((part, p) => isIn(axes[p]?.codes[i] ?? -1, part))) continue
    own.n[at] = (own.n[at] ?? 0) + 1
    own.right[at] = (own.right[at] ?? 0) + (input.right[i] ?? 0)
  }
  const rest = (allRight - right) / (all - n)
  const clustered = clusteredWorseChance({ ...own, ...totals })
  const share = wilson.compute(right, n)
  return {
    name: parts.map(({ name }) => name).join(' · '),
    parts: parts.map(({ part }) => part),
    n,
    right,
    accuracy: right / n,
    ...(share.value !== null && share.interval ? { interval: share.interval } : {}),
    rest,
    difference: right / n - rest,
    differenceInterval: shareDifference(right, n, allRight - right, all - n),
    clusters: own.n.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
    p: Math.exp(logP),
    corrected,
    ...(typeof clustered === 'number'
      ? { clusteredP: clustered }
      : { clusteredP: null, clusteredReason: clustered.reason })
  }
}

const isIn = (bin: number, { from, to }: AxisPart): boolean => bin >= from && bin < to
