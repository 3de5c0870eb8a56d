import { margins, type Confusion } from './base/confusion'
import { PAIRS_ONLY, type PerClassMetric } from './base/metric'
import { score, type Score } from './base/score'

const ZERO_BY_CONVENTION =
  '0/0 counts as 0: a class that never occurs on the side divided by (scikit-learn zero_division=0).'
const source = 'van Rijsbergen 1979, Information Retrieval; Sokolova & Lapalme 2009'

/** Share of the candidate's items of a class that the reference agrees with, 0..1; 0/0 is 0. */
export const precision: PerClassMetric = {
  kind: 'per-class',
  id: 'precision',
  name: 'Precision',
  definition: 'correct items of the class / candidate items of the class',
  convention: ZERO_BY_CONVENTION,
  source,
  missingPolicy: PAIRS_ONLY,
  compute: (table) => eachClass(table, (agreed, _, candidate) => (candidate > 0 ? agreed / candidate : 0))
}

/** Share of the reference's items of a class that the candidate found, 0..1; 0/0 is 0. */
export const recall: PerClassMetric = {
  kind: 'per-class',
  id: 'recall',
  name: 'Recall',
  definition: 'correct items of the class / reference items of the class',
  convention: ZERO_BY_CONVENTION,
  source,
  missingPolicy: PAIRS_ONLY,
  compute: (table) => eachClass(table, (agreed, reference) => (reference > 0 ? agreed / reference : 0))
}

/** Harmonic mean of precision and recall of a class, 0..1; 0/0 is 0. */
export const f1: PerClassMetric = {
  kind: 'per-class',
  id: 'f1',
  name: 'F1',
  definition: '2 x correct / (reference items + candidate items of the class)',
  convention: ZERO_BY_CONVENTION,
  source,
  missingPolicy: PAIRS_ONLY,
  compute: (table) => eachClass(table, classF1)
}

/** Wagner's unbiased hit rate of a class, 0..1: recall times precision; 0/0 is undefined. */
export const unbiasedHitRate: PerClassMetric = {
  kind: 'per-class',
  id: 'unbiased_hit_rate',
  name: 'Unbiased hit rate',
  definition: 'correct² / (reference items x candidate items of the class)',
  convention: 'Undefined when the class is absent from either side.',
  source: 'Wagner 1993, Journal of Nonverbal Behavior 17, 3-28',
  missingPolicy: PAIRS_ONLY,
  compute: (table) =>
    eachClass(table, (agreed, reference, candidate) => (agreed / reference) * (agreed / candidate))
}

/** F1 of one class from its correct, reference and candidate items; 0/0 is 0. */
export const classF1 = (agreed: number, reference: number, candidate: number): number =>
  reference + candidate > 0 ? (2 * agreed) / (reference + candidate) : 0

function eachClass(
  table: Confusion,
  of: (agreed: number, reference: number, candidate: number) => number
): Score[] {
  const m = margins(table)
  return table.labels.map((label, i) =>
    score(
      of(m.agreed[i] ?? 0, m.reference[i] ?? 0, m.candidate[i] ?? 0),
      `"${label}" is absent from the reference or from the candidate.`
    )
  )
}
