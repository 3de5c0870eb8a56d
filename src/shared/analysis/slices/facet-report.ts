import type { Sliced } from '../../agreement/sliced'
import type { LeftOut, ShareCell } from '../../compare/report'
import type { Confusion } from '../../metrics/base/confusion'
import { margins } from '../../metrics/base/confusion'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import type { ConfusionMetric } from '../../metrics/base/metric'
import { wilson } from '../../metrics/proportion-interval'
import type { FacetColumn } from '../facets/facet-column'
import { fairnessGaps, gapValues } from './fairness-gaps'
import type { FairnessGap } from './fairness-gaps'
import { FEWEST_CLUSTERS, resampleGroups } from './resample-groups'
import { shareDifference } from './share-difference'
import { shareBehind } from './slice-metric'
import { restOf, sliceTables, tableOf, wholeTable } from './slice-tables'
import type { SlicedItems, SliceTables } from './slice-tables'

/** One group of a facet, scored. */
export interface SliceRow {
  /** Place among the groups of the facet. */
  readonly group: number
  readonly name: string
  /** Items, or seconds in comparisons by time, that the score rests on; for a recall those of the class. */
  readonly n: number
  /** Speakers (or recordings) in it. */
  readonly clusters: number
  readonly score: ShareCell
  /** Score of everything else in the facet. */
  readonly rest: ShareCell
  /** score - rest. */
  readonly difference: ShareCell
  /** Other people who labelled the same items, scored against the same reference; absent where nobody did. */
  readonly ceiling?: ShareCell & { readonly n: number }
}

/** All groups of one facet, and how far apart they are. */
export interface FacetReport {
  readonly metric: {
    readonly id: string
    readonly name: string
    readonly definition: string
    readonly convention: string
    readonly source: string
    readonly missingPolicy: string
  }
  readonly rows: readonly SliceRow[]
  /** All items of the facet together. */
  readonly whole: ShareCell & { readonly n: number; readonly ceiling?: ShareCell & { readonly n: number } }
  /** Between the groups that are large enough; empty with fewer than two of them, or very many. */
  readonly gaps: readonly FairnessGap[]
  /** Groups that take part in the gaps. */
  readonly gapGroups: number
  readonly unit: 'segments' | 's'
  readonly leftOut: readonly LeftOut[]
}

export interface FacetReportInput {
  readonly items: SlicedItems
  readonly column: FacetColumn
  /** Speaker of each item. */
  readonly cluster: Int32Array
  readonly metric: ConfusionMetric
  /** What a cluster is, in the plural. */
  readonly noun: string
  /** Labels of other people on the same items: one column of codes for each, -1 where they gave none. */
  readonly others?: readonly Int32Array[]
  readonly replicates?: number
  /** Groups with fewer items (or seconds) take no part in the gaps. */
  readonly least?: number
}

/** The largest gap between more groups (recordings, persons of a large corpus) says nothing. */
const MOST_GAP_GROUPS = 40

/** Score the groups of a facet, each against the rest, with intervals and the gaps between them. */
export function* facetReport(input: FacetReportInput): Sliced<FacetReport> {
  const { items, column, cluster, metric, noun, replicates, least = 0 } = input
  const groups = column.groups.length
  const tables = sliceTables(items, column.codes, groups)
  yield
  const whole = wholeTable(tables)
  const met = Array.from({ length: groups }, (_, g) => g).filter((g) => sizeOf(tableOf(tables, g)) > 0)
  const scale = items.weight ? 1e6 : 1
  const large = met.filter((g) => sizeOf(tableOf(tables, g)) / scale >= least)
  const between = large.length < 2 || large.length > MOST_GAP_GROUPS ? [] : large
  const drawn = yield* resampleGroups(
    items,
    column.codes,
    groups,
    cluster,
    ({ byCluster, own }) => statisticsOf(metric, met, between, byCluster, own),
    (s) => concernOf(s, met, between),
    {
      noun,
      ...(replicates === undefined ? {} : { replicates }),
      // Shares of small groups have intervals by formula; their gaps are only looked at where groups are few.
      byItems: shareBehind(metric, whole) === undefined || between.length > 0
    }
  )
  const clusters = clustersIn(items, column.codes, groups, cluster)
  yield
  const ceilings = yield* ceilingTables(items, column.codes, groups, input.others ?? [])
  const at = (statistic: number): IntervalOrReason | undefined => drawn[statistic]
  const rows = met.map((group, m): SliceRow => {
    const own = tableOf(tables, group)
    const rest = restOf(whole, own)
    const score = scored(metric, own, at(2 * m), items.weight !== undefined)
    const restScore = plain(metric, rest)
    const behind = shareBehind(metric, own)
    const ceiling = ceilings && ceilingOf(metric, tableOf(ceilings, group))
    return {
      group,
      name: column.groups[group] ?? '',
      n: (behind?.n ?? sizeOf(own)) / scale,
      clusters: clusters[group] ?? 0,
      score,
      rest: restScore,
      difference: differenceOf(
        metric,
        own,
        rest,
        at(2 * m + 1),
        clusters[group] ?? 0,
        items.weight !== undefined
      ),
      ...(ceiling ? { ceiling } : {})
    }
  })
  const ceiling = ceilings && ceilingOf(metric, wholeTable(ceilings))
  return {
    metric: {
      id: metric.id,
      name: metric.name,
      definition: metric.definition,
      convention: metric.convention,
      source: metric.source,
      missingPolicy: metric.missingPolicy
    },
    rows,
    whole: {
      ...scored(metric, whole, at(2 * met.length), items.weight !== undefined),
      n: (shareBehind(metric, whole)?.n ?? sizeOf(whole)) / scale,
      ...(ceiling ? { ceiling } : {})
    },
    gaps:
      between.length === 0
        ? []
        : fairnessGaps(
            metric,
            between.map((g) => column.groups[g] ?? ''),
            between.map((g) => tableOf(tables, g)),
            (gap) => at(2 * met.length + 1 + gap)
          ),
    gapGroups: between.length,
    unit: items.weight ? 's' : 'segments',
    leftOut: leftOutOf(column)
  }
}

/** Score and difference of each group, then the whole, then the gaps; in this order everywhere. */
function statisticsOf(
  metric: ConfusionMetric,
  met: readonly number[],
  between: readonly number[],
  byCluster: SliceTables,
  own: SliceTables
): readonly (number | null)[] {
  const whole = wholeTable(byCluster)
  const values = met.flatMap((g) => {
    const score = metric.compute(tableOf(own, g)).value
    const rest = metric.compute(restOf(whole, tableOf(byCluster, g))).value
    return [score, score === null || rest === null ? null : score - rest]
  })
  values.push(metric.compute(whole).value)
  if (between.length === 0) return values
  const tables = between.map((g) => tableOf(own, g))
  const scores = tables.map((table) => metric.compute(table).value)
  return [...values, ...gapValues(scores, tables)]
}

/** The groups that a statistic rests on: one, none in particular (the whole), or those that gaps are between. */
function concernOf(s: number, met: readonly number[], between: readonly number[]): readonly number[] {
  if (s < 2 * met.length) return [met[s >> 1] ?? 0]
  return s === 2 * met.length ? [] : between
}

const sizeOf = (table: Confusion): number => margins(table).total

/** A share has Wilson's interval where its items are countable; anything else that of resampling. */
function scored(
  metric: ConfusionMetric,
  table: Confusion,
  drawn: IntervalOrReason | undefined,
  weighted: boolean
): ShareCell {
  const result = metric.compute(table)
  if (result.value === null) return { value: null, reason: result.reason }
  const behind = weighted ? undefined : shareBehind(metric, table)
  if (behind) {
    const share = wilson.compute(behind.right, behind.n)
    if (share.value !== null) return { value: share.value, interval: share.interval }
  }
  return { value: result.value, interval: drawn && 'low' in drawn ? drawn : undefined }
}

function plain(metric: ConfusionMetric, table: Confusion): ShareCell {
  const result = metric.compute(table)
  return result.value === null ? { value: null, reason: result.reason } : { value: result.value }
}

/** Resampled by speakers where the group has enough of them; else Newcombe's for shares. */
function differenceOf(
  metric: ConfusionMetric,
  own: Confusion,
  rest: Confusion,
  drawn: IntervalOrReason | undefined,
  clusters: number,
  weighted: boolean
): ShareCell {
  const [a, b] = [metric.compute(own), metric.compute(rest)]
  if (a.value === null) return { value: null, reason: a.reason }
  if (b.value === null) return { value: null, reason: `Of everything else: ${b.reason}` }
  const value = a.value - b.value
  const found = drawn && 'low' in drawn ? drawn : undefined
  if (clusters < FEWEST_CLUSTERS && !weighted) {
    const [x, y] = [shareBehind(metric, own), shareBehind(metric, rest)]
    if (x && y) return { value, interval: shareDifference(x.right, x.n, y.right, y.n) }
  }
  return { value, interval: found }
}

/** Clusters with an item that counts, by group. */
function clustersIn(items: SlicedItems, codes: Int32Array, groups: number, cluster: Int32Array): Int32Array {
  const k = items.labels.length
  const met = Array.from({ length: groups }, () => new Set<number>())
  const last = new Int32Array(groups).fill(-2)
  for (let i = 0; i < codes.length; i++) {
    const g = codes[i] ?? -1
    const [row, column] = [items.reference[i] ?? -1, items.candidate[i] ?? -1]
    if (g < 0 || row < 0 || row >= k || column < 0 || column >= k) continue
    const own = cluster[i] ?? -1
    if (last[g] === own) continue
    last[g] = own
    met[g]?.add(own)
  }
  return Int32Array.from(met, (set) => set.size)
}

/** Tables of reference against all other people, pooled; undefined without any. */
function* ceilingTables(
  items: SlicedItems,
  codes: Int32Array,
  groups: number,
  others: readonly Int32Array[]
): Sliced<SliceTables | undefined> {
  if (others.length === 0) return undefined
  const k = items.labels.length
  const cells = new Float64Array(groups * k * k)
  for (const candidate of others) {
    // Items that the model has no label for count for nobody: the ceiling is of the same items.
    const same = candidate.map((code, i) =>
      (items.candidate[i] ?? -1) >= 0 && (items.candidate[i] ?? -1) < k ? code : -1
    )
    const one = sliceTables({ ...items, candidate: same }, codes, groups)
    for (let c = 0; c < cells.length; c++) cells[c] = (cells[c] ?? 0) + (one.cells[c] ?? 0)
    yield
  }
  return { labels: items.labels, groups, cells }
}

function ceilingOf(metric: ConfusionMetric, table: Confusion): SliceRow['ceiling'] {
  const n = shareBehind(metric, table)?.n ?? sizeOf(table)
  return n === 0 ? undefined : { ...plain(metric, table), n }
}

/** Items in no group. */
const leftOutOf = (column: FacetColumn): readonly LeftOut[] =>
  column.gaps.map(({ reason, count }) => ({ reason, count, unit: 'segments' }))
