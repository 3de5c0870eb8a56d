/** Given labels and class probabilities of many items as columns. */
export interface ScoredLabels {
  readonly classes: number
  /** Code of the given label of each item; an item with another code is left out. */
  readonly given: Int32Array
  /** Row-major items x classes; a row that begins with NaN is left out. */
  readonly scores: Float32Array | Float64Array
}

/** Confident learning over columns; the same numbers as `confidentLearning`, without an object per item. */
export interface ConfidentColumns {
  /** Mean probability of a class over the items labelled with it; null for a class nobody was labelled with. */
  readonly thresholds: readonly (number | null)[]
  /** Row-major: given label x confident guess. */
  readonly joint: Float64Array
  /** Confident guess of each item; -1: none reaches its threshold, -2: left out. */
  readonly guess: Int32Array
  /** Probability of the given label, NaN where left out. */
  readonly selfConfidence: Float32Array
  /** (probability of the given label - best other + 1) / 2, 0..1, NaN where left out. */
  readonly margin: Float32Array
  /** Items that have a label and scores. */
  readonly used: number
  /** Items with a confident guess. */
  readonly counted: number
}

/** A threshold is a mean of the probabilities that are held against it; rounding must not decide. */
const SLACK = 1e-6

/** Confident learning (Northcutt, Jiang & Chuang 2021) over columns; the card is `confidentLearningMethod`. */
export function confidentColumns({ classes: k, given, scores }: ScoredLabels): ConfidentColumns {
  const n = given.length
  const guess = new Int32Array(n).fill(-2)
  const selfConfidence = new Float32Array(n).fill(NaN)
  const margin = new Float32Array(n).fill(NaN)
  const sums = new Float64Array(k)
  const counts = new Float64Array(k)
  let used = 0
  for (let i = 0; i < n; i++) {
    const label = given[i] ?? -1
    const own = scores[i * k + label] ?? NaN
    if (label < 0 || label >= k || Number.isNaN(own)) continue
    used++
    guess[i] = -1
    selfConfidence[i] = own
    sums[label] = (sums[label] ?? 0) + own
    counts[label] = (counts[label] ?? 0) + 1
  }
  const thresholds = Array.from({ length: k }, (_, c) => {
    const count = counts[c] ?? 0
    return count === 0 ? null : (sums[c] ?? 0) / count
  })
  const least = Float64Array.from(thresholds, (threshold) => (threshold ?? Infinity) - SLACK)
  const joint = new Float64Array(k * k)
  let counted = 0
  for (let i = 0; i < n; i++) {
    if (guess[i] !== -1) continue
    const label = given[i] ?? 0
    let best = -1
    let bestScore = -1
    let other = 0
    for (let c = 0; c < k; c++) {
      const p = scores[i * k + c] ?? 0
      if (c !== label && p > other) other = p
      if (p >= (least[c] ?? Infinity) && p > bestScore) {
        best = c
        bestScore = p
      }
    }
    margin[i] = ((selfConfidence[i] ?? 0) - other + 1) / 2
    if (best < 0) continue
    guess[i] = best
    counted++
    joint[label * k + best] = (joint[label * k + best] ?? 0) + 1
  }
  return { thresholds, joint, guess, selfConfidence, margin, used, counted }
}

/** What to look at first: the margin (given against the best other), or the probability of the given label. */
export type SuspectOrder = 'margin' | 'self-confidence'

/** Items whose confident guess is not the given label, the least plausible first; equal ones in their own order. */
export function suspects(
  { guess, margin, selfConfidence }: ConfidentColumns,
  given: Int32Array,
  order: SuspectOrder = 'margin',
  keep: (item: number) => boolean = () => true
): Int32Array {
  const key = order === 'margin' ? margin : selfConfidence
  const found: number[] = []
  for (let i = 0; i < given.length; i++) {
    const other = guess[i] ?? -1
    if (other >= 0 && other !== given[i] && keep(i)) found.push(i)
  }
  return Int32Array.from(found).sort((x, y) => (key[x] ?? 0) - (key[y] ?? 0) || x - y)
}
