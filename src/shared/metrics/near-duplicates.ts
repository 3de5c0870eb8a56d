import type { Method } from './base/metric'

/** Items that are nearly the same, as pairs with their cosine and as groups. */
export interface NearDuplicates {
  readonly pairs: readonly (readonly [a: number, b: number, cosine: number])[]
  /** Groups of two or more, each ascending, in the order of their first item. */
  readonly groups: readonly (readonly number[])[]
}

/** What a near-duplicate is. */
export const nearDuplicatesMethod: Method = {
  kind: 'method',
  id: 'near_duplicates',
  name: 'Near-duplicates',
  definition: 'pairs of embeddings with cosine >= threshold; groups are what pairs connect',
  convention: 'Groups may hold items that are not alike directly. An all-zero embedding is like nothing.',
  source: 'Textbook definition; same numbers as scikit-learn and scipy.sparse',
  missingPolicy: 'Items without an embedding must be left out before.'
}

/** Find near-duplicates among embeddings of equal length; all pairs are compared. */
export function nearDuplicates(
  embeddings: readonly (readonly number[])[],
  threshold: number
): NearDuplicates {
  const units = embeddings.map((vector) => {
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
    return vector.map((value) => (length === 0 ? 0 : value / length))
  })
  const pairs: [number, number, number][] = []
  const parent = units.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parent[at] !== undefined && parent[at] !== at) at = parent[at] ?? at
    return at
  }
  units.forEach((a, i) => {
    for (let j = i + 1; j < units.length; j++) {
      const b = units[j] ?? []
      const cosine = a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0)
      if (cosine < threshold) continue
      pairs.push([i, j, cosine])
      const [x, y] = [root(i), root(j)]
      parent[Math.max(x, y)] = Math.min(x, y)
    }
  })
  const groups = new Map<number, number[]>()
  units.forEach((_, i) => {
    const own = groups.get(root(i))
    if (own) own.push(i)
    else groups.set(root(i), [i])
  })
  return { pairs, groups: [...groups.values()].filter((group) => group.length > 1) }
}
