/** Free words about one item, on both sides. */
export interface WordItem {
  readonly reference: readonly string[]
  readonly candidate: readonly string[]
}

/** Precision and recall of sets of groups; null when no item could be scored. */
export interface GroupScores {
  readonly scored: number
  readonly leftOut: number
  /** Mean share of the candidate's groups that the reference has; 0 for an item without any. */
  readonly precision: number | null
  /** Mean share of the reference's groups that the candidate has. */
  readonly recall: number | null
  /** F of the two means. */
  readonly f: number | null
  readonly groups: readonly GroupCount[]
}

/** Items with a group on either side. */
export interface GroupCount {
  readonly group: string
  readonly reference: number
  readonly candidate: number
  readonly both: number
}

/**
 * Agreement of free words on one wheel (Lian et al. 2024, MER2024 OV; 2025, EW). Words become sets of groups; an item
 * whose reference has no group is left out and counted.
 * @param unknownStand words without a group stand for themselves; else they are dropped
 */
export function groupScores(
  items: readonly WordItem[],
  groupsOf: (word: string) => readonly string[],
  unknownStand = false
): GroupScores {
  const counts = new Map<string, { reference: number; candidate: number; both: number }>()
  let [scored, precision, recall] = [0, 0, 0]
  for (const item of items) {
    const [own, other] = [
      setOf(item.reference, groupsOf, unknownStand),
      setOf(item.candidate, groupsOf, unknownStand)
    ]
    if (own.size === 0) continue
    let shared = 0
    for (const group of own) if (other.has(group)) shared++
    scored++
    precision += other.size === 0 ? 0 : shared / other.size
    recall += shared / own.size
    for (const group of new Set([...own, ...other])) {
      const count = counts.get(group) ?? { reference: 0, candidate: 0, both: 0 }
      if (own.has(group)) count.reference++
      if (other.has(group)) count.candidate++
      if (own.has(group) && other.has(group)) count.both++
      counts.set(group, count)
    }
  }
  const groups = [...counts]
    .map(([group, count]) => ({ group, ...count }))
    .sort((a, b) => b.reference - a.reference || (a.group < b.group ? -1 : 1))
  const base = { scored, leftOut: items.length - scored, groups }
  if (scored === 0) return { ...base, precision: null, recall: null, f: null }
  const [p, r] = [precision / scored, recall / scored]
  return { ...base, precision: p, recall: r, f: p + r === 0 ? 0 : (2 * p * r) / (p + r) }
}

/** Groups of an item's words. */
export function setOf(
  words: readonly string[],
  groupsOf: (word: string) => readonly string[],
  unknownStand: boolean
): ReadonlySet<string> {
  const found = new Set<string>()
  for (const word of words) {
    const groups = groupsOf(word)
    for (const group of groups) found.add(group)
    const clean = word.trim().toLowerCase()
    if (groups.length === 0 && unknownStand && clean !== '') found.add(clean)
  }
  return found
}
