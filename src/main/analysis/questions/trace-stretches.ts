import { residualStretches } from '../../../shared/analysis/traces/residual-stretches'
import { ok } from '../../../shared/domain/problem'
import type { Question } from '../question'
import { traceStrips } from '../trace-strips'

/** Where the candidate stays away from the reference, the worst first. */
export const traceStretches: Question<'analysis.traceStretches'> = function* (
  desk,
  { order, limit, threshold, recordingId, ...query }
) {
  const found = yield* traceStrips(desk, query)
  if (!found.ok) return found
  return ok(yield* residualStretches(found.value.strips, { order, limit, threshold, recordingId }))
}
