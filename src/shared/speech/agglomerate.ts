/** Two groups become one. Items are groups 0 to n - 1; the group made by step `k` is group n + k. */
export interface MergeStep {
  readonly a: number
  readonly b: number
  /** Distance of the two. */
  readonly height: number
}

/**
 * Agglomerative clustering: the two nearest groups are joined until one is left; steps in order of height.
 * `average`: mean distance over all pairs (UPGMA). `ward`: growth of the variance within groups, for Euclidean distances;
 * heights are those of SciPy's `linkage`. By chains of nearest neighbours (Murtagh 1983): n² time, n² memory.
 * @param distances n x n, symmetric, 0 or more
 */
export function agglomerate(distances: Float64Array, n: number, linkage: 'average' | 'ward'): MergeStep[] {
  if (distances.length !== n * n)
    throw new Error(`${n} items have ${n * n} distances, got ${distances.length}`)
  const d = linkage === 'ward' ? distances.map((value) => value * value) : distances.slice()
  const sizes = new Float64Array(n).fill(1)
  const alive = new Set(Array.from({ length: n }, (_, i) => i))
  const found: { x: number; y: number; height: number }[] = []
  const chain: number[] = []
  while (alive.size > 1) {
    if (chain.length === 0) chain.push(alive.values().next().value ?? 0)
    const x = chain.at(-1) ?? 0
    const before = chain.at(-2)
    const y = nearest(d, n, x, alive, before)
    if (y !== before) {
      chain.push(y)
      continue
    }
    chain.length -= 2
    const height = d[x * n + y] ?? 0
    found.push({ x, y, height: linkage === 'ward' ? Math.sqrt(height) : height })
    join(d, n, x, y, sizes, alive, linkage)
  }
  return inOrder(found, n)
}

/** Group number of each item, from 0 in order of first appearance, when steps up to a height are taken. */
export function cutAtHeight(steps: readonly MergeStep[], n: number, height: number): number[] {
  return groupsAfter(
    steps.filter((step) => step.height <= height),
    n
  )
}

/** The same for a number of groups, at least 1 and at most n. */
export function cutIntoGroups(steps: readonly MergeStep[], n: number, groups: number): number[] {
  return groupsAfter(steps.slice(0, Math.max(0, n - Math.max(1, groups))), n)
}

function nearest(
  d: Float64Array,
  n: number,
  x: number,
  alive: ReadonlySet<number>,
  before: number | undefined
): number {
  // Of equals the one before wins, so that a chain ends.
  let best = before ?? -1
  let least = before === undefined ? Infinity : (d[x * n + before] ?? Infinity)
  for (const y of alive) {
    const value = d[x * n + y] ?? Infinity
    if (y === x || value >= least) continue
    least = value
    best = y
  }
  return best
}

/** `x` becomes both (Lance & Williams 1967). */
function join(
  d: Float64Array,
  n: number,
  x: number,
  y: number,
  sizes: Float64Array,
  alive: Set<number>,
  linkage: 'average' | 'ward'
): void {
  const own = sizes[x] ?? 1
  const other = sizes[y] ?? 1
  const between = d[x * n + y] ?? 0
  alive.delete(y)
  for (const z of alive) {
    if (z === x) continue
    const size = sizes[z] ?? 1
    const toX = d[x * n + z] ?? 0
    const toY = d[y * n + z] ?? 0
    const joined =
      linkage === 'average'
        ? (own * toX + other * toY) / (own + other)
        : ((own + size) * toX + (other + size) * toY - size * between) / (own + other + size)
    d[x * n + z] = joined
    d[z * n + x] = joined
  }
  sizes[x] = own + other
}

/** Steps by height, with the numbers of the groups that they join. */
function inOrder(found: readonly { x: number; y: number; height: number }[], n: number): MergeStep[] {
  const groupOf = Array.from({ length: n }, (_, i) => i)
  const parent = Array.from({ length: n }, (_, i) => i)
  const root = (item: number): number => {
    let at = item
    while (parent[at] !== at) at = parent[at] ?? at
    return at
  }
  return found
    .toSorted((a, b) => a.height - b.height)
    .map(({ x, y, height }, k) => {
      const a = root(x)
      const b = root(y)
      const step = { a: groupOf[a] ?? a, b: groupOf[b] ?? b, height }
      parent[b] = a
      groupOf[a] = n + k
      return step
    })
}

function groupsAfter(steps: readonly MergeStep[], n: number): number[] {
  const members = new Map<number, readonly number[]>()
  for (let i = 0; i < n; i++) members.set(i, [i])
  steps.forEach(({ a, b }, k) => {
    members.set(n + k, [...(members.get(a) ?? []), ...(members.get(b) ?? [])])
    members.delete(a)
    members.delete(b)
  })
  const groupOf = new Array<number>(n).fill(0)
  const groups = [...members.values()].sort((a, b) => Math.min(...a) - Math.min(...b))
  groups.forEach((group, number) => group.forEach((item) => (groupOf[item] = number)))
  return groupOf
}
