/** How far the sum of shares may be from 1. */
export const SHARE_TOLERANCE = 1e-6

/** Sum of shares; 0 for none. */
export const sumOfShares = (shares: Readonly<Record<string, number>>): number =>
  Object.values(shares).reduce((sum, share) => sum + share, 0)

/**
 * Give one label a share (0 to 1) and let the others keep their proportions in what is left, so that the sum stays 1.
 * Where the others have nothing, what is left is divided among `labelIds` evenly. Labels of share 0 are dropped.
 */
export function giveShare(
  shares: Readonly<Record<string, number>>,
  id: string,
  share: number,
  labelIds: readonly string[]
): Readonly<Record<string, number>> {
  const given = Math.max(0, Math.min(1, share))
  const others = labelIds.filter((other) => other !== id)
  if (others.length === 0) return { [id]: 1 }
  const before = others.reduce((sum, other) => sum + (shares[other] ?? 0), 0)
  const rest = 1 - given
  const next: Record<string, number> = {}
  for (const label of labelIds) {
    const part =
      label === id ? given : before > 0 ? ((shares[label] ?? 0) / before) * rest : rest / others.length
    if (part > 0) next[label] = part
  }
  return normalised(next)
}

/** Shares with the same proportions and the sum 1, to twelve decimals; the largest takes what rounding leaves. Empty stays empty. */
export function normalised(shares: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const sum = sumOfShares(shares)
  if (!(sum > 0)) return {}
  const entries = Object.entries(shares).map(([id, share]) => [id, round(share / sum)] as const)
  const largest = entries.reduce((best, entry) => (entry[1] > best[1] ? entry : best))
  const others = entries.reduce((total, entry) => total + (entry === largest ? 0 : entry[1]), 0)
  return Object.fromEntries(
    entries.map((entry) => [entry[0], entry === largest ? round(1 - others) : entry[1]])
  )
}

const round = (value: number): number => Math.round(value * 1e12) / 1e12
