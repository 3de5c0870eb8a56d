import { dynamicTimeWarping, warpedBarycentre } from '../metrics/dynamic-time-warping'
import { evaluatorWeighted, meanTrace } from '../metrics/evaluator-weighted'
import { completePairs } from '../metrics/base/pairs'
import { mean } from '../metrics/base/moments'
import { concordance } from '../metrics/trace-agreement'
import type { TraceRule } from './recipe'

/** One annotator's trace on the common grid; null where there is no value. */
export interface AnnotatorTrace {
  readonly annotator: string
  readonly values: readonly (number | null)[]
}

/** How one annotator's trace went into the gold trace. */
export interface TraceProvenance {
  readonly annotator: string
  /** Weight in the average, as used; equal weights are 1. */
  readonly weight: number
  /** Added to every value before averaging. */
  readonly moved: number
  /** Positions with a value. */
  readonly used: number
}

/** One trace made of several. */
export interface TraceGold {
  readonly rule: TraceRule
  /** Null where nobody has a value, or everywhere when the rule fails: see reason. */
  readonly values: readonly (number | null)[]
  /** Annotators with a value at each position. */
  readonly raters: readonly number[]
  /** Standard deviation over annotators (population) at each position; null for fewer than two. */
  readonly spread: readonly (number | null)[]
  readonly provenance: readonly TraceProvenance[]
  /** Why there is no gold trace. */
  readonly reason?: string
}

/** Run a rule over traces on a common grid; lags must have been taken out before. */
export function traceGold(traces: readonly AnnotatorTrace[], rule: TraceRule): TraceGold {
  const length = traces.reduce((most, { values }) => Math.max(most, values.length), 0)
  const columns = Array.from({ length }, (_, t) => traces.flatMap(({ values }) => values[t] ?? []))
  const { values, reason, weights, moved } = fuse(traces, columns, rule)
  return {
    rule,
    values: values ?? new Array<null>(length).fill(null),
    raters: columns.map((column) => column.length),
    spread: columns.map(deviation),
    provenance: traces.map(({ annotator, values: own }, k) => ({
      annotator,
      weight: weights?.[k] ?? 1,
      moved: moved?.[k] ?? 0,
      used: own.filter((value) => value !== null).length
    })),
    ...(reason === undefined ? {} : { reason })
  }
}

interface Fused {
  readonly values: readonly (number | null)[] | null
  readonly reason?: string
  readonly weights?: readonly number[]
  readonly moved?: readonly number[]
}

function fuse(
  traces: readonly AnnotatorTrace[],
  columns: readonly (readonly number[])[],
  rule: TraceRule
): Fused {
  const values = traces.map((trace) => trace.values)
  if (!columns.some((column) => column.length > 0)) return { values: null, reason: 'No trace has a value.' }
  switch (rule.rule) {
    case 'mean':
      return { values: meanTrace(values) }
    case 'median':
      return { values: columns.map(median) }
    case 'ewe': {
      const { weights, trace } = evaluatorWeighted(values, rule.weighting)
      return trace
        ? { values: trace, weights }
        : {
            values: null,
            weights,
            reason:
              'No annotator agrees with the others, so every weight is 0. The plain mean does not need weights.'
          }
    }
    case 'ccc_centred':
      return concordanceCentred(values)
    case 'dba':
      return barycentre(traces, rule)
  }
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const m = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - m) ** 2)))
}

/** Every trace is moved to one centre, the mean of the annotators' means weighted by agreement; then the plain mean (AVEC 2016). */
function concordanceCentred(values: readonly (readonly (number | null)[])[]): Fused {
  const agreement = values.map((own, k) => {
    const others = values.filter((_, i) => i !== k)
    const all = others.map((other) => {
      const { x, y } = completePairs(own, other)
      return concordance(x, y) ?? 0
    })
    return all.length === 0 ? 0 : Math.max(0, mean(all))
  })
  const sum = agreement.reduce((total, value) => total + value, 0)
  if (sum === 0)
    return {
      values: null,
      weights: agreement,
      reason:
        'No annotator agrees with the others, so there is no common centre. The plain mean does not need one.'
    }
  const means = values.map((own) => {
    const present = own.filter((value) => value !== null)
    return present.length === 0 ? 0 : mean(present)
  })
  const centre = means.reduce((total, m, k) => total + m * (agreement[k] ?? 0), 0) / sum
  const moved = means.map((m) => centre - m)
  const shifted = values.map((own, k) =>
    own.map((value) => (value === null ? null : value + (moved[k] ?? 0)))
  )
  return { values: meanTrace(shifted), weights: agreement, moved }
}

function barycentre(traces: readonly AnnotatorTrace[], rule: Extract<TraceRule, { rule: 'dba' }>): Fused {
  const complete: number[][] = []
  for (const { annotator, values } of traces) {
    const gap = values.indexOf(null)
    if (gap >= 0)
      return {
        values: null,
        reason: `The trace of ${annotator} has no value at sample ${gap}; warping needs complete traces.`
      }
    complete.push(values.filter((value) => value !== null))
  }
  const window = rule.window ?? undefined
  const start = rule.start === 'first' ? complete[0] : medoid(complete, window)
  const values = warpedBarycentre(complete, { start, rounds: rule.rounds, window })
  return values
    ? { values }
    : {
        values: null,
        reason: `The traces differ in length by more than the window of ${rule.window} samples.`
      }
}

/** The trace with the smallest summed distance to all others, the first among equals. */
function medoid(traces: readonly (readonly number[])[], window: number | undefined) {
  const sums = new Float64Array(traces.length)
  traces.forEach((a, i) =>
    traces.slice(i + 1).forEach((b, offset) => {
      const cost = dynamicTimeWarping(a, b, { window }).cost ?? Infinity
      sums[i] = (sums[i] ?? 0) + cost
      sums[i + 1 + offset] = (sums[i + 1 + offset] ?? 0) + cost
    })
  )
  return traces[sums.indexOf(Math.min(...sums))] ?? traces[0]
}
