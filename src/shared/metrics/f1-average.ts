import { margins, sumOverClasses } from './base/confusion'
import { NO_ITEMS, PAIRS_ONLY, type ConfusionMetric } from './base/metric'
import { score, undefinedScore, type Score } from './base/score'
import { classF1 } from './per-class'
import type { Confusion } from './base/confusion'

const source = 'Opitz & Burst 2019, arXiv:1911.03347; scikit-learn f1_score'

/** Mean of the per-class F1 over the classes that occur on either side, 0..1. */
export const macroF1: ConfusionMetric = {
  kind: 'confusion',
  id: 'f1_macro',
  name: 'Macro F1',
  definition: 'mean over classes of 2 x correct / (reference + candidate items)',
  convention:
    'Mean of the F1 values (not F1 of mean precision and recall), over the labels that occur in the reference or the candidate. The other convention, over all listed labels, is "Macro F1, all labels".',
  source,
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    const present = sumOverClasses(m, (_, reference, candidate) => (reference + candidate > 0 ? 1 : 0))
    return score(sumOverClasses(m, classF1) / present, NO_ITEMS)
  }
}

/** Mean of the per-class F1 over all listed labels; a label that occurs nowhere counts as 0. */
export const macroF1AllLabels: ConfusionMetric = {
  kind: 'confusion',
  id: 'f1_macro_all_labels',
  name: 'Macro F1, all labels',
  definition: 'sum over classes of F1 / number of listed labels',
  convention: 'Over all labels of the scheme; a label that occurs nowhere counts as 0.',
  source,
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    return score(m.total > 0 ? sumOverClasses(m, classF1) / m.k : NaN, NO_ITEMS)
  }
}

/** Per-class F1 weighted by the class's share of the reference (WAF), 0..1. */
export const weightedF1: ConfusionMetric = {
  kind: 'confusion',
  id: 'f1_weighted',
  name: 'Weighted F1',
  definition: 'sum over classes of (reference items x F1) / number of items',
  convention: 'Weights are the reference counts (WAF of MELD, IEMOCAP and EmoryNLP results).',
  source,
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    return score(sumOverClasses(m, (a, r, c) => r * classF1(a, r, c)) / m.total, NO_ITEMS)
  }
}

/** F1 of pooled decisions, 0..1; equal to accuracy when every item has one label. */
export const microF1: ConfusionMetric = {
  kind: 'confusion',
  id: 'f1_micro',
  name: 'Micro F1',
  definition: '2 x correct / (reference items + candidate items), pooled over classes',
  convention: 'With one label per item on both sides it equals accuracy.',
  source,
  missingPolicy: PAIRS_ONLY,
  compute(table) {
    const m = margins(table)
    return score((2 * sumOverClasses(m, (agreed) => agreed)) / (m.total + m.total), NO_ITEMS)
  }
}

/** Precision, recall and F1 of pooled decisions over some of the classes; 0/0 is 0. */
export function subsetScores(table: Confusion, subset: readonly string[]) {
  const wanted = new Set(subset)
  const m = margins(table)
  let agreed = 0
  let reference = 0
  let candidate = 0
  table.labels.forEach((label, i) => {
    if (!wanted.has(label)) return
    agreed += m.agreed[i] ?? 0
    reference += m.reference[i] ?? 0
    candidate += m.candidate[i] ?? 0
  })
  return {
    precision: candidate > 0 ? agreed / candidate : 0,
    recall: reference > 0 ? agreed / reference : 0,
    f1: classF1(agreed, reference, candidate)
  }
}

/**
 * Micro F1 over some classes only. DailyDialog results leave out the neutral class this way.
 * Undefined without items; nothing of the subset on either side is 0.
 */
export function microF1Subset(table: Confusion, subset: readonly string[]): Score {
  return margins(table).total > 0 ? score(subsetScores(table, subset).f1, NO_ITEMS) : undefinedScore(NO_ITEMS)
}

/** The subset metric as it stands in the registry: every label except `neutral`. */
export const microF1WithoutNeutral: ConfusionMetric = {
  kind: 'confusion',
  id: 'micro_f1_subset',
  name: 'Micro F1 without neutral',
  definition: '2 x correct / (reference + candidate items), pooled over the classes of the subset',
  convention: 'The subset is every label except "neutral". Nothing of the subset on either side counts as 0.',
  source: 'Li et al. 2017 (DailyDialog); conv-emotion train_dailydialog.py',
  missingPolicy: PAIRS_ONLY,
  compute: (table) =>
    microF1Subset(
      table,
      table.labels.filter((label) => label !== 'neutral')
    )
}
