import { orderBy } from './order-by'
import type { Bets, Numbers } from './scored-items'

/** A point of the curve: everything at least as sure as `threshold` is answered. */
export interface RiskPoint {
  /** Least confidence that is answered. */
  readonly threshold: number
  readonly answered: number
  readonly errors: number
}

/** Risk over coverage. */
export interface RiskCoverage {
  /** One point for every distinct confidence, surest first, thinned to a few hundred for drawing. */
  readonly points: readonly RiskPoint[]
  readonly n: number
  /**
   * Area under the curve: mean over items, in order of confidence, of the share of errors among all items at least as
   * sure (Geifman & El-Yaniv 2017; Geifman, Uziel & El-Yaniv 2019). Items that are equally sure come in together. null without items.
   */
  readonly aurc: number | null
  /** What is above the area of the same errors ranked last: 0 is the best order there is. */
  readonly excess: number | null
}

/** Points that are drawn at most. */
const MOST_POINTS = 400

/** Risk over coverage of bets. */
export function riskCoverage({ confidence, right }: Pick<Bets, 'confidence' | 'right'>): RiskCoverage {
  const n = confidence.length
  if (n === 0) return { points: [], n, aurc: null, excess: null }
  const order = orderBy(confidence)
  const points: RiskPoint[] = []
  // One of about every n / 400 answered items is drawn, and always the first and the last.
  const step = n / MOST_POINTS
  let next = 0
  let area = 0
  let errors = 0
  for (let at = n - 1; at >= 0;) {
    const threshold = confidence[order[at] ?? 0] ?? 0
    const before = at
    while (at >= 0 && confidence[order[at] ?? 0] === threshold) {
      if (right[order[at] ?? 0] === 0) errors++
      at--
    }
    const answered = n - 1 - at
    area += ((before - at) * errors) / answered
    if (answered < next && at >= 0) continue
    points.push({ threshold, answered, errors })
    next = (Math.floor(answered / step) + 1) * step
  }
  const aurc = area / n
  return { points, n, aurc, excess: Math.max(0, aurc - bestArea(n, errors)) }
}

/** The area when all errors are the least sure items. */
function bestArea(n: number, errors: number): number {
  let area = 0
  for (let i = n - errors + 1; i <= n; i++) area += (i - (n - errors)) / i
  return area / n
}

/** The smallest threshold that answers at most this share of all items, with what it gives; the surest alone where even they are more. */
export function atCoverage(
  { confidence, right }: Pick<Bets, 'confidence' | 'right'>,
  coverage: number
): RiskPoint | undefined {
  const n = confidence.length
  if (n === 0) return undefined
  const sorted: Numbers = confidence.slice().sort()
  const wanted = Math.max(1, Math.round(coverage * n))
  let threshold = sorted[n - wanted] ?? 0
  // Equally sure items come in together: the whole group, or none of it where that asks for less.
  if (wanted < n && sorted[n - wanted - 1] === threshold) {
    const above = sorted.findIndex((value) => value > threshold)
    if (above >= 0) threshold = sorted[above] ?? threshold
  }
  let answered = 0
  let errors = 0
  for (let i = 0; i < n; i++) {
    if ((confidence[i] ?? 0) < threshold) continue
    answered++
    if (right[i] === 0) errors++
  }
  return { threshold, answered, errors }
}
