/** How p values of many tests are corrected. */
export type Correction = 'bh' | 'holm'

/**
 * Corrected p values in the order given.
 * @param logP natural logarithms of the p values
 * @param tests how many tests were made; those that are not listed count as having larger p values, which makes the answer conservative
 */
export function correctMany(logP: readonly number[], correction: Correction, tests = logP.length): number[] {
  const m = Math.max(tests, logP.length)
  const order = logP.map((_, i) => i).sort((a, b) => (logP[a] ?? 0) - (logP[b] ?? 0))
  const out = new Array<number>(logP.length).fill(1)
  if (correction === 'holm') {
    let most = 0
    order.forEach((at, rank) => {
      most = Math.max(most, Math.min(1, Math.exp((logP[at] ?? 0) + Math.log(m - rank))))
      out[at] = most
    })
    return out
  }
  let least = 1
  for (let rank = order.length; rank >= 1; rank--) {
    const at = order[rank - 1] ?? 0
    least = Math.min(least, Math.exp((logP[at] ?? 0) + Math.log(m / rank)))
    out[at] = least
  }
  return out
}
