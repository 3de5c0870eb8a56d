/** How unsure a head is of one row. */
export const uncertaintyKinds = ['margin', 'entropy', 'least-confidence'] as const
export type UncertaintyKind = (typeof uncertaintyKinds)[number]

/**
 * 0 (sure) to 1 (all classes alike) for each row of shares (Settles 2009, Active learning literature survey, 3.1):
 * 1 - (first - second), entropy / ln(classes), or (1 - first) / (1 - 1 / classes).
 */
export function uncertainties(shares: Float64Array, classes: number, kind: UncertaintyKind): Float64Array {
  const made = new Float64Array(classes > 0 ? shares.length / classes : 0)
  for (let row = 0; row < made.length; row++)
    made[row] = uncertainty(shares.subarray(row * classes, (row + 1) * classes), kind)
  return made
}

function uncertainty(shares: Float64Array, kind: UncertaintyKind): number {
  let first = 0
  let second = 0
  let entropy = 0
  for (const share of shares) {
    if (share > first) [first, second] = [share, first]
    else if (share > second) second = share
    if (share > 0) entropy -= share * Math.log(share)
  }
  if (shares.length < 2) return 0
  if (kind === 'margin') return 1 - (first - second)
  if (kind === 'entropy') return entropy / Math.log(shares.length)
  return (1 - first) / (1 - 1 / shares.length)
}
