import type { LeftOut } from '../../compare/report'
import type { Numbers, ScoredItems } from './scored-items'
import { sameKind } from './scored-items'

/** How a row of scores is read as probabilities. */
export const scoreReadings = ['auto', 'as-given', 'sum', 'softmax'] as const
export type ScoreReading = (typeof scoreReadings)[number]

/** What each reading does, in words. */
export const readingTexts: Readonly<Record<Exclude<ScoreReading, 'auto'>, string>> = {
  'as-given': 'The scores are taken as probabilities, digit by digit; an item sums to 1 but for rounding.',
  sum: 'The scores of an item are divided by their sum.',
  softmax: 'The scores are logits: exp of each, divided by the sum of an item.'
}

/** Scores that can be read, and which items they are. */
export interface ReadScores {
  readonly items: ScoredItems
  /** Place of each item among the rows that came in. */
  readonly rows: Int32Array
  /** Classes that have scores, as places among those that came in; class c of `items` is `classes[c]`. */
  readonly classes: Int32Array
  readonly reading: Exclude<ScoreReading, 'auto'>
  readonly leftOut: readonly LeftOut[]
}

/** How far the sum of given probabilities may be from 1: files round, often to two digits a class. */
const ROUNDING = 0.03

const NO_SCORES = 'The candidate gave no scores.'
const OUTSIDE = 'The reference label is not among the labels that the candidate gives scores for.'
const SOME_MISSING = 'The candidate gave scores for some of its labels only.'
const UNUSABLE = 'The scores cannot be read as probabilities: they are negative or all 0.'

/**
 * Read scores as probabilities. A class that no item has a score for is none of the candidate's classes; an item whose
 * truth is such a class, or that lacks a score, is left out and counted.
 * @param scores n x k, row by row, NaN where there is none
 * @param truth index of the true class of each row
 * @param reading `auto`: as given where rows are probabilities, else their share of the sum where none is negative or above 1, else logits
 */
export function readScores(
  scores: Numbers,
  truth: Int32Array,
  k: number,
  reading: ScoreReading = 'auto'
): ReadScores {
  const n = truth.length
  const classes = classesWithScores(scores, n, k)
  const place = new Int32Array(k).fill(-1)
  classes.forEach((c, i) => (place[c] = i))
  const width = classes.length
  const how = reading === 'auto' ? looksLike(scores, n, k, classes) : reading
  const probabilities = sameKind(scores, n * width)
  const kept = new Int32Array(n)
  const keptTruth = new Int32Array(n)
  const out = { none: 0, outside: 0, some: 0, unusable: 0 }
  let count = 0
  for (let i = 0; i < n; i++) {
    let missing = 0
    let top = -Infinity
    let sum = 0
    let negative = false
    for (let j = 0; j < width; j++) {
      const value = scores[i * k + (classes[j] ?? 0)] ?? NaN
      if (Number.isNaN(value)) missing++
      else {
        top = Math.max(top, value)
        sum += value
        negative ||= value < 0
      }
    }
    const target = place[truth[i] ?? -1] ?? -1
    if (width === 0 || missing === width) out.none++
    else if (target < 0) out.outside++
    else if (missing > 0) out.some++
    else if (how !== 'softmax' && (negative || !(sum > 0))) out.unusable++
    else {
      const at = count * width
      let total = 0
      for (let j = 0; j < width; j++) {
        const value = scores[i * k + (classes[j] ?? 0)] ?? 0
        const weight = how === 'softmax' ? Math.exp(value - top) : value
        probabilities[at + j] = weight
        total += weight
      }
      if (how !== 'as-given')
        for (let j = 0; j < width; j++) probabilities[at + j] = (probabilities[at + j] ?? 0) / total
      kept[count] = i
      keptTruth[count] = target
      count++
    }
  }
  return {
    items: {
      n: count,
      k: width,
      probabilities: probabilities.subarray(0, count * width),
      truth: keptTruth.subarray(0, count)
    },
    rows: kept.subarray(0, count),
    classes,
    reading: how,
    leftOut: [
      entry(NO_SCORES, out.none),
      entry(OUTSIDE, out.outside),
      entry(SOME_MISSING, out.some),
      entry(UNUSABLE, out.unusable)
    ].filter(({ count }) => count > 0)
  }
}

const entry = (reason: string, count: number): LeftOut => ({ reason, count, unit: 'segments' })

function classesWithScores(scores: Numbers, n: number, k: number): Int32Array {
  const seen = new Uint8Array(k)
  let found = 0
  for (let i = 0; i < n && found < k; i++)
    for (let c = 0; c < k; c++)
      if (seen[c] === 0 && !Number.isNaN(scores[i * k + c] ?? NaN)) {
        seen[c] = 1
        found++
      }
  return Int32Array.from(Array.from(seen.keys()).filter((c) => seen[c] === 1))
}

function looksLike(
  scores: Numbers,
  n: number,
  k: number,
  classes: Int32Array
): Exclude<ScoreReading, 'auto'> {
  let sumsToOne = true
  const width = classes.length
  for (let i = 0; i < n; i++) {
    let sum = 0
    let whole = true
    for (let j = 0; j < width; j++) {
      const value = scores[i * k + (classes[j] ?? 0)] ?? NaN
      if (value < 0 || value > 1 + ROUNDING) return 'softmax'
      if (Number.isNaN(value)) whole = false
      else sum += value
    }
    if (whole && Math.abs(sum - 1) > ROUNDING) sumsToOne = false
  }
  return sumsToOne ? 'as-given' : 'sum'
}
