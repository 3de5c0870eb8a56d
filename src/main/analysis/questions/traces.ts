import type { Sliced } from '../../../shared/agreement/sliced'
import { centreOf, compareTraces, meanNumbers } from '../../../shared/analysis/traces/compare-traces'
import { addPairs, measures, noPairs, pairNumbers } from '../../../shared/analysis/traces/pair-sums'
import type { TraceCompareQuery, TraceDimRow } from '../../../shared/contract/traces'
import { ok } from '../../../shared/domain/problem'
import type { Desk } from '../desk'
import type { Question } from '../question'
import { sharedDims, withDim } from '../trace-dims-shared'
import { traceStrips } from '../trace-strips'

/** How far a candidate's values follow a reference's. */
export const traces: Question<'analysis.traces'> = function* (desk, query) {
  const found = yield* traceStrips(desk, query)
  if (!found.ok) return found
  const { strips, neutral, convention } = found.value
  const groups = new Map(desk.reader.all('recording').map(({ id, group }) => [id, group ?? id]))
  const report = yield* compareTraces({
    strips,
    neutral,
    convention,
    clusterOf: (id) => groups.get(id) ?? id
  })
  return ok({
    ...report,
    convention,
    dims: yield* dimRows(desk, query),
    revision: desk.reader.revision()
  })
}

/** Every dimension that both sides have; none where two different ones are compared. */
function* dimRows(desk: Desk, query: TraceCompareQuery): Sliced<readonly TraceDimRow[]> {
  const rows: TraceDimRow[] = []
  const dims = sharedDims(desk, query)
  if (query.reference.dim !== query.candidate.dim || dims.length < 2) return rows
  for (const { id, name } of dims) {
    const found = yield* traceStrips(desk, withDim(query, id))
    if (!found.ok) continue
    const { strips, neutral } = found.value
    const centre = yield* centreOf(strips)
    const pooled = noPairs()
    const byRecording = new Map<string, Float64Array>()
    for (const { recordingId, reference, candidate } of strips) {
      const own = byRecording.get(recordingId) ?? noPairs()
      addPairs(own, reference, candidate, { centre, neutral })
      addPairs(pooled, reference, candidate, { centre, neutral })
      byRecording.set(recordingId, own)
      yield
    }
    const numbers = pairNumbers(pooled, neutral)
    rows.push({
      dim: id,
      name,
      pooled: measures.map((measure) => numbers[measure]),
      perRecording: meanNumbers([...byRecording.values()], neutral).map(({ value }) => value)
    })
  }
  return rows
}
