import type { ScoredItems } from './scored-items'

/** Proper scores of probabilities; null without items. */
export interface ProperScores {
  /** Mean over items of the summed squared distances over classes, 0..2. */
  readonly brier: number | null
  /** Mean of -ln p of the true class, nats; null also when a true class has probability 0. */
  readonly logLoss: number | null
  /** Items whose true class has probability 0; each makes the log loss infinite. */
  readonly impossible: number
}

/** Brier score and log loss of all items. */
export function properScores({ n, k, probabilities, truth }: ScoredItems): ProperScores {
  let squares = 0
  let surprise = 0
  let impossible = 0
  for (let i = 0; i < n; i++) {
    const target = truth[i] ?? -1
    for (let c = 0; c < k; c++) {
      const apart = (probabilities[i * k + c] ?? 0) - (c === target ? 1 : 0)
      squares += apart * apart
    }
    const own = probabilities[i * k + target] ?? 0
    if (own > 0) surprise -= Math.log(own)
    else impossible++
  }
  return {
    brier: n === 0 ? null : squares / n,
    logLoss: n === 0 || impossible > 0 ? null : surprise / n,
    impossible
  }
}

/** Share of items whose true class is among the j highest scores, for j = 1..most; null without items. Equal scores: the class that comes first ranks higher. */
export function topShares(
  { n, k, probabilities, truth }: ScoredItems,
  most: number
): readonly (number | null)[] {
  const hits = new Float64Array(k + 1)
  for (let i = 0; i < n; i++) {
    const target = truth[i] ?? 0
    const own = probabilities[i * k + target] ?? 0
    let rank = 1
    for (let c = 0; c < k; c++) {
      const p = probabilities[i * k + c] ?? 0
      if (p > own || (p === own && c < target)) rank++
    }
    hits[rank] = (hits[rank] ?? 0) + 1
  }
  let sum = 0
  return Array.from({ length: most }, (_, j) => {
    sum += hits[j + 1] ?? 0
    return n === 0 ? null : sum / n
  })
}

/** Entropy of the scores of each item as a share of the largest possible one, 0 (sure) to 1 (all classes alike). */
export function normalisedEntropies({ n, k, probabilities }: ScoredItems): Float64Array {
  const most = Math.log(Math.max(2, k))
  const found = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let c = 0; c < k; c++) {
      const p = probabilities[i * k + c] ?? 0
      if (p > 0) sum -= p * Math.log(p)
    }
    found[i] = Math.min(1, Math.max(0, sum / most))
  }
  return found
}
