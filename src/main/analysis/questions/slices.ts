import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import { partOf } from '../../../shared/analysis/facets/facet-column'
import type { FacetColumn } from '../../../shared/analysis/facets/facet-column'
import { joinColumns } from '../../../shared/analysis/facets/join-columns'
import { facetReport } from '../../../shared/analysis/slices/facet-report'
import { sliceMetric } from '../../../shared/analysis/slices/slice-metric'
import type { SlicedItems } from '../../../shared/analysis/slices/slice-tables'
import { fail, ok } from '../../../shared/domain/problem'
import { facetShelf } from '../facets/facet-shelf'
import type { FacetShelf } from '../facets/facet-shelf'
import { humanCeiling } from '../facets/human-ceiling'
import { itemClusters } from '../facets/item-clusters'
import type { Question } from '../question'

/** Scores of the groups of a facet. */
export const slices: Question<'analysis.slices'> = function* (
  desk,
  { facet, and, metric, edges, least, ...query }
) {
  const revision = desk.reader.revision()
  const compared = yield* desk.compared(query)
  if (!compared.ok) return compared
  const items = compared.value
  const shelf = yield* facetShelf(desk, query, items)
  const labels = items.labels.map(({ id, name }) => ({ id, name }))
  const chosen = sliceMetric(
    metric,
    labels.map(({ id }) => id)
  )
  if (!chosen) return fail('unknown-metric', `There is no metric "${metric}" for these labels.`)
  const first = yield* columnOf(shelf, facet, edges)
  const second = and === undefined || and === facet ? undefined : yield* columnOf(shelf, and, edges)
  if (!first || (and !== undefined && and !== facet && !second))
    return fail('unknown-facet', 'The items cannot be sorted by this any more.', 'Choose another one.')
  const joined = second && joinColumns(first, second)
  const column = joined ?? first
  yield
  const { cluster, noun } = itemClusters(shelf.ground)
  const ceiling = yield* humanCeiling(desk, query, items)
  const report = yield* facetReport({
    items: slicedItems(items),
    column,
    cluster,
    noun,
    metric: chosen,
    least,
    others: ceiling.others
  })
  return ok({
    facets: shelf.infos,
    name: column.name,
    report,
    parts: report.rows.map(({ group }) => {
      const pair = joined?.pairs[group]
      return pair && second ? [partOf(first, pair[0]), partOf(second, pair[1])] : [partOf(first, group)]
    }),
    edges: Object.fromEntries(
      [first, ...(second ? [second] : [])].flatMap(({ id, edges: own }) => (own ? [[id, own]] : []))
    ),
    ceilingAuthorIds: ceiling.authorIds,
    ...(ceiling.reason === undefined ? {} : { noCeiling: ceiling.reason }),
    labels,
    schemeId: items.schemeId,
    ...(items.attributeId === undefined ? {} : { attributeId: items.attributeId }),
    revision
  })
}

function* columnOf(
  shelf: FacetShelf,
  id: string,
  edges: Readonly<Record<string, readonly number[]>>
): Sliced<FacetColumn | undefined> {
  return yield* shelf.column(id, edges[id])
}

/** Labels of the items that count; in comparisons by time each weighs as long as it lasts. */
function slicedItems({ units, rows, labels }: ComparedItems): SlicedItems {
  const picked = (of: Int32Array): Int32Array => rows.map((unit) => of[unit] ?? -1)
  return {
    labels: labels.map(({ id }) => id),
    reference: picked(units.reference),
    candidate: picked(units.candidate),
    ...(units.mode === 'seconds'
      ? { weight: Float64Array.from(rows, (unit) => units.duration[unit] ?? 0) }
      : {})
  }
}
