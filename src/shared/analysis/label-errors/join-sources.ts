/** How two sources of labels are joined: what both say, or all that either says. */
export type JoinRule = 'intersection' | 'union'

/** Labels of one item after joining. */
export interface JoinedLabels {
  readonly item: number
  readonly labels: readonly string[]
}

/**
 * Join two sources' label sets item by item. `intersection` keeps items with a label that both give; `union` keeps every
 * item with a label, with the labels of the first source first.
 */
export function joinSources(
  first: readonly (readonly string[])[],
  second: readonly (readonly string[])[],
  rule: JoinRule
): readonly JoinedLabels[] {
  const joined: JoinedLabels[] = []
  for (let item = 0; item < Math.max(first.length, second.length); item++) {
    const [a, b] = [first[item] ?? [], second[item] ?? []]
    const labels =
      rule === 'intersection' ? a.filter((label) => b.includes(label)) : [...new Set([...a, ...b])]
    if (labels.length > 0) joined.push({ item, labels })
  }
  return joined
}
