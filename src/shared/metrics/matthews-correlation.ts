import { margins, sumOverClasses } from './base/confusion'
import { NO_ITEMS, PAIRS_ONLY, type ConfusionMetric } from './base/metric'
import { score, undefinedScore } from './base/score'

/** Correlation of the two labellings for any number of classes, -1..1. */
export const matthewsCorrelation: ConfusionMetric = {
  kind: 'confusion',
  id: 'mcc',
  name: 'MCC',
  definition:
    '(N x correct - sum r c) / sqrt((N² - sum c²)(N² - sum r²)), r and c the class totals of the sides',
  convention: 'A constant side makes the denominator 0; the value is then 0.',
  source: 'Gorodkin 2004, Computational Biology and Chemistry 28, 367-374',
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    if (m.total === 0) return undefinedScore(NO_ITEMS)
    // Shares instead of counts: N² of microseconds would leave the range of exact doubles.
    const share = (value: number) => value / m.total
    const constant = sumOverClasses(m, (_, r, c) => (r === m.total || c === m.total ? 1 : 0)) > 0
    if (constant) return { value: 0 }
    const above = sumOverClasses(m, (agreed, r, c) => share(agreed) - share(r) * share(c))
    const spreadR = 1 - sumOverClasses(m, (_, r) => share(r) ** 2)
    const spreadC = 1 - sumOverClasses(m, (_, __, c) => share(c) ** 2)
    return score(above / Math.sqrt(spreadR * spreadC), 'One side is constant.')
  }
}
