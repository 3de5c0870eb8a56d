import type { ComparedItems } from '../../../shared/analysis/compared-items'
import { scoreVariants, type VariantItems } from '../../../shared/analysis/variants/score-variants'
import type { VariantInputs, VariantsAnswer, VariantScore } from '../../../shared/contract/analysis/variants'
import { fail, ok } from '../../../shared/domain/problem'
import { confusionMetrics } from '../../../shared/metrics'
import type { Confusion } from '../../../shared/metrics/base/confusion'
import { mcnemarOf } from '../../../shared/metrics/mcnemar'
import type { Question } from '../question'
import { commonRecordings } from '../variants/common-recordings'
import { clusterer } from '../variants/clusterer'
import { inputsOf } from '../variants/inputs-of'

/** A model's variants beside it: scores with intervals, differences that are paired, and what each broke. */
export const variants: Question<'analysis.variants'> = function* (
  desk,
  { variantIds, metric: metricId, cluster, seed, ...query }
) {
  const revision = desk.reader.revision()
  if (!confusionMetrics.has(metricId)) return fail('unknown-metric', `There is no score “${metricId}”.`)
  const metric = confusionMetrics.get(metricId)
  const common = commonRecordings(desk.reader, query.candidateAuthorId, variantIds, query.recordingIds)
  const { recordingIds } = common
  if (recordingIds.length === 0)
    return fail(
      'variants.nowhere',
      'There is no recording that both the variants and what they are held against are done with yet.',
      'Wait for the runs in the queue, or choose other recordings.'
    )
  const baseline = yield* desk.compared({ ...query, recordingIds: [...recordingIds] })
  if (!baseline.ok) return baseline
  const base = baseline.value
  const found: { readonly authorId: string; readonly items: ComparedItems }[] = []
  const missing = [...common.missing]
  for (const authorId of common.authorIds) {
    const compared = yield* desk.compared({
      ...query,
      candidateAuthorId: authorId,
      recordingIds: [...recordingIds]
    })
    if (compared.ok) found.push({ authorId, items: compared.value })
    else missing.push({ authorId, reason: compared.error.message })
    yield
  }
  const clusters = clusterer(desk.reader, cluster)
  const all = [base, ...found.map(({ items }) => items)]
  const columns: VariantItems[] = []
  for (const items of all) {
    columns.push(columnsOf(items, base, clusters.of(items)))
    yield
  }
  const labels = base.labels.map(({ id }) => id)
  const scored = yield* scoreVariants(columns, (table) => [metric.compute(table).value, ...recalls(table)], {
    labels,
    clusters: clusters.count(),
    seed
  })
  const rows = all.map((items, i): VariantScore => {
    const [score, ...own] = scored.variants[i] ?? []
    return {
      authorId: i === 0 ? query.candidateAuthorId : (found[i - 1]?.authorId ?? ''),
      score: score ?? none,
      recalls: own,
      n: amountOf(items, items.rows),
      unanswered: unanswered(items),
      ...withInputs(
        inputsOf(desk.reader, i === 0 ? query.candidateAuthorId : (found[i - 1]?.authorId ?? ''))
      ),
      ...(i > 0 && base.units.mode === 'segments' ? { changed: changed(base, items) } : {})
    }
  })
  const [first, ...others] = rows
  if (!first) return fail('nothing-labelled', 'There is nothing to compare.')
  const answer: VariantsAnswer = {
    revision,
    schemeId: base.schemeId,
    ...(base.attributeId === undefined ? {} : { attributeId: base.attributeId }),
    labels: base.labels.map(({ id, name }) => ({ id, name })),
    baseline: first,
    variants: others,
    missing,
    recordingIds,
    nothing: metric.compute(alwaysTheSame(base, labels)).value,
    unit: base.units.mode === 'segments' ? 'items' : 's',
    clusters: scored.clusters,
    clusterNoun: clusters.noun,
    resamples: scored.resamples
  }
  return ok(answer)
}

const withInputs = (inputs: VariantInputs | undefined): { readonly inputs?: VariantInputs } =>
  inputs ? { inputs } : {}

const none = { value: null, delta: { value: null }, p: null } as const

/** Recall of each label; undefined where the reference never has it. */
function recalls({ labels, cells }: Confusion): (number | null)[] {
  const k = labels.length
  return labels.map((_, row) => {
    let sum = 0
    for (let c = 0; c < k; c++) sum += cells[row * k + c] ?? 0
    return sum > 0 ? (cells[row * k + row] ?? 0) / sum : null
  })
}

/** Items in the axes of the baseline, whose labels a variant may have in another order. */
function columnsOf(items: ComparedItems, base: ComparedItems, cluster: Int32Array): VariantItems {
  const place = items.labels.map(({ id }) => base.labels.findIndex((label) => label.id === id))
  const same = place.every((to, from) => to === from)
  const { units } = items
  const inBase = (codes: Int32Array): Int32Array => (same ? codes : codes.map((own) => place[own] ?? -1))
  return {
    reference: inBase(units.reference),
    candidate: inBase(units.candidate),
    cluster,
    ...(units.mode === 'seconds' ? { weight: units.duration } : {})
  }
}

const amountOf = ({ units }: ComparedItems, rows: Int32Array): number =>
  units.mode === 'segments'
    ? rows.length
    : rows.reduce((sum, unit) => sum + (units.duration[unit] ?? 0), 0) / 1e6

/** Items with a label of the reference on the axes, and none of the candidate. */
function unanswered({ units, labels }: ComparedItems): number {
  let count = 0
  for (let unit = 0; unit < units.reference.length; unit++) {
    const [own, other] = [units.reference[unit] ?? -1, units.candidate[unit] ?? -1]
    const inAxes = (code: number): boolean => code >= 0 && code < labels.length
    if (inAxes(own) && !inAxes(other))
      count += units.mode === 'segments' ? 1 : (units.duration[unit] ?? 0) / 1e6
  }
  return count
}

/** Items of one reference have the same number in every comparison by segments. */
function changed(base: ComparedItems, items: ComparedItems): NonNullable<VariantScore['changed']> {
  let [broken, fixed, both, neither, leftOut] = [0, 0, 0, 0, 0]
  const k = base.labels.length
  for (let unit = 0; unit < base.units.reference.length; unit++) {
    const truth = base.units.reference[unit] ?? -1
    const [a, b] = [base.units.candidate[unit] ?? -1, items.units.candidate[unit] ?? -1]
    if ([truth, a, b].some((code) => code < 0 || code >= k)) leftOut++
    else if (a === truth && b === truth) both++
    else if (a === truth) broken++
    else if (b === truth) fixed++
    else neither++
  }
  const { exactP } = mcnemarOf({ onlyA: broken, onlyB: fixed, both, neither, leftOut })
  return { broken, fixed, p: exactP }
}

/** The table of an author who always answers what the reference has most often. */
function alwaysTheSame({ units, rows }: ComparedItems, labels: readonly string[]): Confusion {
  const k = labels.length
  const counts = new Float64Array(k)
  for (const unit of rows) {
    const code = units.reference[unit] ?? -1
    counts[code] = (counts[code] ?? 0) + (units.mode === 'segments' ? 1 : (units.duration[unit] ?? 0))
  }
  const most = counts.indexOf(Math.max(...counts))
  const cells = new Float64Array(k * k)
  counts.forEach((count, row) => (cells[row * k + most] = count))
  return { labels, cells }
}
