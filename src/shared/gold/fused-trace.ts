import type { TraceRule } from './recipe'
import { traceGold } from './trace-gold'
import type { TraceProvenance } from './trace-gold'

/** One trace made of several, in typed arrays. */
export interface FusedTrace {
  /** NaN: no value. */
  readonly values: Float64Array
  /** Mean over positions of the standard deviation over annotators (population); null without two at any position. */
  readonly meanSpread: number | null
  /** Positions with a value. */
  readonly used: number
  readonly provenance: readonly TraceProvenance[]
  /** Why there is no trace. */
  readonly reason?: string
}

/** Run a rule over traces of equal length on a common grid; NaN: no value there. */
export function fuseTraces(
  annotators: readonly string[],
  traces: readonly Float64Array[],
  rule: TraceRule
): FusedTrace {
  const made = traceGold(
    annotators.map((annotator, k) => ({
      annotator,
      values: Array.from(traces[k] ?? [], (value) => (Number.isNaN(value) ? null : value))
    })),
    rule
  )
  const spreads = made.spread.filter((value) => value !== null)
  return {
    values: Float64Array.from(made.values, (value) => value ?? Number.NaN),
    meanSpread: spreads.length === 0 ? null : spreads.reduce((sum, value) => sum + value, 0) / spreads.length,
    used: made.values.filter((value) => value !== null).length,
    provenance: made.provenance,
    ...(made.reason === undefined ? {} : { reason: made.reason })
  }
}
