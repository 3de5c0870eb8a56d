/** Numbers per item; single precision where they come from a store of many. */
export type Numbers = Float32Array | Float64Array

/** Items with a probability for every class and the class that is true. */
export interface ScoredItems {
  /** Number of items. */
  readonly n: number
  /** Number of classes. */
  readonly k: number
  /** n x k, row by row, each row non-negative with the sum 1. */
  readonly probabilities: Numbers
  /** Index of the true class of each item, 0..k-1. */
  readonly truth: Int32Array
}

/** What the scores say of each item: its most probable class (the first of equals), how probable, and whether it is right. */
export interface Bets {
  readonly guess: Int32Array
  readonly confidence: Numbers
  readonly right: Uint8Array
}

/** The bet of every item. */
export function betsOf({ n, k, probabilities, truth }: ScoredItems): Bets {
  const guess = new Int32Array(n)
  const confidence = sameKind(probabilities, n)
  const right = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    let best = 0
    let most = probabilities[i * k] ?? 0
    for (let c = 1; c < k; c++) {
      const p = probabilities[i * k + c] ?? 0
      if (p > most) {
        most = p
        best = c
      }
    }
    guess[i] = best
    confidence[i] = most
    right[i] = best === truth[i] ? 1 : 0
  }
  return { guess, confidence, right }
}

/** An empty column of the same precision. */
export const sameKind = (like: Numbers, length: number): Numbers =>
  like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)
