import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import { sumBootstrap } from '../sum-bootstrap'
import type { Sliced } from '../sliced'
import { setTexts } from './answer-card-texts'

/** Sets of labels of all units; one row for each unit with a place for each annotator, undefined where there is no answer. */
export interface AnswerSets {
  readonly rows: readonly (readonly (readonly string[] | undefined)[])[]
  readonly recordingOf: (row: number) => number
  readonly recordings: number
  readonly annotators: number
}

export interface SetAgreement {
  readonly numbers: Readonly<
    Record<
      keyof typeof setTexts,
      {
        readonly value: number | null
        readonly reason?: string
        readonly interval?: IntervalOrReason
      }
    >
  >
  /** Mean Jaccard of each pair, in the order of pairs. */
  readonly jaccard: readonly (number | null)[]
  /** Units that two or more answered. */
  readonly n: number
}

/** Rows between two pauses. */
const SLICE = 400
/** More different sets than these: what chance gives is not drawn again, so alpha has no interval. */
const MOST_DRAWN = 64
/** More different sets than these cannot be held against each other in a second. */
const MOST_SETS = 4000
/** For each pair: units, summed Jaccard, equal sets. */
const PAIR = 3

/** How far whole sets of labels agree: Jaccard and equal sets over pairs, alpha with the MASI distance over all. */
export function* setAgreement({
  rows,
  recordingOf,
  recordings,
  annotators
}: AnswerSets): Sliced<SetAgreement> {
  const known = new Map<string, number>()
  const sets: ReadonlySet<string>[] = []
  const idOf = (labels: readonly string[]): number => {
    const set = new Set(labels)
    const key = JSON.stringify([...set].sort())
    const id = known.get(key) ?? sets.push(set) - 1
    known.set(key, id)
    return id
  }
  const ids: Int32Array[] = []
  for (const [i, row] of rows.entries()) {
    if (i % SLICE === SLICE - 1) yield
    ids.push(Int32Array.from({ length: annotators }, (_, a) => (row[a] ? idOf(row[a]) : -1)))
  }
  const pairs = annotators * (annotators - 1) * 0.5
  const alphaFrom = pairs * PAIR
  // Observed disagreement, then how often each set was given where two or more answered.
  const length = alphaFrom + 1 + sets.length
  const vectors = Array.from({ length: recordings }, () => new Float64Array(length))
  let n = 0
  for (const [i, row] of ids.entries()) {
    if (i % SLICE === SLICE - 1) yield
    const m = row.reduce((count, id) => count + (id < 0 ? 0 : 1), 0)
    const into = vectors[recordingOf(i)]
    if (m < 2 || !into) continue
    n++
    let pair = -1
    for (let a = 0; a < annotators; a++) {
      if ((row[a] ?? -1) >= 0) bump(into, alphaFrom + 1 + (row[a] ?? 0), 1)
      for (let b = a + 1; b < annotators; b++) {
        pair++
        const one = sets[row[a] ?? -1]
        const other = sets[row[b] ?? -1]
        if (!one || !other) continue
        bump(into, pair * PAIR, 1)
        bump(into, pair * PAIR + 1, jaccardOf(one, other))
        bump(into, pair * PAIR + 2, one === other ? 1 : 0)
        bump(into, alphaFrom, (2 * masi(one, other)) / (m - 1))
      }
    }
  }
  const total = new Float64Array(length)
  for (const vector of vectors) vector.forEach((value, i) => bump(total, i, value))
  yield
  const share = (sums: Float64Array, pair: number, which: 1 | 2): number | null => {
    const count = sums[pair * PAIR] ?? 0
    return count === 0 ? null : (sums[pair * PAIR + which] ?? 0) / count
  }
  const meanOf = (sums: Float64Array, which: 1 | 2): number | null => {
    const values = Array.from({ length: pairs }, (_, p) => share(sums, p, which)).filter((v) => v !== null)
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
  }
  const few = sets.length <= MOST_DRAWN
  const apart = few ? sets.map((one) => Float64Array.from(sets, (other) => masi(one, other))) : []
  const alpha = (sums: Float64Array, expected: number): number | null => {
    const ratings = sum(sums, alphaFrom + 1)
    return ratings < 2 || expected === 0 ? null : 1 - ((ratings - 1) * (sums[alphaFrom] ?? 0)) / expected
  }
  const expectedOf = (sums: Float64Array): number => {
    let found = 0
    for (let x = 0; x < sets.length; x++)
      for (let y = 0; y < x; y++)
        found += 2 * (sums[alphaFrom + 1 + x] ?? 0) * (sums[alphaFrom + 1 + y] ?? 0) * (apart[x]?.[y] ?? 0)
    return found
  }
  // Counts of sets are drawn again only where alpha is.
  const drawn = vectors.filter((vector) => vector.some((value) => value !== 0))
  const intervals = yield* sumBootstrap(
    few ? drawn : drawn.map((vector) => vector.subarray(0, alphaFrom)),
    (sums) => [meanOf(sums, 1), meanOf(sums, 2), few ? alpha(sums, expectedOf(sums)) : null]
  )
  const many = sets.length > MOST_SETS
  const expected = many ? 0 : few ? expectedOf(total) : yield* expectedSliced(sets, total, alphaFrom + 1)
  return {
    numbers: {
      jaccard: { value: meanOf(total, 1), interval: intervals[0] },
      equal: { value: meanOf(total, 2), interval: intervals[1] },
      masi: {
        value: alpha(total, expected),
        ...(many
          ? { reason: `There are ${sets.length} different sets, too many to hold each against each.` }
          : {}),
        interval: few
          ? intervals[2]
          : { reason: `There are ${sets.length} different sets, too many to resample here.` }
      }
    },
    jaccard: Array.from({ length: pairs }, (_, p) => share(total, p, 1)),
    n
  }
}

/** MASI distance of two sets of labels, 0 (equal) to 1. */
export const masi = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  distanceOf(one.size, other.size, sharedOf(one, other))

/** The same from the sizes of two sets and how much they share. */
function distanceOf(one: number, other: number, shared: number): number {
  if (one === other && shared === one) return 0
  if (shared === 0) return 1
  const monotonicity = shared === Math.min(one, other) ? 2 / 3 : 1 / 3
  return 1 - (shared / (one + other - shared)) * monotonicity
}

/** Jaccard of two sets; two empty sets are equal. */
function jaccardOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = sharedOf(one, other)
  const all = one.size + other.size - shared
  return all === 0 ? 1 : shared / all
}

function sharedOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const label of one) if (other.has(label)) shared++
  return shared
}

/** Disagreement of every two sets by how often each was given; labels as bits, which is fifty times as quick as sets. */
function* expectedSliced(
  sets: readonly ReadonlySet<string>[],
  sums: Float64Array,
  from: number
): Sliced<number> {
  const places = new Map([...new Set(sets.flatMap((set) => [...set]))].map((label, i) => [label, i]))
  const words = Math.max(1, Math.ceil(places.size / 32))
  const bits = new Int32Array(sets.length * words)
  sets.forEach((set, s) => {
    for (const label of set) {
      const place = places.get(label) ?? 0
      const at = s * words + (place >> 5)
      bits[at] = (bits[at] ?? 0) | (1 << (place & 31))
    }
  })
  let found = 0
  for (const [x, one] of sets.entries()) {
    if (x % 32 === 31) yield
    for (let y = 0; y < x; y++) {
      let shared = 0
      for (let w = 0; w < words; w++) shared += ones((bits[x * words + w] ?? 0) & (bits[y * words + w] ?? 0))
      const distance = distanceOf(one.size, sets[y]?.size ?? 0, shared)
      found += 2 * (sums[from + x] ?? 0) * (sums[from + y] ?? 0) * distance
    }
  }
  return found
}

/** Bits that are set (Warren 2012, Hacker's Delight, 2nd ed., section 5-1). */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

const sum = (vector: Float64Array, from: number): number =>
  vector.subarray(from).reduce((total, value) => total + value, 0)

const bump = (into: Float64Array, place: number, by: number): void => {
  into[place] = (into[place] ?? 0) + by
}
