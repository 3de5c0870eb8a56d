import type { Sliced } from '../../agreement/sliced'
import type { ConfusionMetric } from '../../metrics/base/metric'
import { drawBelow, seededRandom } from '../../metrics/base/seeded-random'
import { bootstrapSummary, signFlip, type PairedBootstrap } from '../../metrics/paired-comparison'
import type { ThreeColumns } from './verdicts'
import { verdictOf } from './verdicts'

/** Items with the cluster (speaker, recording) that each belongs to. */
export interface ClusteredColumns extends ThreeColumns {
  readonly labels: readonly string[]
  /** 0..clusters-1 */
  readonly cluster: Int32Array
  readonly clusters: number
}

/** A score of both candidates and how sure their difference B - A is. */
export interface ScoreDifference {
  readonly metric: string
  readonly a: number | null
  readonly b: number | null
  /** B - A. */
  readonly difference: number | null
  readonly percentile: readonly [number, number] | null
  readonly basic: readonly [number, number] | null
  readonly standardError: number | null
  /** Two-sided. */
  readonly p: number | null
  readonly resamples: number
  /** Resamples in which a score was undefined. */
  readonly undefinedResamples: number
  /** Why there is no interval, when there is none. */
  readonly reason?: string
}

/** How the differences were made sure of. */
export interface PairedTests {
  readonly scores: readonly ScoreDifference[]
  /** Clusters that hold an item. */
  readonly clusters: number
  /** Sign flip of the clusters' differences of accuracy, B - A; null with a reason where there is none. */
  readonly signFlip: { readonly mean: number; readonly p: number } | null
  readonly signFlipReason?: string
}

const RESAMPLES = 1000
const FEWEST = 200
/** Cells added up in all; some seconds of slices for 100,000 single items. */
const WORK_LIMIT = 60_000_000
/** Clusters whose signs are flipped: 100,000 patterns of so many take some tenths of a second. */
const MOST_FLIPPED = 500
/** Cells added up between two pauses. */
const SLICE = 2_000_000

/**
 * Paired bootstrap of any scores of a confusion table, drawing whole clusters, and the sign flip test of clusters.
 * Both candidates are scored on the same draw. The same seed gives the same numbers on every machine.
 */
export function* pairedTests(
  columns: ClusteredColumns,
  metrics: readonly ConfusionMetric[],
  seed = 1
): Sliced<PairedTests> {
  const sides = [clusterCells(columns, columns.a), clusterCells(columns, columns.b)] as const
  yield
  const count = sides[0].starts.length - 1
  const k = columns.classes
  const tables = [new Float64Array(k * k), new Float64Array(k * k)] as const
  const valuesNow = () =>
    metrics.map(
      (metric) =>
        [
          metric.compute({ labels: columns.labels, cells: tables[0] }).value,
          metric.compute({ labels: columns.labels, cells: tables[1] }).value
        ] as const
    )
  for (let c = 0; c < count; c++) addCluster(c)
  const whole = valuesNow()
  const perDraw = sides[0].cells.length + sides[1].cells.length + 1
  const times = Math.min(RESAMPLES, Math.floor(WORK_LIMIT / perDraw))
  const reason =
    count < 2
      ? 'All items come from one cluster; drawing needs at least two.'
      : times < FEWEST
        ? `There are too many clusters (${count.toLocaleString('en')}) to resample here.`
        : undefined
  const draws = metrics.map((): number[] => [])
  if (reason === undefined) {
    const draw = seededRandom(seed)
    let work = 0
    for (let b = 0; b < times; b++) {
      tables[0].fill(0)
      tables[1].fill(0)
      for (let c = 0; c < count; c++) addCluster(drawBelow(draw, count))
      valuesNow().forEach(([x, y], m) => {
        if (x !== null && y !== null) draws[m]?.push(y - x)
      })
      work += perDraw + metrics.length * k * k * 4
      if (work > SLICE) {
        work = 0
        yield
      }
    }
  }
  const flips = yield* flipped(columns)
  return {
    scores: metrics.map((metric, m) => {
      const [a, b] = whole[m] ?? [null, null]
      const own = draws[m] ?? []
      const made = bootstrapSummary(b, a, own, reason === undefined ? times - own.length : 0)
      return scoreDifference(metric.id, a, b, made, own.length, reason)
    }),
    clusters: count,
    ...flips
  }

  function addCluster(c: number): void {
    for (const side of [0, 1] as const) {
      const { starts, cells, weights } = sides[side]
      const table = tables[side]
      const to = starts[c + 1] ?? 0
      for (let i = starts[c] ?? 0; i < to; i++) {
        const cell = cells[i] ?? 0
        table[cell] = (table[cell] ?? 0) + (weights[i] ?? 0)
      }
    }
  }
}

function scoreDifference(
  metric: string,
  a: number | null,
  b: number | null,
  made: PairedBootstrap,
  resamples: number,
  reason: string | undefined
): ScoreDifference {
  return {
    metric,
    a,
    b,
    difference: a === null || b === null ? null : b - a,
    percentile: made.percentile,
    basic: made.basic,
    standardError: made.standardError,
    p: made.pTwoSided,
    resamples,
    undefinedResamples: made.leftOut,
    ...(reason === undefined ? {} : { reason })
  }
}

function* flipped(columns: ClusteredColumns): Sliced<Pick<PairedTests, 'signFlip' | 'signFlipReason'>> {
  yield
  const differences = clusterDifferences(columns)
  if (differences.length === 0) return { signFlip: null, signFlipReason: 'No item was answered by both.' }
  // A cluster without a difference has no sign to flip; it counts in the mean only.
  const signed = differences.filter((difference) => difference !== 0)
  if (signed.length > MOST_FLIPPED)
    return { signFlip: null, signFlipReason: `There are more than ${MOST_FLIPPED} clusters to flip.` }
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length
  return { signFlip: { mean, p: signFlip(signed)?.p ?? 1 } }
}

/** Accuracy of B less that of A in every cluster that holds an item. */
export function clusterDifferences({
  truth,
  a,
  b,
  classes,
  cluster,
  clusters
}: ClusteredColumns): readonly number[] {
  const items = new Float64Array(clusters)
  const net = new Float64Array(clusters)
  for (let i = 0; i < truth.length; i++) {
    const kind = verdictOf(truth[i] ?? -1, a[i] ?? -1, b[i] ?? -1, classes)
    if (kind === 0) continue
    const own = cluster[i] ?? 0
    items[own] = (items[own] ?? 0) + 1
    net[own] = (net[own] ?? 0) + (kind === 2 ? 1 : kind === 3 ? -1 : 0)
  }
  return [...items.keys()].flatMap((c) => {
    const n = items[c] ?? 0
    return n > 0 ? [(net[c] ?? 0) / n] : []
  })
}

/** Non-zero cells of one candidate's table in every cluster with an item that counts, one cluster after the other. */
function clusterCells(columns: ClusteredColumns, answers: Int32Array) {
  const { truth, a, b, classes, cluster, clusters } = columns
  const counts = (i: number) => verdictOf(truth[i] ?? -1, a[i] ?? -1, b[i] ?? -1, classes) !== 0
  const sizes = new Int32Array(clusters + 1)
  for (let i = 0; i < truth.length; i++) {
    const own = (cluster[i] ?? 0) + 1
    if (counts(i)) sizes[own] = (sizes[own] ?? 0) + 1
  }
  for (let c = 0; c < clusters; c++) sizes[c + 1] = (sizes[c + 1] ?? 0) + (sizes[c] ?? 0)
  const order = new Int32Array(sizes[clusters] ?? 0)
  const next = sizes.slice()
  for (let i = 0; i < truth.length; i++) {
    if (!counts(i)) continue
    const own = cluster[i] ?? 0
    const at = next[own] ?? 0
    order[at] = i
    next[own] = at + 1
  }
  const starts = [0]
  const cells: number[] = []
  const weights: number[] = []
  const sum = new Float64Array(classes * classes)
  for (let c = 0; c < clusters; c++) {
    const touched: number[] = []
    for (let at = sizes[c] ?? 0; at < (sizes[c + 1] ?? 0); at++) {
      const i = order[at] ?? 0
      const cell = (truth[i] ?? 0) * classes + (answers[i] ?? 0)
      if (sum[cell] === 0) touched.push(cell)
      sum[cell] = (sum[cell] ?? 0) + 1
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
