import { selectUnits } from '../../../shared/analysis/select-units'
import { ok } from '../../../shared/domain/problem'
import { facetTests } from '../facets/facet-shelf'
import type { Question } from '../question'

/** Moments of a selection: of a slice, a bin, a cell, a list. */
export const analysisItems: Question<'analysis.items'> = function* (desk, { selection, ...query }) {
  const compared = yield* desk.compared(query)
  if (!compared.ok) return compared
  const { units, schemeId, attributeId } = compared.value
  const test = yield* facetTests(desk, query, compared.value, selection.facets)
  const chosen = yield* selectUnits(compared.value, selection, test)
  const items = [...chosen.subarray(0, selection.limit)].flatMap((unit) => units.item(unit) ?? [])
  return ok({ items, total: chosen.length, schemeId, ...(attributeId === undefined ? {} : { attributeId }) })
}
