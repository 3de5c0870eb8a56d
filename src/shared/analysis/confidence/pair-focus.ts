import type { ScoredItems } from './scored-items'

/**
 * For every pair of classes the items that stay right when only these two may be said (argmax over two scores):
 * row a, column b counts items whose truth is a and whose score of a is higher than that of b; equal scores go to the
 * class that comes first. Row a, column a is the number of items of a. Accuracy on a pair is
 * (table[a][b] + table[b][a]) / (table[a][a] + table[b][b]).
 */
export function pairTable({ n, k, probabilities, truth }: ScoredItems): readonly (readonly number[])[] {
  const table = Array.from({ length: k }, () => new Array<number>(k).fill(0))
  for (let i = 0; i < n; i++) {
    const a = truth[i] ?? 0
    const row = table[a]
    if (!row) continue
    const own = probabilities[i * k + a] ?? 0
    for (let b = 0; b < k; b++) {
      const p = probabilities[i * k + b] ?? 0
      if (a === b || own > p || (own === p && a < b)) row[b] = (row[b] ?? 0) + 1
    }
  }
  return table
}

/** Which of two classes has the higher score for an item; of equal ones the first. */
export function chosenOf({ k, probabilities }: ScoredItems, item: number, a: number, b: number): number {
  const [pa, pb] = [probabilities[item * k + a] ?? 0, probabilities[item * k + b] ?? 0]
  return pa === pb ? Math.min(a, b) : pa > pb ? a : b
}
