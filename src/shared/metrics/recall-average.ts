import { type Margins, margins, sumOverClasses } from './base/confusion'
import { NO_ITEMS, PAIRS_ONLY, type ConfusionMetric } from './base/metric'
import { score } from './base/score'

const source = 'Schuller, Steidl & Batliner 2009, Interspeech Emotion Challenge; Brodersen et al. 2010, ICPR'

const sumOfRecalls = (m: Margins) =>
  sumOverClasses(m, (agreed, reference) => (reference > 0 ? agreed / reference : 0))

/** Unweighted average recall over the classes that the reference contains, 0..1. */
export const unweightedAverageRecall: ConfusionMetric = {
  kind: 'confusion',
  id: 'uar',
  name: 'UAR',
  definition: 'mean over classes of (correct items of the class / reference items of the class)',
  convention:
    'Over the classes present in the reference; a class absent from it is skipped. The other convention, dividing by all listed labels, is "UAR, all labels".',
  source,
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    return score(sumOfRecalls(m) / sumOverClasses(m, (_, reference) => (reference > 0 ? 1 : 0)), NO_ITEMS)
  }
}

/** Unweighted average recall over all listed labels; a class absent from the reference counts as 0. */
export const unweightedAverageRecallAllLabels: ConfusionMetric = {
  kind: 'confusion',
  id: 'uar_all_labels',
  name: 'UAR, all labels',
  definition: 'sum over classes of recall / number of listed labels',
  convention:
    'Over all labels of the scheme; a class absent from the reference counts as 0 (the habit of audmetric). Never above UAR.',
  source,
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    return score(m.total > 0 ? sumOfRecalls(m) / m.k : NaN, NO_ITEMS)
  }
}
