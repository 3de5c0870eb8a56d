import type { LabelSetsMetric } from './base/metric'
import { mean } from './base/moments'
import { scoreOf } from './base/score'

type Rows = readonly (readonly number[])[]

/** Agreement of label sets; null without items or labels. */
export interface LabelSetAgreement {
  readonly hammingLoss: number | null
  readonly subsetAccuracy: number | null
  /** Items that have no label on both sides count as 0 ... */
  readonly jaccardSamplesEmpty0: number | null
  /** ... or as 1. */
  readonly jaccardSamplesEmpty1: number | null
  readonly jaccardMacro: number | null
  readonly jaccardMicro: number | null
  readonly f1PerLabel: readonly number[]
  readonly f1Macro: number | null
  readonly f1Micro: number | null
  readonly f1Weighted: number | null
  readonly f1SamplesEmpty0: number | null
  readonly f1SamplesEmpty1: number | null
  readonly precisionMicro: number | null
  readonly recallMicro: number | null
}

interface Counts {
  readonly tp: number
  readonly reference: number
  readonly candidate: number
}

/** All measures of two tables of 0 and 1, one row per item, one column per label. */
export function labelSetAgreement(reference: Rows, candidate: Rows): LabelSetAgreement {
  if (reference.length !== candidate.length)
    throw new RangeError(`both sides need as many items, got ${reference.length} and ${candidate.length}`)
  const tally = labelSetTally(reference[0]?.length ?? 0)
  reference.forEach((row, i) => tally.add(row, candidate[i] ?? []))
  return tally.agreement()
}

/** The same item by item, for tables too large to be looked at without a pause. */
export function labelSetTally(width: number): {
  /** One item: 0 or 1 for each label on both sides. */
  readonly add: (reference: readonly number[], candidate: readonly number[]) => void
  readonly agreement: () => LabelSetAgreement
} {
  const labels = Array.from({ length: width }, (): Writable => ({ tp: 0, reference: 0, candidate: 0 }))
  let items = 0
  const sums = { subset: 0, jaccard0: 0, jaccard1: 0, f10: 0, f11: 0 }
  return {
    add(reference, candidate) {
      const c = count(reference, candidate)
      items++
      if (c.tp === c.reference && c.tp === c.candidate) sums.subset++
      sums.jaccard0 += jaccard(c, 0)
      sums.jaccard1 += jaccard(c, 1)
      sums.f10 += f1(c, 0)
      sums.f11 += f1(c, 1)
      for (const [j, label] of labels.entries()) {
        const r = (reference[j] ?? 0) > 0
        const p = (candidate[j] ?? 0) > 0
        if (r) label.reference++
        if (p) label.candidate++
        if (r && p) label.tp++
      }
    },
    agreement() {
      const all = labels.reduce(
        (sum, c) => ({
          tp: sum.tp + c.tp,
          reference: sum.reference + c.reference,
          candidate: sum.candidate + c.candidate
        }),
        { tp: 0, reference: 0, candidate: 0 }
      )
      const some = (value: number) => (items === 0 || width === 0 ? null : value)
      const wrong = all.reference + all.candidate - 2 * all.tp
      const f1PerLabel = labels.map((c) => f1(c, 0))
      return {
        hammingLoss: some(wrong / (items * width)),
        subsetAccuracy: some(sums.subset / items),
        jaccardSamplesEmpty0: some(sums.jaccard0 / items),
        jaccardSamplesEmpty1: some(sums.jaccard1 / items),
        jaccardMacro: some(mean(labels.map((c) => jaccard(c, 0)))),
        jaccardMicro: some(jaccard(all, 0)),
        f1PerLabel,
        f1Macro: some(mean(f1PerLabel)),
        f1Micro: some(f1(all, 0)),
        f1Weighted:
          all.reference === 0
            ? null
            : labels.reduce((sum, c, j) => sum + (f1PerLabel[j] ?? 0) * c.reference, 0) / all.reference,
        f1SamplesEmpty0: some(sums.f10 / items),
        f1SamplesEmpty1: some(sums.f11 / items),
        precisionMicro: some(all.candidate === 0 ? 0 : all.tp / all.candidate),
        recallMicro: some(all.reference === 0 ? 0 : all.tp / all.reference)
      }
    }
  }
}

type Writable = { -readonly [K in keyof Counts]: Counts[K] }

function count(reference: readonly number[], candidate: readonly number[]): Counts {
  let tp = 0
  let inReference = 0
  let inCandidate = 0
  reference.forEach((value, i) => {
    const r = value > 0
    const c = (candidate[i] ?? 0) > 0
    if (r) inReference++
    if (c) inCandidate++
    if (r && c) tp++
  })
  return { tp, reference: inReference, candidate: inCandidate }
}

function jaccard({ tp, reference, candidate }: Counts, empty: number): number {
  const union = reference + candidate - tp
  return union === 0 ? empty : tp / union
}

function f1({ tp, reference, candidate }: Counts, empty: number): number {
  const sum = reference + candidate
  return sum === 0 ? empty : (2 * tp) / sum
}

const missingPolicy =
  'An item that one side did not look at must be left out before; an empty set is an answer.'
const source = 'Tsoumakas & Katakis 2007, IJDWM 3; same numbers as scikit-learn'

const agreementOf = (
  key: Exclude<keyof LabelSetAgreement, 'f1PerLabel'>,
  id: string,
  name: string,
  definition: string,
  convention: string
): LabelSetsMetric => ({
  kind: 'label-sets',
  id,
  name,
  definition,
  convention,
  source,
  missingPolicy,
  compute: (reference, candidate) =>
    scoreOf(labelSetAgreement(reference, candidate)[key], 'There is no item or no label.')
})

const UNUSED = 'A label that neither side uses counts as 0.'

/** Share of wrong cells, 0..1; 0 is perfect. */
export const hammingLoss = agreementOf(
  'hammingLoss',
  'hamming_loss',
  'Hamming loss',
  'wrong cells / all cells of the table items x labels',
  'An error: 0 is perfect.'
)
/** Share of items whose sets are equal, 0..1. */
export const subsetAccuracy = agreementOf(
  'subsetAccuracy',
  'subset_accuracy',
  'Subset accuracy',
  'share of items with exactly the same labels on both sides',
  'Two empty sets are equal.'
)
/** Mean overlap of the sets, 0..1. */
export const jaccardSamples = agreementOf(
  'jaccardSamplesEmpty1',
  'jaccard_samples',
  'Jaccard, items',
  'mean over items of |intersection| / |union|',
  'Two empty sets count as 1 (SemEval-2018 Task 1 E-c).'
)
/** The same, empty sets counted as 0. */
export const jaccardSamplesEmptyZero = agreementOf(
  'jaccardSamplesEmpty0',
  'jaccard_samples_empty_0',
  'Jaccard, items (empty 0)',
  'mean over items of |intersection| / |union|',
  'Two empty sets count as 0 (default of scikit-learn).'
)
/** Mean F1 of the labels, 0..1. */
export const labelSetMacroF1 = agreementOf(
  'f1Macro',
  'label_set_f1_macro',
  'Macro F1, labels',
  'mean over labels of 2tp / (reference + candidate)',
  UNUSED
)
/** F1 of all cells together, 0..1. */
export const labelSetMicroF1 = agreementOf(
  'f1Micro',
  'label_set_f1_micro',
  'Micro F1, labels',
  '2tp / (reference + candidate), pooled over labels',
  'Frequent labels weigh more.'
)
/** Mean F1 of the labels, weighted by how often the reference has them, 0..1. */
export const labelSetWeightedF1 = agreementOf(
  'f1Weighted',
  'label_set_f1_weighted',
  'Weighted F1, labels',
  'mean of the F1 of the labels, weighted by their number in the reference',
  'Undefined when the reference has no label at all.'
)
/** Mean F1 of the items, 0..1. */
export const labelSetSampleF1 = agreementOf(
  'f1SamplesEmpty1',
  'label_set_f1_samples',
  'F1, items',
  'mean over items of 2|intersection| / (|reference| + |candidate|)',
  'Two empty sets count as 1.'
)
