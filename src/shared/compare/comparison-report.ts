import { confusionMetrics } from '../metrics'
import {
  clusterBootstrap,
  type BootstrapOptions,
  type IntervalOrReason
} from '../metrics/base/cluster-bootstrap'
import { confusionFromCodes, confusionRows, margins, type Confusion } from '../metrics/base/confusion'
import { score, type Interval, type Score } from '../metrics/base/score'
import { f1, precision, recall, unbiasedHitRate } from '../metrics/per-class'
import { wilson } from '../metrics/proportion-interval'
import type { PairedUnits } from './pair-authors'
import { pairingConventions, personConvention } from './pairing'
import type { ClassRow, ComparisonReport, ConfusionTable, NumberCard, ShareCell } from './report'

export interface ReportOptions {
  /** Ids of confusion metrics, in the order of the cards. */
  readonly metrics?: readonly string[]
  /** Cluster of a recording, for instance its speaker; the recording itself when absent. */
  readonly clusters?: Readonly<Record<string, string>>
  /** False: no resampled intervals. */
  readonly bootstrap?: BootstrapOptions | false
}

/** Cards of a report when nothing else is asked for; weighted kappa only makes sense for ordered labels. */
export const defaultCards = [
  'accuracy',
  'uar',
  'f1_macro',
  'f1_weighted',
  'f1_micro',
  'cohen_kappa',
  'mcc',
  'uar_all_labels',
  'f1_macro_all_labels'
] as const

/** Everything the Compare panel shows about two paired authors; plain data. */
export function comparisonReport(paired: PairedUnits, options: ReportOptions = {}): ComparisonReport {
  const counts = confusionFromCodes(paired.labels, paired.reference, paired.candidate)
  const time = timeTable(paired)
  const table = paired.mode === 'segments' ? counts : time
  const ids = options.metrics ?? defaultCards
  const chosen = ids.map((id) => confusionMetrics.get(id))
  const perClass = [precision, recall, f1]
  const resampled = resample(paired, options, (drawn) => [
    ...chosen.map((metric) => metric.compute(drawn).value),
    ...perClass.flatMap((metric) => metric.compute(drawn).map(({ value }) => value))
  ])
  const unit = paired.mode === 'segments' ? 'segments' : 's'
  const n = margins(table).total / (paired.mode === 'segments' ? 1 : 1e6)
  const pairing = `${pairingConventions[paired.mode]} ${personConvention}`
  const cards = chosen.map((metric, index): NumberCard => {
    const result = metric.compute(table)
    return {
      id: metric.id,
      name: metric.name,
      ...valueAndReason(result),
      ...cardInterval(metric.id, result, resampled, index, paired, table),
      definition: metric.definition,
      convention: metric.convention,
      source: metric.source,
      missingPolicy: metric.missingPolicy,
      n,
      unit,
      leftOut: paired.leftOut
    }
  })
  return {
    mode: paired.mode,
    pairing,
    confusion: confusionTable(paired, counts, time),
    cards,
    classes: classRows(paired, table, resampled?.intervals.slice(chosen.length)),
    leftOut: paired.leftOut,
    n,
    unit,
    unmapped: paired.unmapped,
    recordings: recordingsUsed(paired)
  }
}

function timeTable(paired: PairedUnits): Confusion {
  const k = paired.labels.length
  const cells = new Float64Array(k * k)
  for (let i = 0; i < paired.reference.length; i++) {
    const row = paired.reference[i] ?? -1
    const column = paired.candidate[i] ?? -1
    if (row < 0 || column < 0 || row >= k || column >= k) continue
    cells[row * k + column] = (cells[row * k + column] ?? 0) + (paired.duration[i] ?? 0)
  }
  return { labels: paired.labels, cells }
}

function confusionTable(paired: PairedUnits, counts: Confusion, time: Confusion): ConfusionTable {
  const basis = confusionRows(paired.mode === 'segments' ? counts : time)
  return {
    labels: paired.labels,
    counts: confusionRows(counts),
    rowPercent: basis.map((row) => {
      const sum = row.reduce((total, value) => total + value, 0)
      return row.map((value) => (sum > 0 ? (100 * value) / sum : null))
    }),
    seconds: confusionRows(time).map((row) => row.map((value) => value / 1e6))
  }
}

/** Fewer clusters than this have fewer than 40 distinct resamples: not even one for each tail of 2.5 %. */
const FEWEST_CLUSTERS = 5

/** Resampled intervals, and whether single items had to stand in for clusters. */
interface Resampled {
  readonly intervals: readonly IntervalOrReason[]
  readonly byItems: boolean
}

function resample(
  paired: PairedUnits,
  { clusters = {}, bootstrap }: ReportOptions,
  statistics: (table: Confusion) => (number | null)[]
): Resampled | undefined {
  if (bootstrap === false) return undefined
  const names = paired.recordings.map((id) => clusters[id] ?? id)
  const index = new Map([...new Set(names)].map((name, position) => [name, position]))
  const clusterOf = Int32Array.from(names, (name) => index.get(name) ?? 0)
  const noun = names.some((name, i) => name !== paired.recordings[i]) ? 'groups of recordings' : 'recordings'
  const clusterOfItem = paired.recording.map((recording) => clusterOf[recording] ?? 0)
  const used = clustersUsed(paired, clusterOfItem)
  const byItems = used < FEWEST_CLUSTERS
  const items = paired.mode === 'segments' ? 'segments' : 'stretches of time'
  const intervals = clusterBootstrap(
    {
      labels: paired.labels,
      reference: paired.reference,
      candidate: paired.candidate,
      cluster: byItems ? Int32Array.from(paired.reference.keys()) : clusterOfItem,
      clusters: byItems ? paired.reference.length : index.size,
      weight: paired.mode === 'seconds' ? paired.duration : undefined
    },
    statistics,
    {
      noun: byItems ? `${items} taken as independent (${noun}: ${used}, too few to resample)` : noun,
      ...bootstrap
    }
  )
  return { intervals, byItems }
}

/** Clusters with at least one item that took part. */
function clustersUsed(paired: PairedUnits, cluster: Int32Array): number {
  const k = paired.labels.length
  const used = new Set<number>()
  const inside = (code: number | undefined): boolean => code !== undefined && code >= 0 && code < k
  for (let i = 0; i < paired.reference.length; i++)
    if (inside(paired.reference[i]) && inside(paired.candidate[i])) used.add(cluster[i] ?? 0)
  return used.size
}

type IntervalPart = Pick<NumberCard, 'interval' | 'intervalReason'>

/** The interval from resampling clusters; with too few of them the formula's own where the items are countable, else from resampling items. */
function cardInterval(
  id: string,
  result: Score,
  resampled: Resampled | undefined,
  index: number,
  paired: PairedUnits,
  table: Confusion
): IntervalPart {
  if (result.value === null) return { intervalReason: result.reason }
  const drawn = resampled?.intervals[index]
  const found = drawn && 'low' in drawn ? drawn : undefined
  if (found && !resampled?.byItems) return { interval: found }
  const formula = paired.mode === 'segments' ? formulaInterval(id, result, table) : undefined
  const interval = formula ?? found
  if (interval) return { interval }
  return { intervalReason: drawn && 'reason' in drawn ? drawn.reason : 'Resampling is switched off.' }
}

function formulaInterval(id: string, result: Score, table: Confusion): Interval | undefined {
  if (result.value !== null && result.interval) return result.interval
  if (id !== 'accuracy' && id !== 'f1_micro') return undefined
  const m = margins(table)
  const { interval } = ownInterval(
    wilson.compute(
      m.agreed.reduce((sum, hits) => sum + hits, 0),
      m.total
    )
  )
  return interval && { ...interval, method: `${interval.method}, items taken as independent` }
}

const ownInterval = (result: Score): IntervalPart =>
  result.value === null ? {} : { interval: result.interval }

const valueAndReason = (result: Score): Pick<NumberCard, 'value' | 'reason'> =>
  result.value === null ? { value: null, reason: result.reason } : { value: result.value }

function classRows(
  paired: PairedUnits,
  table: Confusion,
  resampled: readonly IntervalOrReason[] | undefined
): ClassRow[] {
  const m = margins(table)
  const k = paired.labels.length
  const hitRates = unbiasedHitRate.compute(table)
  const scale = paired.mode === 'segments' ? 1 : 1e6
  return paired.labels.map((label, i) => {
    const agreed = m.agreed[i] ?? 0
    const support = m.reference[i] ?? 0
    const predicted = m.candidate[i] ?? 0
    const at = (metric: number) => {
      const found = resampled?.[metric * k + i]
      return found && 'low' in found ? found : undefined
    }
    const share = (above: number, below: number, metric: number, reason: string): ShareCell => {
      if (below === 0) return { value: null, reason }
      if (paired.mode === 'segments')
        return { value: above / below, ...ownInterval(wilson.compute(above, below)) }
      return { value: above / below, interval: at(metric) }
    }
    const harmonic = valueAndReason(
      score((2 * agreed) / (support + predicted), `Neither side has "${label}".`)
    )
    return {
      label,
      precision: share(agreed, predicted, 0, `The candidate never says "${label}".`),
      recall: share(agreed, support, 1, `"${label}" is absent from the reference.`),
      f1: harmonic.value === null ? harmonic : { ...harmonic, interval: at(2) },
      unbiasedHitRate: valueAndReason(hitRates[i] ?? { value: null, reason: '' }),
      support: support / scale,
      predicted: predicted / scale
    }
  })
}

function recordingsUsed(paired: PairedUnits): number {
  const k = paired.labels.length
  const used = new Uint8Array(paired.recordings.length)
  for (let i = 0; i < paired.reference.length; i++) {
    const row = paired.reference[i] ?? -1
    const column = paired.candidate[i] ?? -1
    if (row >= 0 && column >= 0 && row < k && column < k) used[paired.recording[i] ?? 0] = 1
  }
  return used.reduce((sum, one) => sum + one, 0)
}
