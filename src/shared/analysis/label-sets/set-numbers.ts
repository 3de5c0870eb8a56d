import type { LabelSetAgreement } from '../../metrics/label-sets'

/** How often a label is on each side and on both. */
export interface LabelCounts {
  readonly reference: number
  readonly candidate: number
  readonly both: number
}

/** Numbers of sets, and the counts of each label that they come from. */
export interface SetNumbers {
  readonly n: number
  readonly perLabel: readonly LabelCounts[]
  readonly agreement: LabelSetAgreement
  /** Items without any label on either side. */
  readonly emptyBoth: number
}

/**
 * The measures of `metrics/label-sets` over typed columns: the same numbers, for tables of any length.
 * @param rows items that count; all where absent
 */
export function setNumbers(
  truth: Uint8Array,
  said: Uint8Array,
  k: number,
  rows: Int32Array | undefined,
  n: number
): SetNumbers {
  const reference = new Float64Array(k)
  const candidate = new Float64Array(k)
  const both = new Float64Array(k)
  const count = rows ? rows.length : n
  const sums = { subset: 0, jaccard: 0, f1: 0, emptyBoth: 0 }
  for (let i = 0; i < count; i++) {
    const from = (rows ? (rows[i] ?? 0) : i) * k
    let [r, c, b] = [0, 0, 0]
    for (let j = 0; j < k; j++) {
      const own = truth[from + j] ?? 0
      const other = said[from + j] ?? 0
      if (own === 1) {
        r++
        reference[j] = (reference[j] ?? 0) + 1
      }
      if (other === 1) {
        c++
        candidate[j] = (candidate[j] ?? 0) + 1
        if (own === 1) {
          b++
          both[j] = (both[j] ?? 0) + 1
        }
      }
    }
    if (b === r && b === c) sums.subset++
    if (r + c === 0) sums.emptyBoth++
    else {
      sums.jaccard += b / (r + c - b)
      sums.f1 += (2 * b) / (r + c)
    }
  }
  const perLabel = Array.from({ length: k }, (_, j): LabelCounts => ({
    reference: reference[j] ?? 0,
    candidate: candidate[j] ?? 0,
    both: both[j] ?? 0
  }))
  return { n: count, perLabel, agreement: agreementOf(perLabel, sums, count), emptyBoth: sums.emptyBoth }
}

function agreementOf(
  labels: readonly LabelCounts[],
  { subset, jaccard, f1, emptyBoth }: Readonly<Record<'subset' | 'jaccard' | 'f1' | 'emptyBoth', number>>,
  n: number
): LabelSetAgreement {
  const k = labels.length
  const some = (value: number): number | null => (n === 0 || k === 0 ? null : value)
  const all = labels.reduce(
    (sum, one) => ({
      reference: sum.reference + one.reference,
      candidate: sum.candidate + one.candidate,
      both: sum.both + one.both
    }),
    { reference: 0, candidate: 0, both: 0 }
  )
  const mean = (of: (counts: LabelCounts) => number): number =>
    labels.reduce((sum, counts) => sum + of(counts), 0) / k
  const f1PerLabel = labels.map(f1Of)
  return {
    hammingLoss: some((all.reference + all.candidate - 2 * all.both) / (n * k)),
    subsetAccuracy: some(subset / n),
    jaccardSamplesEmpty0: some(jaccard / n),
    jaccardSamplesEmpty1: some((jaccard + emptyBoth) / n),
    jaccardMacro: some(mean(jaccardOf)),
    jaccardMicro: some(jaccardOf(all)),
    f1PerLabel,
    f1Macro: some(mean(f1Of)),
    f1Micro: some(f1Of(all)),
    f1Weighted:
      all.reference === 0
        ? null
        : labels.reduce((sum, counts, j) => sum + (f1PerLabel[j] ?? 0) * counts.reference, 0) / all.reference,
    f1SamplesEmpty0: some(f1 / n),
    f1SamplesEmpty1: some((f1 + emptyBoth) / n),
    precisionMicro: some(all.candidate === 0 ? 0 : all.both / all.candidate),
    recallMicro: some(all.reference === 0 ? 0 : all.both / all.reference)
  }
}

/** F1 of one label from its counts; 0 where neither side has it. */
export const f1Of = ({ reference, candidate, both }: LabelCounts): number =>
  reference + candidate === 0 ? 0 : (2 * both) / (reference + candidate)

const jaccardOf = ({ reference, candidate, both }: LabelCounts): number =>
  reference + candidate - both === 0 ? 0 : both / (reference + candidate - both)
