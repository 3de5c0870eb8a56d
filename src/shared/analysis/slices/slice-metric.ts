import { accuracy } from '../../metrics/accuracy'
import type { Confusion } from '../../metrics/base/confusion'
import { margins } from '../../metrics/base/confusion'
import type { ConfusionMetric } from '../../metrics/base/metric'
import { PAIRS_ONLY } from '../../metrics/base/metric'
import { score } from '../../metrics/base/score'
import { macroF1, weightedF1 } from '../../metrics/f1-average'
import { unweightedAverageRecall } from '../../metrics/recall-average'

/** Metrics that slices can be scored with, beside the recall of one class (`recall:<label>`). */
export const sliceMetrics: readonly ConfusionMetric[] = [
  accuracy,
  unweightedAverageRecall,
  macroF1,
  weightedF1
]

/** The metric of an id: one of `sliceMetrics`, or `recall:<label>`; undefined for anything else. */
export function sliceMetric(id: string, labels: readonly string[]): ConfusionMetric | undefined {
  const known = sliceMetrics.find((metric) => metric.id === id)
  if (known) return known
  const label = id.startsWith('recall:') ? id.slice('recall:'.length) : undefined
  return label !== undefined && labels.includes(label) ? recallOf(label) : undefined
}

/** Recall of one class as a metric of a table. */
const recallOf = (label: string): ConfusionMetric => ({
  kind: 'confusion',
  id: `recall:${label}`,
  name: 'Recall of one class',
  definition: 'correct items of the class / reference items of the class',
  convention: 'Only items whose reference label is the class count.',
  source: 'Sokolova & Lapalme 2009, Information Processing & Management 45, 427-437',
  missingPolicy: PAIRS_ONLY,
  compute(table: Confusion) {
    const at = table.labels.indexOf(label)
    const m = margins(table)
    return score((m.agreed[at] ?? 0) / (m.reference[at] ?? 0), 'No item of the class in this group.')
  }
})

/** Items right and items in all behind a metric that is a share; undefined for one that is none. */
export function shareBehind(
  metric: Pick<ConfusionMetric, 'id'>,
  table: Confusion
): { readonly right: number; readonly n: number } | undefined {
  const m = margins(table)
  if (metric.id === accuracy.id) return { right: m.agreed.reduce((sum, hits) => sum + hits, 0), n: m.total }
  if (!metric.id.startsWith('recall:')) return undefined
  const at = table.labels.indexOf(metric.id.slice('recall:'.length))
  return { right: m.agreed[at] ?? 0, n: m.reference[at] ?? 0 }
}
