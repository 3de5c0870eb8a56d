import type { Sliced } from '../../agreement/sliced'
import { quantile } from '../../metrics/base/quantile'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import { drawBelow, seededRandom } from '../../metrics/base/seeded-random'
import { drawCounts } from './draw-counts'
import type { SlicedItems, SliceTables } from './slice-tables'

/** Tables of one draw. */
export interface DrawnTables {
  /** Drawn by clusters. */
  readonly byCluster: SliceTables
  /** The same, but groups of few clusters drawn by items. */
  readonly own: SliceTables
}

export interface ResampleOptions {
  readonly replicates?: number
  readonly seed?: number
  /** What a cluster is, in the plural. */
  readonly noun?: string
  /** False: nobody looks at groups of few clusters, so they are not drawn by items. */
  readonly byItems?: boolean
}

/** Fewer clusters than this have fewer than 40 distinct resamples: not even one for each tail of 2.5 %. */
export const FEWEST_CLUSTERS = 5
// Percentile intervals of so few clusters are known to be too narrow (Cameron, Gelbach & Miller 2008).
const FEW_CLUSTERS = 20
// Additions in all; some tenths of a second.
const WORK_LIMIT = 60_000_000
// Scores in all: a second or two.
const SCORES_LIMIT = 200_000
const FEWEST_REPLICATES = 200
const LEVEL = 0.95
/** Fewer items of one speaker are not drawn from: each draw is one of a handful. */
const FEWEST_ITEMS = 5
/** Items looked at between two pauses. */
const PAUSE = 200_000

/**
 * Percentile intervals of statistics of several groups' tables from drawing whole clusters with replacement: all groups
 * are scored on the same draw, so that differences and gaps between groups that share speakers have intervals too.
 * Groups with fewer than five clusters (one speaker, say) are drawn item by item instead, apart from the others; what is
 * said of everything without such a group still rests on clusters.
 * @param statistics one value per statistic, null where undefined
 * @param concerns the groups whose own draws a statistic rests on
 */
export function* resampleGroups(
  items: SlicedItems,
  group: Int32Array,
  groups: number,
  cluster: Int32Array,
  statistics: (drawn: DrawnTables) => readonly (number | null)[],
  concerns: (statistic: number) => readonly number[],
  { replicates = 1000, seed = 1, noun = 'speakers', byItems: drawsItems = true }: ResampleOptions = {}
): Sliced<readonly IntervalOrReason[]> {
  const cells = yield* clusterCells(items, group, groups, cluster)
  const size = groups * items.labels.length ** 2
  const tables: SliceTables = { labels: items.labels, groups, cells: new Float64Array(size) }
  const own: SliceTables = { labels: items.labels, groups, cells: new Float64Array(size) }
  const drawn: DrawnTables = { byCluster: tables, own }
  const width = statistics(drawn).length
  const times = Math.min(
    replicates,
    Math.floor(WORK_LIMIT / Math.max(1, cells.cell.length)),
    Math.floor(SCORES_LIMIT / Math.max(1, groups))
  )
  if (times < Math.min(replicates, FEWEST_REPLICATES))
    return Array.from({ length: width }, () => ({
      reason: `There are too many groups (${groups}) and ${noun} (${cells.clusters}) to resample here.`
    }))
  const small = Array.from({ length: groups }, (_, g) => (cells.clustersOf[g] ?? 0) < FEWEST_CLUSTERS)
  const perTable = items.labels.length ** 2
  const itemsIn = (group: number): number =>
    cells.whole.subarray(group * perTable, (group + 1) * perTable).reduce((sum, count) => sum + count, 0)
  const draw = seededRandom(seed)
  const uniform = (): number => draw() / 4294967296
  const values = Array.from({ length: width }, () => new Float64Array(times))
  const defined = new Int32Array(width)
  for (let b = 0; b < times; b++) {
    tables.cells.fill(0)
    for (let c = 0; c < cells.clusters; c++) {
      const one = drawBelow(draw, cells.clusters)
      const to = cells.starts[one + 1] ?? 0
      for (let i = cells.starts[one] ?? 0; i < to; i++) {
        const at = cells.cell[i] ?? 0
        tables.cells[at] = (tables.cells[at] ?? 0) + (cells.weight[i] ?? 0)
      }
    }
    own.cells.set(tables.cells)
    for (let g = 0; g < groups; g++)
      if (drawsItems && small[g] && !items.weight)
        drawCounts(
          cells.whole.subarray(g * perTable, (g + 1) * perTable),
          own.cells.subarray(g * perTable, (g + 1) * perTable),
          uniform
        )
    statistics(drawn).forEach((value, s) => {
      const column = values[s]
      const at = defined[s] ?? 0
      if (value === null || !column) return
      column[at] = value
      defined[s] = at + 1
    })
    yield
  }
  return values.map((column, s): IntervalOrReason => {
    const n = defined[s] ?? 0
    if (n < times / 2) return { reason: `Undefined in ${times - n} of ${times} resamples.` }
    const sorted = column.subarray(0, n).sort()
    const about = concerns(s)
    const byItems = about.filter((g) => small[g])
    if (items.weight && byItems.length > 0)
      return { reason: `Time of fewer than ${FEWEST_CLUSTERS} ${noun} cannot be resampled.` }
    const least = Math.min(...byItems.map((g) => itemsIn(g)))
    if (least < FEWEST_ITEMS) return { reason: `Of fewer than ${FEWEST_ITEMS} items a draw says nothing.` }
    const undefinedNote = n < times ? `, undefined in ${times - n}` : ''
    const few = cells.clusters < FEW_CLUSTERS ? '; with so few it is likely too narrow' : ''
    const how =
      byItems.length === 0
        ? `percentile bootstrap of ${cells.clusters} ${noun}, ${times} resamples, seed ${seed}${undefinedNote}${few}`
        : `percentile bootstrap, ${times} resamples, seed ${seed}${undefinedNote}; ${byItems.length === about.length ? 'items' : `items of groups with fewer than ${FEWEST_CLUSTERS} ${noun}`} taken as independent`
    return {
      low: quantile(sorted, (1 - LEVEL) / 2),
      high: quantile(sorted, (1 + LEVEL) / 2),
      level: LEVEL,
      method: how
    }
  })
}

/** Non-zero cells of every cluster that has any, one after the other. */
function* clusterCells(items: SlicedItems, group: Int32Array, groups: number, cluster: Int32Array) {
  const { labels, reference, candidate, weight } = items
  const k = labels.length
  const n = group.length
  const cellOf = new Int32Array(n)
  let clusters = 0
  for (let i = 0; i < n; i++) {
    const [g, row, column] = [group[i] ?? -1, reference[i] ?? -1, candidate[i] ?? -1]
    const inside = g >= 0 && g < groups && row >= 0 && row < k && column >= 0 && column < k
    cellOf[i] = inside ? (g * k + row) * k + column : -1
    if (inside && (cluster[i] ?? 0) >= clusters) clusters = (cluster[i] ?? 0) + 1
    if (i % PAUSE === PAUSE - 1) yield
  }
  const offsets = new Int32Array(clusters + 1)
  for (let i = 0; i < n; i++) {
    const own = (cluster[i] ?? 0) + 1
    if ((cellOf[i] ?? -1) >= 0) offsets[own] = (offsets[own] ?? 0) + 1
  }
  for (let c = 0; c < clusters; c++) offsets[c + 1] = (offsets[c + 1] ?? 0) + (offsets[c] ?? 0)
  const order = new Int32Array(offsets[clusters] ?? 0)
  const next = offsets.slice()
  yield
  for (let i = 0; i < n; i++) {
    if ((cellOf[i] ?? -1) < 0) continue
    const own = cluster[i] ?? 0
    const at = next[own] ?? 0
    order[at] = i
    next[own] = at + 1
  }
  yield
  const starts = [0]
  const cell: number[] = []
  const weights: number[] = []
  const sum = new Float64Array(groups * k * k)
  const whole = new Float64Array(sum.length)
  const clustersOf = new Int32Array(groups)
  for (let c = 0; c < clusters; c++) {
    const touched: number[] = []
    for (let at = offsets[c] ?? 0; at < (offsets[c + 1] ?? 0); at++) {
      const item = order[at] ?? 0
      const own = cellOf[item] ?? 0
      if (sum[own] === 0) touched.push(own)
      sum[own] = (sum[own] ?? 0) + (weight ? (weight[item] ?? 0) : 1)
    }
    if (touched.length === 0) continue
    const met = new Set<number>()
    for (const own of touched) {
      cell.push(own)
      weights.push(sum[own] ?? 0)
      whole[own] = (whole[own] ?? 0) + (sum[own] ?? 0)
      met.add(Math.floor(own / (k * k)))
      sum[own] = 0
    }
    for (const g of met) clustersOf[g] = (clustersOf[g] ?? 0) + 1
    starts.push(cell.length)
    if (c % 64 === 63) yield
  }
  return {
    clusters: starts.length - 1,
    starts: Int32Array.from(starts),
    cell: Int32Array.from(cell),
    weight: Float64Array.from(weights),
    whole,
    clustersOf
  }
}
