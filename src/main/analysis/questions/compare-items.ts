import { comparisonItems } from '../../../shared/compare/comparison-items'
import { ok } from '../../../shared/domain/problem'
import type { Question } from '../question'

/** Moments of one cell, row or column of a confusion matrix. */
export const compareItems: Question<'compare.items'> = function* (
  desk,
  { reference, candidate, onlyErrors, ...query }
) {
  const compared = yield* desk.compared(query)
  if (!compared.ok) return compared
  return ok(comparisonItems(compared.value.units, { reference, candidate, onlyErrors }))
}
