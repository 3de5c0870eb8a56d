import { margins, sumOverClasses } from './base/confusion'
import { NO_ITEMS, PAIRS_ONLY, type ConfusionMetric } from './base/metric'
import { score } from './base/score'

/** Share of items with the same label on both sides, 0..1; undefined without items. */
export const accuracy: ConfusionMetric = {
  kind: 'confusion',
  id: 'accuracy',
  name: 'Accuracy (WAR)',
  definition: 'sum of the diagonal / number of items',
  convention: 'Weighted average recall, accuracy and single-label micro F1 are this one number.',
  source: 'Sokolova & Lapalme 2009, Information Processing & Management 45, 427-437',
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    return score(sumOverClasses(m, (agreed) => agreed) / m.total, NO_ITEMS)
  }
}
