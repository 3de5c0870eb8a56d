import type { Sliced } from '../../agreement/sliced'
import type { Confusion } from '../../metrics/base/confusion'
import { quantile } from '../../metrics/base/quantile'
import { drawBelow, seededRandom } from '../../metrics/base/seeded-random'

/** Items of one variant: answers beside the reference, and the cluster that each item belongs to, in the numbering of all variants. */
export interface VariantItems {
  /** Codes 0..labels-1; an item with any other code on a side is left out. */
  readonly reference: Int32Array
  readonly candidate: Int32Array
  readonly cluster: Int32Array
  /** Weight of each item, for instance microseconds; 1 when absent. */
  readonly weight?: Float64Array
}

export interface ScoreRules {
  readonly labels: readonly string[]
  readonly clusters: number
  readonly replicates?: number
  readonly seed?: number
}

/** A number with a percentile interval, or the sentence why there is none. */
export interface Estimated {
  readonly value: number | null
  readonly low?: number
  readonly high?: number
  readonly reason?: string
}

/** What becomes of one statistic in one variant. */
export interface VariantStatistic extends Estimated {
  /** Variant less baseline. */
  readonly delta: Estimated
  /** Two-sided, from the resampled differences, 1 added above and below; null where undefined. */
  readonly p: number | null
}

export interface VariantScores {
  /** One list for each variant, the baseline's first, in the order of the statistics. */
  readonly variants: readonly (readonly VariantStatistic[])[]
  /** Clusters that hold an item of any variant. */
  readonly clusters: number
  readonly resamples: number
}

const REPLICATES = 1000
const FEWEST = 200
/** Cells added up in all; about two seconds of slices. */
const WORK_LIMIT = 150_000_000
const SLICE = 2_000_000
const LEVEL = 0.95

/**
 * Statistics of several variants of a model on the same clusters (recordings, speakers), with percentile intervals of each and
 * of its difference to the first. All variants are scored on the same draws of whole clusters, so that differences are paired
 * (Davison & Hinkley 1997, ch. 3.8). The same seed gives the same numbers on every machine.
 * @param statistics values of a table, null where undefined
 */
export function* scoreVariants(
  variants: readonly VariantItems[],
  statistics: (table: Confusion) => readonly (number | null)[],
  { labels, clusters, replicates = REPLICATES, seed = 1 }: ScoreRules
): Sliced<VariantScores> {
  const k = labels.length
  const sparse: ReturnType<typeof clusterCells>[] = []
  for (const items of variants) {
    sparse.push(clusterCells(items, k, clusters))
    yield
  }
  // Clusters in which no variant has an item would only make the draws smaller.
  const filled = Array.from({ length: clusters }, (_, c) => c).filter((c) =>
    sparse.some(({ starts }) => (starts[c + 1] ?? 0) > (starts[c] ?? 0))
  )
  const cells = new Float64Array(k * k)
  const table: Confusion = { labels, cells }
  const score = (variant: number, drawn: Iterable<number>): readonly (number | null)[] => {
    cells.fill(0)
    const own = sparse[variant]
    if (!own) return []
    for (const c of drawn) {
      const to = own.starts[c + 1] ?? 0
      for (let i = own.starts[c] ?? 0; i < to; i++) {
        const cell = own.cells[i] ?? 0
        cells[cell] = (cells[cell] ?? 0) + (own.weights[i] ?? 0)
      }
    }
    return statistics(table)
  }
  const whole = variants.map((_, variant) => score(variant, filled))
  const perDraw = sparse.reduce((sum, own) => sum + own.cells.length + 4 * k * k, 1)
  const times = Math.min(replicates, Math.floor(WORK_LIMIT / perDraw))
  const reason =
    filled.length < 2
      ? 'All items come from one cluster; resampling needs at least two.'
      : times < Math.min(replicates, FEWEST)
        ? `There are too many clusters (${filled.length.toLocaleString('en-GB')}) to resample here.`
        : undefined
  const draws: (number | null)[][][] = variants.map(() => [])
  if (reason === undefined) {
    const draw = seededRandom(seed)
    const drawn = new Int32Array(filled.length)
    let work = 0
    for (let b = 0; b < times; b++) {
      for (let i = 0; i < drawn.length; i++) drawn[i] = filled[drawBelow(draw, filled.length)] ?? 0
      for (const variant of variants.keys()) draws[variant]?.push([...score(variant, drawn)])
      work += perDraw
      if (work > SLICE) {
        work = 0
        yield
      }
    }
  }
  return {
    variants: variants.map((_, variant) =>
      (whole[variant] ?? []).map((value, s) =>
        statistic(value, whole[0]?.[s] ?? null, column(draws[variant], s), column(draws[0], s), reason)
      )
    ),
    clusters: filled.length,
    resamples: reason === undefined ? times : 0
  }
}

const column = (rows: readonly (readonly (number | null)[])[] | undefined, s: number): (number | null)[] =>
  (rows ?? []).map((row) => row[s] ?? null)

function statistic(
  value: number | null,
  base: number | null,
  own: readonly (number | null)[],
  before: readonly (number | null)[],
  reason: string | undefined
): VariantStatistic {
  const differences = own.map((x, b) => {
    const y = before[b] ?? null
    return x === null || y === null ? null : x - y
  })
  const delta = value === null || base === null ? null : value - base
  const known = defined(differences)
  const p = delta === null || known.length < own.length / 2 || known.length === 0 ? null : twoSided(known)
  return { ...estimated(value, own, reason), delta: estimated(delta, differences, reason), p }
}

function estimated(
  value: number | null,
  draws: readonly (number | null)[],
  reason: string | undefined
): Estimated {
  if (reason !== undefined) return { value, reason }
  const known = defined(draws)
  if (known.length < draws.length / 2 || known.length < 2)
    return { value, reason: `Undefined in ${draws.length - known.length} of ${draws.length} resamples.` }
  const sorted = Float64Array.from(known).sort()
  return { value, low: quantile(sorted, (1 - LEVEL) / 2), high: quantile(sorted, 1 - (1 - LEVEL) / 2) }
}

const defined = (values: readonly (number | null)[]): number[] =>
  values.flatMap((value) => (value === null ? [] : [value]))

const ZERO = 1e-12

function twoSided(differences: readonly number[]): number {
  const share = (holds: (value: number) => boolean): number =>
    (differences.filter(holds).length + 1) / (differences.length + 1)
  return Math.min(
    1,
    2 *
      Math.min(
        share((d) => d <= ZERO),
        share((d) => d >= -ZERO)
      )
  )
}

/** Non-zero cells of every cluster, clusters without items included. */
function clusterCells({ reference, candidate, cluster, weight }: VariantItems, k: number, clusters: number) {
  const cellOf = (i: number): number => {
    const [row, col] = [reference[i] ?? -1, candidate[i] ?? -1]
    return row < 0 || col < 0 || row >= k || col >= k ? -1 : row * k + col
  }
  const starts = new Int32Array(clusters + 1)
  for (let i = 0; i < reference.length; i++) {
    const at = (cluster[i] ?? 0) + 1
    if (cellOf(i) >= 0) starts[at] = (starts[at] ?? 0) + 1
  }
  for (let c = 0; c < clusters; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0)
  const order = new Int32Array(starts[clusters] ?? 0)
  const next = starts.slice()
  for (let i = 0; i < reference.length; i++) {
    if (cellOf(i) < 0) continue
    const own = cluster[i] ?? 0
    const at = next[own] ?? 0
    order[at] = i
    next[own] = at + 1
  }
  const cells: number[] = []
  const weights: number[] = []
  const places = new Int32Array(clusters + 1)
  const sum = new Float64Array(k * k)
  for (let c = 0; c < clusters; c++) {
    const touched: number[] = []
    for (let at = starts[c] ?? 0; at < (starts[c + 1] ?? 0); at++) {
      const item = order[at] ?? 0
      const cell = cellOf(item)
      if (sum[cell] === 0) touched.push(cell)
      sum[cell] = (sum[cell] ?? 0) + (weight ? (weight[item] ?? 0) : 1)
    }
    for (const cell of touched) {
      cells.push(cell)
      weights.push(sum[cell] ?? 0)
      sum[cell] = 0
    }
    places[c + 1] = cells.length
  }
  return { starts: places, cells: Int32Array.from(cells), weights: Float64Array.from(weights) }
}
