import { betaShare, logGamma } from '../../metrics/base/distributions'

/**
 * Natural logarithm of the chance that `n` items drawn without replacement from `all` items, of which `allRight` are
 * right, hold at most `right` right ones: Fisher's exact test, one-sided. 0 at most; never -Infinity for possible counts.
 */
export function logWorseChance(right: number, n: number, allRight: number, all: number): number {
  const least = Math.max(0, n - (all - allRight))
  const most = Math.min(n, allRight)
  if (right >= most) return 0
  if (right < least) return -Infinity
  const centre = (n * allRight) / all
  // Sum from the observed count away from the centre, where terms only fall; on its other side the complement.
  if (right <= centre) return tail(right, -1)
  const above = Math.exp(tail(right + 1, 1))
  return Math.log(Math.max(1 - above, Number.MIN_VALUE))

  function tail(from: number, step: 1 | -1): number {
    const first = logChoose(allRight, from) + logChoose(all - allRight, n - from) - logChoose(all, n)
    let term = 1
    let sum = 1
    for (let x = from; step < 0 ? x > least : x < most; x += step) {
      const ratio =
        step < 0
          ? (x * (all - allRight - n + x)) / ((allRight - x + 1) * (n - x + 1))
          : ((allRight - x) * (n - x)) / ((x + 1) * (all - allRight - n + x + 1))
      term *= ratio
      sum += term
      if (term < sum * 1e-17) break
    }
    return Math.min(0, first + Math.log(sum))
  }
}

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/** Right and all items of one cluster, inside a slice and in all. */
export interface ClusterCounts {
  readonly n: Float64Array
  readonly right: Float64Array
  readonly allN: Float64Array
  readonly allRight: Float64Array
}

/**
 * One-sided p that a slice is worse than the rest when items of one speaker hang together: the difference of the two
 * shares over its linearised standard error by clusters (Rao & Scott 1992), t with one degree of freedom fewer than
 * clusters. The sentence why where there is none.
 */
export function clusteredWorseChance(
  counts: ClusterCounts,
  fewest = 5
): number | { readonly reason: string } {
  const clusters = counts.allN.length
  let [n, right, all, allRight, used, inside] = [0, 0, 0, 0, 0, 0]
  for (let c = 0; c < clusters; c++) {
    n += counts.n[c] ?? 0
    right += counts.right[c] ?? 0
    all += counts.allN[c] ?? 0
    allRight += counts.allRight[c] ?? 0
    if ((counts.allN[c] ?? 0) > 0) used++
    if ((counts.n[c] ?? 0) > 0) inside++
  }
  if (inside < fewest) return { reason: `Only ${inside} in the slice; at least ${fewest} are needed.` }
  const [restN, restRight] = [all - n, allRight - right]
  if (n === 0 || restN === 0) return { reason: 'There is nothing to compare it with.' }
  const [share, rest] = [right / n, restRight / restN]
  let squares = 0
  for (let c = 0; c < clusters; c++) {
    const [own, ownRight] = [counts.n[c] ?? 0, counts.right[c] ?? 0]
    const [other, otherRight] = [(counts.allN[c] ?? 0) - own, (counts.allRight[c] ?? 0) - ownRight]
    squares += ((ownRight - share * own) / n - (otherRight - rest * other) / restN) ** 2
  }
  const error = Math.sqrt((squares * used) / (used - 1))
  if (!(error > 0)) return { reason: 'The speakers do not differ at all.' }
  const t = (share - rest) / error
  const df = used - 1
  const half = 0.5 * betaShare(df / (df + t * t), df / 2, 0.5)
  return t < 0 ? half : 1 - half
}
