import type { Confusion } from './confusion'
import { quantile } from './quantile'
import type { Interval } from './score'
import { drawBelow, seededRandom } from './seeded-random'

/** Pairs of labels with the cluster (recording, speaker) that each belongs to; parallel arrays. */
export interface ClusteredPairs {
  readonly labels: readonly string[]
  /** Codes 0..labels.length-1; a pair with any other code is ignored. */
  readonly reference: Int32Array
  readonly candidate: Int32Array
  /** Cluster of each pair, 0..clusters-1. */
  readonly cluster: Int32Array
  readonly clusters: number
  /** Weight of each pair, for instance microseconds; 1 when absent. */
  readonly weight?: Float64Array
}

export interface BootstrapOptions {
  readonly replicates?: number
  readonly seed?: number
  /** Coverage, 0..1. */
  readonly level?: number
  /** What a cluster is, in the plural, for the method text. */
  readonly noun?: string
}

/** An interval, or the sentence why there is none. */
export type IntervalOrReason = Interval | { readonly reason: string }

// Additions per call; about 0.1 s on one core (measured), so that a report never holds its process for long.
const WORK_LIMIT = 6_000_000
const FEWEST_REPLICATES = 200
// Percentile intervals of so few clusters are known to be too narrow (Cameron, Gelbach & Miller 2008).
const FEW_CLUSTERS = 20

/**
 * Percentile intervals of any statistics of a confusion table from resampling whole clusters with replacement
 * (Davison & Hinkley 1997, ch. 3.8; Field & Welsh 2007). The same seed gives the same interval on every machine.
 * Resamples in which a statistic is undefined are left out of its quantiles and named in the method.
 * @param statistics one value per statistic, null where undefined
 */
export function clusterBootstrap(
  pairs: ClusteredPairs,
  statistics: (table: Confusion) => readonly (number | null)[],
  { replicates = 1000, seed = 1, level = 0.95, noun = 'recordings' }: BootstrapOptions = {}
): IntervalOrReason[] {
  const sparse = clusterCells(pairs)
  const count = sparse.starts.length - 1
  const cells = new Float64Array(pairs.labels.length ** 2)
  const table: Confusion = { labels: pairs.labels, cells }
  const width = statistics(table).length
  const none = (reason: string) => Array.from({ length: width }, () => ({ reason }))
  if (count < 2) return none(`All items come from one cluster; resampling ${noun} needs at least two.`)
  const times = Math.min(replicates, Math.floor(WORK_LIMIT / sparse.cells.length))
  if (times < Math.min(replicates, FEWEST_REPLICATES))
    return none(`There are too many ${noun} (${count}) to resample here.`)
  const draw = seededRandom(seed)
  const values = Array.from({ length: width }, () => new Float64Array(times))
  const defined = new Int32Array(width)
  for (let b = 0; b < times; b++) {
    cells.fill(0)
    for (let c = 0; c < count; c++) {
      const cluster = drawBelow(draw, count)
      const to = sparse.starts[cluster + 1] ?? 0
      for (let i = sparse.starts[cluster] ?? 0; i < to; i++) {
        const cell = sparse.cells[i] ?? 0
        cells[cell] = (cells[cell] ?? 0) + (sparse.weights[i] ?? 0)
      }
    }
    statistics(table).forEach((value, s) => {
      const column = values[s]
      const at = defined[s] ?? 0
      if (value === null || !column) return
      column[at] = value
      defined[s] = at + 1
    })
  }
  const alpha = (1 - level) / 2
  return values.map((column, s) => {
    const n = defined[s] ?? 0
    if (n < times / 2) return { reason: `Undefined in ${times - n} of ${times} resamples.` }
    const sorted = column.subarray(0, n).sort()
    const notes = [
      n < times ? `, undefined in ${times - n}` : '',
      count < FEW_CLUSTERS ? '; with so few it is likely too narrow' : ''
    ]
    const method = `percentile bootstrap of ${count} ${noun}, ${times} resamples, seed ${seed}${notes.join('')}`
    return { low: quantile(sorted, alpha), high: quantile(sorted, 1 - alpha), level, method }
  })
}

/** Non-zero cells of every cluster that has any, one after the other. */
function clusterCells({ labels, reference, candidate, cluster, clusters, weight }: ClusteredPairs) {
  const k = labels.length
  const cellOf = (i: number) => {
    const row = reference[i] ?? -1
    const column = candidate[i] ?? -1
    return row < 0 || column < 0 || row >= k || column >= k ? -1 : row * k + column
  }
  const sizes = new Int32Array(clusters + 1)
  for (let i = 0; i < reference.length; i++) {
    const own = cluster[i] ?? 0
    if (cellOf(i) >= 0) sizes[own + 1] = (sizes[own + 1] ?? 0) + 1
  }
  for (let c = 0; c < clusters; c++) sizes[c + 1] = (sizes[c + 1] ?? 0) + (sizes[c] ?? 0)
  const order = new Int32Array(sizes[clusters] ?? 0)
  const next = sizes.slice()
  for (let i = 0; i < reference.length; i++) {
    if (cellOf(i) < 0) continue
    const own = cluster[i] ?? 0
    const at = next[own] ?? 0
    order[at] = i
    next[own] = at + 1
  }
  const starts = [0]
  const cells: number[] = []
  const weights: number[] = []
  const sum = new Float64Array(k * k)
  for (let c = 0; c < clusters; c++) {
    const touched: number[] = []
    for (let at = sizes[c] ?? 0; at < (sizes[c + 1] ?? 0); at++) {
      const item = order[at] ?? 0
      const cell = cellOf(item)
      if (sum[cell] === 0) touched.push(cell)
      sum[cell] = (sum[cell] ?? 0) + (weight ? (weight[item] ?? 0) : 1)
    }
    if (touched.length === 0) continue
    for (const cell of touched) {
      cells.push(cell)
      weights.push(sum[cell] ?? 0)
      sum[cell] = 0
    }
    starts.push(cells.length)
  }
  return {
    starts: Int32Array.from(starts),
    cells: Int32Array.from(cells),
    weights: Float64Array.from(weights)
  }
}
