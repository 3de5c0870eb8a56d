/** An entry of a registry: anything with a stable id. */
export interface Entry {
  readonly id: string
}

/** A read-only table from id to entry. Order is the order of registration. */
export interface Registry<T extends Entry> {
  readonly all: readonly T[]
  /** The entry with this id. Throws and lists the known ids when there is none. */
  get(id: string): T
  has(id: string): boolean
}

/**
 * Make a registry from an explicit list.
 * @param kind noun used in messages, for instance "metric"
 * @throws Error when two entries share an id
 */
export function registry<T extends Entry>(kind: string, entries: readonly T[]): Registry<T> {
  const byId = new Map<string, T>()
  for (const entry of entries) {
    if (byId.has(entry.id)) throw new Error(`two entries of the ${kind} registry are called "${entry.id}"`)
    byId.set(entry.id, entry)
  }
  return {
    all: entries,
    has: (id) => byId.has(id),
    get(id) {
      const entry = byId.get(id)
      if (!entry) throw new Error(`unknown ${kind} "${id}"; known: ${[...byId.keys()].sort().join(', ')}`)
      return entry
    }
  }
}
