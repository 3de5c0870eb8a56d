import type { LabelSetsAnswer } from '../../../../../shared/contract/label-sets'
import type { TextTable } from '../../../../ui/text-table'

const digits = (above: number, below: number): string => (below === 0 ? '' : (above / below).toFixed(6))

/** Numbers of every label, with its threshold. */
export const labelTable = ({ labels }: LabelSetsAnswer, nameOf: (id: string) => string): TextTable => [
  ['label', 'threshold', 'both', 'missed', 'false', 'precision', 'recall', 'F1', 'intensity r'],
  ...labels.map(({ label, threshold, both, reference, candidate, f1, intensity }) => [
    nameOf(label),
    String(threshold),
    String(both),
    String(reference - both),
    String(candidate - both),
    digits(both, candidate),
    digits(both, reference),
    f1.toFixed(6),
    intensity.pearson === null ? '' : intensity.pearson.toFixed(6)
  ])
]

/** Both tables of labels that stand together, one line for a pair. */
export const togetherTable = (
  { labels, together }: LabelSetsAnswer,
  nameOf: (id: string) => string
): TextTable => [
  ['label', 'with', 'reference', 'candidate'],
  ...labels.flatMap(({ label: first }, i) =>
    labels
      .slice(i)
      .map(({ label: second }, j) => [
        nameOf(first),
        nameOf(second),
        String(together.reference[i]?.[i + j] ?? 0),
        String(together.candidate[i]?.[i + j] ?? 0)
      ])
  )
]
