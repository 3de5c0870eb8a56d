/** Score of each set of parts; a set is a number whose bit i says whether part i is in it. */
export type SetScores = (set: number) => number | null

/**
 * What each of `parts` parts adds to a score, by Shapley (1953): the mean over all orders in which parts can be added of what
 * the score gains when the part comes. The shares sum to score(all) - score(none). Null where the score of any set is
 * undefined. `parts` is 1 to 16; every set of them is asked for once, the empty one too.
 */
export function shapleyShares(parts: number, score: SetScores): number[] | null {
  if (!Number.isInteger(parts) || parts < 1 || parts > 16)
    throw new RangeError(`parts must be 1 to 16, got ${parts}`)
  const scores = new Float64Array(2 ** parts)
  for (let set = 0; set < scores.length; set++) {
    const own = score(set)
    if (own === null || !Number.isFinite(own)) return null
    scores[set] = own
  }
  // Weight of a set of s other parts: s! (n - s - 1)! / n!, by 1 / (n * C(n - 1, s)).
  const weights = Array.from({ length: parts }, (_, size) => 1 / (parts * choose(parts - 1, size)))
  const shares = new Array<number>(parts).fill(0)
  for (let set = 0; set < scores.length; set++)
    for (let part = 0; part < parts; part++) {
      if (set & (1 << part)) continue
      const gain = (scores[set | (1 << part)] ?? 0) - (scores[set] ?? 0)
      shares[part] = (shares[part] ?? 0) + (weights[bits(set)] ?? 0) * gain
    }
  return shares
}

function choose(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return result
}

function bits(set: number): number {
  let count = 0
  for (let rest = set; rest > 0; rest &= rest - 1) count++
  return count
}
