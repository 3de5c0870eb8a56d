import type { Method } from './base/metric'
import { centredSumsAtLag, correlationOf } from './base/moments'
import { concordanceOf } from './trace-agreement'

/** What a lag is judged by. */
export type LagCriterion = 'pearson' | 'ccc'

/** Agreement at every lag from 0 on, in samples, and the best; null where undefined. */
export interface LagEstimate {
  readonly curve: readonly (number | null)[]
  readonly lag: number | null
  readonly score: number | null
}

/** What a reaction lag is and how it is found. */
export const annotationLagMethod: Method = {
  kind: 'method',
  id: 'annotation_lag',
  name: 'Reaction lag',
  definition: 'the lag L in 0..most that maximises the agreement of signal[0..n-L) with annotation[L..n)',
  convention:
    'Only the overlap is compared; the smallest lag wins ties. A shifted trace holds its first or last value at the ends.',
  source: 'Mariooryad & Busso 2015, IEEE Transactions on Affective Computing 6, 97-108',
  missingPolicy:
    'Positions without a value on either side are left out at each lag; a lag whose overlap is constant is undefined.'
}

/**
 * How many samples an annotation follows a signal (a feature, or the mean of other annotators).
 * @param maxLag longest lag looked at, in samples
 */
export function estimateLag(
  signal: readonly (number | null)[],
  annotation: readonly (number | null)[],
  maxLag: number,
  criterion: LagCriterion = 'pearson'
): LagEstimate {
  const n = Math.min(signal.length, annotation.length)
  const column = (trace: readonly (number | null)[]) =>
    Float64Array.from({ length: n }, (_, t) => trace[t] ?? NaN)
  const [x, y] = [column(signal), column(annotation)]
  const of = criterion === 'pearson' ? correlationOf : concordanceOf
  const curve = Array.from({ length: maxLag + 1 }, (_, lag) => of(centredSumsAtLag(x, y, lag)))
  let best: number | null = null
  curve.forEach((value, lag) => {
    if (value !== null && value > (best === null ? -Infinity : (curve[best] ?? -Infinity))) best = lag
  })
  return { curve, lag: best, score: best === null ? null : (curve[best] ?? null) }
}

/** The trace moved earlier by `lag` samples (later when negative), as long as before; the ends hold their last value. */
export function shiftTrace(trace: readonly (number | null)[], lag: number): (number | null)[] {
  const last = trace.length - 1
  return trace.map((_, t) => trace[Math.min(last, Math.max(0, t + lag))] ?? null)
}
