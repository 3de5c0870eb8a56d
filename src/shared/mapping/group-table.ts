/** What a table needs to know of a label. */
interface Named {
  readonly id: string
  readonly aliases: readonly string[]
}

/**
 * Source label -> target label. With `groups` (target -> sources) only what they say; without, labels of equal id,
 * else of equal alias regardless of case. A source in two groups belongs to the first; targets that the target scheme
 * lacks and sources in `unmapped` have no entry.
 */
export function groupTable(
  sources: readonly Named[],
  targets: readonly Named[],
  groups: Readonly<Record<string, readonly string[]>> | undefined,
  unmapped: readonly string[] = []
): ReadonlyMap<string, string> {
  const table = new Map<string, string>()
  if (groups === undefined) {
    for (const source of sources) {
      const target =
        targets.find(({ id }) => id === source.id) ?? targets.find((candidate) => alike(source, candidate))
      if (target && !unmapped.includes(source.id)) table.set(source.id, target.id)
    }
    return table
  }
  const there = new Set(targets.map(({ id }) => id))
  for (const [target, members] of Object.entries(groups)) {
    if (!there.has(target)) continue
    for (const source of members)
      if (!table.has(source) && !unmapped.includes(source)) table.set(source, target)
  }
  return table
}

function alike(a: Named, b: Named): boolean {
  const names = new Set([a.id, ...a.aliases].map(fold))
  return [b.id, ...b.aliases].some((name) => names.has(fold(name)))
}

const fold = (name: string): string => name.trim().toLowerCase()
