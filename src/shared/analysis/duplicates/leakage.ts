/** An item of a split, with what it shares with others (speaker, song, dialogue, recording ...). */
export interface SplitItem {
  /** Name of its part: train, test, fold 3 ... */
  readonly part: string
  /** Key of the group it belongs to; absent: unknown. */
  readonly group?: string
}

/** Items and groups of one part. */
export interface PartFacts {
  readonly part: string
  readonly items: number
  readonly groups: number
  /** Items whose group is not known. */
  readonly unknown: number
}

/** What two parts share. */
export interface SharedGroups {
  readonly first: string
  readonly second: string
  /** Sorted by name. */
  readonly shared: readonly { readonly group: string; readonly first: number; readonly second: number }[]
  /** Share of the second part's items (the smaller side of most splits) that belong to a shared group; null when none is known. */
  readonly itemShare: number | null
}

/** What parts of a split share. */
export interface Leakage {
  readonly parts: readonly PartFacts[]
  /** Every two parts, in order. */
  readonly pairs: readonly SharedGroups[]
}

/** Groups that lie in more than one part of a split, every one by name. Train comes before development and test; other parts stand as numbers and names do. */
export function leakage(items: readonly SplitItem[]): Leakage {
  const parts = new Map<string, { items: number; unknown: number; groups: Map<string, number> }>()
  for (const { part, group } of items) {
    const own = parts.get(part) ?? { items: 0, unknown: 0, groups: new Map<string, number>() }
    parts.set(part, own)
    own.items++
    if (group === undefined || group === '') own.unknown++
    else own.groups.set(group, (own.groups.get(group) ?? 0) + 1)
  }
  const entries = [...parts].sort(([x], [y]) => byPart(x, y))
  return {
    parts: entries.map(([part, own]) => ({
      part,
      items: own.items,
      groups: own.groups.size,
      unknown: own.unknown
    })),
    pairs: entries.flatMap(([first, a], at) =>
      entries.slice(at + 1).map(([second, b]) => sharedOf(first, a.groups, second, b.groups))
    )
  }
}

/** Usual names of parts, in the order in which they are read. */
const USUAL = [/^train/i, /^(dev|val)/i, /^test/i]

function byPart(x: string, y: string): number {
  const place = (part: string) => {
    const at = USUAL.findIndex((usual) => usual.test(part))
    return at < 0 ? USUAL.length : at
  }
  return place(x) - place(y) || x.localeCompare(y, 'en', { numeric: true })
}

function sharedOf(
  first: string,
  a: ReadonlyMap<string, number>,
  second: string,
  b: ReadonlyMap<string, number>
): SharedGroups {
  const shared = [...a]
    .flatMap(([group, count]) => {
      const other = b.get(group)
      return other === undefined ? [] : [{ group, first: count, second: other }]
    })
    .sort((x, y) => (x.group < y.group ? -1 : 1))
  let known = 0
  for (const count of b.values()) known += count
  const within = shared.reduce((sum, { second: count }) => sum + count, 0)
  return { first, second, shared, itemShare: known === 0 ? null : within / known }
}
