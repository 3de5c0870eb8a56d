import type { Sliced } from './sliced'
import { weightOf, type AgreementUnits } from './units'

/**
 * Everything that nominal agreement is made of, as sums over units, so that sums of recordings can be added, resampled
 * and evaluated without looking at a unit again. One flat vector; `unitSums` says where each sum stands.
 */
export interface UnitSums {
  readonly k: number
  readonly annotators: number
  readonly pairs: readonly (readonly [number, number])[]
  readonly length: number
  /** Ratings of each label in units with two or more. */
  readonly totals: number
  /** sum of n_k (m - n_k) / (m - 1) by label, units with two or more. */
  readonly apart: number
  /** sum of n_k (n_k - 1) by label. */
  readonly agreeing: number
  /** sum of n_k (m - 1) by label. */
  readonly possible: number
  /** sum of n_k / m by label, all units with a label. */
  readonly share: number
  /** Weight of all units with a label. */
  readonly rated: number
  /** Weight of units with two or more labels. */
  readonly pairable: number
  /** sum of the share of agreeing pairs, units with two or more. */
  readonly meanAgreement: number
  /** Weight of units with two different labels. */
  readonly split: number
  /** Ratings of each label in units that every annotator labelled. */
  readonly fullTotals: number
  /** sum of n_k (n_k - 1) over labels, units that every annotator labelled. */
  readonly fullAgreeing: number
  /** Weight of units that every annotator labelled. */
  readonly full: number
  /** For each pair: labels of the first, labels of the second (k each), and weight of equal labels. */
  readonly table: (pair: number) => {
    readonly first: number
    readonly second: number
    readonly equal: number
  }
}

/** Places of the sums for this many labels and annotators; without pairs where they are not asked for. */
export function unitSums(k: number, annotators: number, withPairs = true): UnitSums {
  let length = 0
  const take = (places: number): number => {
    const from = length
    length += places
    return from
  }
  const pairs: [number, number][] = []
  if (withPairs)
    for (let a = 0; a < annotators; a++) for (let b = a + 1; b < annotators; b++) pairs.push([a, b])
  const places = {
    totals: take(k),
    apart: take(k),
    agreeing: take(k),
    possible: take(k),
    share: take(k),
    rated: take(1),
    pairable: take(1),
    meanAgreement: take(1),
    split: take(1),
    fullTotals: take(k),
    fullAgreeing: take(1),
    full: take(1)
  }
  const tables = take(pairs.length * (2 * k + 1))
  return {
    ...places,
    k,
    annotators,
    pairs,
    length,
    table(pair) {
      const first = tables + pair * (2 * k + 1)
      return { first, second: first + k, equal: first + 2 * k }
    }
  }
}

// Units between two pauses; below ten milliseconds with ten annotators (measured).
const SLICE = 16_384

/** Add each unit to the vector of its group; `groupOf` answers -1 for units to be left out. */
export function* addUnits(
  units: AgreementUnits,
  sums: UnitSums,
  vectors: readonly Float64Array[],
  groupOf: (unit: number) => number
): Sliced<void> {
  const { k, annotators, pairs } = sums
  const counts = new Float64Array(k)
  const tableOf = new Int32Array(annotators * annotators)
  pairs.forEach(([a, b], pair) => (tableOf[a * annotators + b] = sums.table(pair).first))
  const present = new Int32Array(annotators)
  for (let unit = 0; unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    const into = vectors[groupOf(unit)]
    if (!into) continue
    const from = unit * annotators
    let m = 0
    counts.fill(0)
    for (let a = 0; a < annotators; a++) {
      const code = units.codes[from + a] ?? -1
      if (code < 0 || code >= k) continue
      present[m++] = a
      counts[code] = (counts[code] ?? 0) + 1
    }
    if (m === 0) continue
    const weight = weightOf(units, unit)
    addCounts(into, sums, counts, m, weight)
    for (let i = 0; pairs.length > 0 && i < m; i++)
      for (let j = i + 1; j < m; j++) {
        const a = present[i] ?? 0
        const b = present[j] ?? 0
        const first = units.codes[from + a] ?? 0
        const second = units.codes[from + b] ?? 0
        const table = tableOf[a * annotators + b] ?? 0
        bump(into, table + first, weight)
        bump(into, table + k + second, weight)
        if (first === second) bump(into, table + 2 * k, weight)
      }
  }
}

function addCounts(
  into: Float64Array,
  sums: UnitSums,
  counts: Float64Array,
  m: number,
  weight: number
): void {
  bump(into, sums.rated, weight)
  let same = 0
  for (let k = 0; k < sums.k; k++) {
    const n = counts[k] ?? 0
    if (n === 0) continue
    same += n * (n - 1)
    bump(into, sums.share + k, (weight * n) / m)
    if (m < 2) continue
    bump(into, sums.totals + k, weight * n)
    bump(into, sums.apart + k, (weight * n * (m - n)) / (m - 1))
    bump(into, sums.agreeing + k, weight * n * (n - 1))
    bump(into, sums.possible + k, weight * n * (m - 1))
    if (m === sums.annotators) bump(into, sums.fullTotals + k, weight * n)
  }
  if (m < 2) return
  bump(into, sums.pairable, weight)
  bump(into, sums.meanAgreement, (weight * same) / (m * (m - 1)))
  if (same < m * (m - 1)) bump(into, sums.split, weight)
  if (m === sums.annotators) {
    bump(into, sums.full, weight)
    bump(into, sums.fullAgreeing, weight * same)
  }
}

const bump = (into: Float64Array, place: number, by: number): void => {
  into[place] = (into[place] ?? 0) + by
}
