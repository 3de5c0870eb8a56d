import { lagSweep } from '../../../shared/analysis/traces/lag-sweep'
import { ok } from '../../../shared/domain/problem'
import type { Question } from '../question'
import { traceStrips } from '../trace-strips'

/** Agreement at every delay of the candidate, whatever delay was chosen. */
export const traceLags: Question<'analysis.traceLags'> = function* (desk, { reachSeconds, ...query }) {
  const found = yield* traceStrips(desk, { ...query, lagSeconds: 0 })
  if (!found.ok) return found
  return ok(yield* lagSweep(found.value.strips, reachSeconds))
}
