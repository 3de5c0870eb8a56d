/** Every set of one or more of the parts, small sets first, parts in their order: 15 of four. */
export function subsets<T>(parts: readonly T[]): T[][] {
  const sets: T[][] = []
  for (let set = 1; set < 2 ** parts.length; set++) sets.push(parts.filter((_, i) => set & (1 << i)))
  return sets.toSorted((a, b) => a.length - b.length)
}
