/** Largest number of one-to-one pairs of `left` and `right` things of which `allowed` says that they may be one (augmenting paths, Kuhn 1955). */
export function mostMatches(left: number, right: number, allowed: (i: number, j: number) => boolean): number {
  const partner = new Int32Array(right).fill(-1)
  let size = 0
  for (let i = 0; i < left; i++) {
    const seen = new Uint8Array(right)
    const augment = (from: number): boolean => {
      for (let j = 0; j < right; j++) {
        if (seen[j] === 1 || !allowed(from, j)) continue
        seen[j] = 1
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
