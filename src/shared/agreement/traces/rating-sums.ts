import type { CentredSums } from '../../metrics/base/moments'
import { correlationOf } from '../../metrics/base/moments'
import { concordanceOf } from '../../metrics/trace-agreement'

/** Numbers summed for each pair: n, Σx, Σy, Σx², Σy², Σxy, equal signs, Σ|x - y|. */
export const PAIR_SUMS = 8
/** Numbers summed for alpha: ratings in rows of two and more, Σx, Σx², observed disagreement. */
export const ALPHA_SUMS = 4

/** Where everything that can be summed over rows stands in a vector, so that whole groups of rows can be drawn again. */
export interface RatingSums {
  readonly pairs: readonly (readonly [number, number])[]
  readonly alpha: number
  readonly length: number
}

export function ratingSums(annotators: number): RatingSums {
  const pairs: (readonly [number, number])[] = []
  for (let a = 0; a < annotators; a++) for (let b = a + 1; b < annotators; b++) pairs.push([a, b])
  const alpha = pairs.length * PAIR_SUMS
  return { pairs, alpha, length: alpha + ALPHA_SUMS }
}

/**
 * Add one row (values of all annotators, NaN: none) to a vector. Values come less `centre`, so that sums of squares
 * keep their digits; signs are those of the values less `neutral`.
 */
export function addRow(
  sums: RatingSums,
  vector: Float64Array,
  row: Float64Array,
  centre: number,
  neutral: number | undefined
): void {
  const add = (place: number, value: number): void => {
    vector[place] = (vector[place] ?? 0) + value
  }
  sums.pairs.forEach(([a, b], p) => {
    const x = (row[a] ?? NaN) - centre
    const y = (row[b] ?? NaN) - centre
    if (Number.isNaN(x + y)) return
    const at = p * PAIR_SUMS
    add(at, 1)
    add(at + 1, x)
    add(at + 2, y)
    add(at + 3, x * x)
    add(at + 4, y * y)
    add(at + 5, x * y)
    // Signs are those of the ratings themselves: a rating that is neutral is exactly that.
    if (
      neutral !== undefined &&
      Math.sign((row[a] ?? NaN) - neutral) === Math.sign((row[b] ?? NaN) - neutral)
    )
      add(at + 6, 1)
    add(at + 7, Math.abs(x - y))
  })
  let n = 0
  let sum = 0
  let squares = 0
  for (const rated of row) {
    if (Number.isNaN(rated)) continue
    const value = rated - centre
    n++
    sum += value
    squares += value * value
  }
  if (n < 2) return
  add(sums.alpha, n)
  add(sums.alpha + 1, sum)
  add(sums.alpha + 2, squares)
  // Σ over ordered pairs of (x - y)² is 2 (n Σx² - (Σx)²).
  add(sums.alpha + 3, (2 * (n * squares - sum * sum)) / (n - 1))
}

/** Centred sums of a pair, of values less the centre that they were added with. */
export function sumsOfPair(vector: Float64Array, p: number): CentredSums {
  const at = p * PAIR_SUMS
  const [n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0] = vector.subarray(at, at + 6)
  const spreadX = flat(xx - (x * x) / n, xx)
  const spreadY = flat(yy - (y * y) / n, yy)
  return {
    n,
    meanX: x / n,
    meanY: y / n,
    xx: spreadX,
    yy: spreadY,
    // A constant goes with nothing, whatever rounding leaves.
    xy: spreadX === 0 || spreadY === 0 ? 0 : xy - (x * y) / n
  }
}

/** What rounding leaves of the squares of a constant is nothing. */
const flat = (spread: number, squares: number): number => (spread <= Math.abs(squares) * 1e-13 ? 0 : spread)

export const pairCcc = (vector: Float64Array, p: number): number | null =>
  concordanceOf(sumsOfPair(vector, p))
export const pairPearson = (vector: Float64Array, p: number): number | null =>
  correlationOf(sumsOfPair(vector, p))
export const pairSigns = (vector: Float64Array, p: number): number | null =>
  share(vector[p * PAIR_SUMS + 6], vector[p * PAIR_SUMS])
export const pairDistance = (vector: Float64Array, p: number): number | null =>
  share(vector[p * PAIR_SUMS + 7], vector[p * PAIR_SUMS])
export const pairCount = (vector: Float64Array, p: number): number => vector[p * PAIR_SUMS] ?? 0

/** Root of the mean squared difference of a pair. */
export function pairRmse(vector: Float64Array, p: number): number | null {
  const at = p * PAIR_SUMS
  const [n = 0, , , xx = 0, yy = 0, xy = 0] = vector.subarray(at, at + 6)
  return n === 0 ? null : Math.sqrt(Math.max(0, (xx + yy - 2 * xy) / n))
}

/** Krippendorff's alpha for intervals from its sums: the same number as from all pairs of values, in one pass. */
export function alphaOf(vector: Float64Array, { alpha }: RatingSums): number | null {
  const [n = 0, sum = 0, squares = 0, within = 0] = vector.subarray(alpha, alpha + ALPHA_SUMS)
  if (n < 2) return null
  const expected = flat(2 * (n * squares - sum * sum), 2 * n * squares) / (n * (n - 1))
  return expected === 0 ? null : 1 - within / n / expected
}

/** Mean over the pairs for which it is defined. */
export function meanOver(
  vector: Float64Array,
  sums: RatingSums,
  of: (vector: Float64Array, p: number) => number | null
): number | null {
  let total = 0
  let n = 0
  for (let p = 0; p < sums.pairs.length; p++) {
    const value = of(vector, p)
    if (value === null) continue
    total += value
    n++
  }
  return n === 0 ? null : total / n
}

const share = (above: number | undefined, below: number | undefined): number | null =>
  below ? (above ?? 0) / below : null
