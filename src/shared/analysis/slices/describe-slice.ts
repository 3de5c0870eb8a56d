import { wilson } from '../../metrics/proportion-interval'
import type { FacetPart } from '../facets/facet-column'
import { meets } from '../facets/facet-column'
import { correctMany } from './correct-many'
import type { Correction } from './correct-many'
import { partName } from './search-axis'
import { shareDifference } from './share-difference'
import { clusteredWorseChance, logWorseChance } from './worse-chance'
import type { SearchInput, WorstSlice, WorstSlices } from './worst-slice'

/** Items and right items of each cluster. */
export function clusterTotals({ right, cluster }: Pick<SearchInput, 'right' | 'cluster'>): {
  readonly allN: Float64Array
  readonly allRight: Float64Array
} {
  let clusters = 0
  for (const one of cluster) if (one >= clusters) clusters = one + 1
  const allN = new Float64Array(clusters)
  const allRight = new Float64Array(clusters)
  for (let i = 0; i < right.length; i++) {
    const own = cluster[i] ?? -1
    if (own < 0) continue
    allN[own] = (allN[own] ?? 0) + 1
    allRight[own] = (allRight[own] ?? 0) + (right[i] ?? 0)
  }
  return { allN, allRight }
}

/** Everything that is told of a slice. `corrected` may be worked out from its own p. */
export function describeSlice(
  input: Pick<SearchInput, 'right' | 'cluster' | 'others'>,
  totals: ReturnType<typeof clusterTotals>,
  slice: {
    readonly name: string
    readonly parts: readonly FacetPart[]
    readonly inside: (item: number) => boolean
    readonly corrected: number | ((logP: number) => number)
  }
): WorstSlice {
  const own = { n: new Float64Array(totals.allN.length), right: new Float64Array(totals.allN.length) }
  let [n, right, allRight] = [0, 0, 0]
  const all = input.right.length
  const others = input.others ?? []
  let [said, saidRight] = [0, 0]
  for (let i = 0; i < all; i++) {
    const hit = input.right[i] ?? 0
    allRight += hit
    if (!slice.inside(i)) continue
    n++
    right += hit
    for (const other of others) {
      const label = other[i] ?? 2
      if (label === 2) continue
      said++
      saidRight += label
    }
    const at = input.cluster[i] ?? -1
    if (at < 0) continue
    own.n[at] = (own.n[at] ?? 0) + 1
    own.right[at] = (own.right[at] ?? 0) + hit
  }
  const rest = all > n ? (allRight - right) / (all - n) : NaN
  const logP = n > 0 ? logWorseChance(right, n, allRight, all) : 0
  const clustered = clusteredWorseChance({ ...own, ...totals })
  const share = wilson.compute(right, n)
  return {
    name: slice.name,
    parts: slice.parts,
    n,
    right,
    accuracy: right / n,
    ...(share.value !== null && share.interval ? { interval: share.interval } : {}),
    rest,
    difference: right / n - rest,
    differenceInterval: shareDifference(right, n, allRight - right, all - n),
    clusters: own.n.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
    ...(said > 0 ? { ceiling: { value: saidRight / said, n: said } } : {}),
    p: Math.exp(logP),
    corrected: typeof slice.corrected === 'number' ? slice.corrected : slice.corrected(logP),
    ...(typeof clustered === 'number'
      ? { clusteredP: clustered }
      : { clusteredP: null, clusteredReason: clustered.reason })
  }
}

/**
 * A slice that somebody looks at, among those found, also when others are worse by now: found ones with it in its place.
 * Unchanged when it is among them, or has no items or no rest any more.
 */
export function withSlice(
  found: WorstSlices,
  input: SearchInput,
  parts: readonly FacetPart[],
  correction: Correction
): WorstSlices {
  const tests = parts.map((part) => {
    const column = input.columns.find(({ id }) => id === part.facet)
    return column && { name: partName(column, part), meets: meets(column, part) }
  })
  const name = tests.map((test) => test?.name ?? '').join(' · ')
  if (tests.some((test) => !test) || found.slices.some((slice) => slice.name === name)) return found
  const logs = found.slices.map(({ p }) => Math.log(p))
  const slice = describeSlice(input, clusterTotals(input), {
    name,
    parts,
    inside: (item) => tests.every((test) => test?.meets(item)),
    corrected: (logP) => correctMany([...logs, logP], correction, found.tests).at(-1) ?? 1
  })
  if (slice.n === 0 || slice.n === found.n) return found
  return { ...found, slices: [...found.slices, slice].sort((a, b) => a.p - b.p) }
}
