/** Largest number of one-to-one pairs of `left` and `right` things of which `allowed` says that they may be one (augmenting paths, Kuhn 1955). */
export const mostMatches = (
  left: number,
  right: number,
  allowed: (i: number, j: number) => boolean
): number =>
  mostMatchesAmong(left, right, function* (i) {
    for (let j = 0; j < right; j++) if (allowed(i, j)) yield j
  })

/** The same where the right things that may go with a left one are known: quick when they are few. */
export function mostMatchesAmong(
  left: number,
  right: number,
  partnersOf: (i: number) => Iterable<number>
): number {
  const partner = new Int32Array(right).fill(-1)
  // A right thing is looked at once for each left one.
  const seen = new Int32Array(right).fill(-1)
  let size = 0
  for (let i = 0; i < left; i++) {
    const augment = (from: number): boolean => {
      for (const j of partnersOf(from)) {
        if (seen[j] === i) continue
        seen[j] = i
        const held = partner[j] ?? -1
        if (held < 0 || augment(held)) {
          partner[j] = from
          return true
        }
      }
      return false
    }
    if (augment(i)) size++
  }
  return size
}
