import type { OpenWordsAnswer } from '../../../../../shared/contract/open-vocabulary'
import type { TextTable } from '../../../../ui/text-table'

const digits = (value: number | null): string => (value === null ? '' : value.toFixed(6))

/** Scores on every wheel. */
export const wheelTable = ({ wheels }: OpenWordsAnswer): TextTable => [
  ['wheel', 'F', 'precision', 'recall', 'scored', 'left out'],
  ...wheels.map(({ wheel, f, precision, recall, scored, leftOut }) => [
    wheel,
    digits(f),
    digits(precision),
    digits(recall),
    String(scored),
    String(leftOut)
  ])
]

/** Groups of one wheel. */
export const groupTable = ({ groups }: OpenWordsAnswer['wheels'][number]): TextTable => [
  ['group', 'reference items', 'candidate items', 'both'],
  ...groups.map(({ group, reference, candidate, both }) => [
    group,
    String(reference),
    String(candidate),
    String(both)
  ])
]

/** Words that no table knows. */
export const unknownTable = ({ unknown }: OpenWordsAnswer): TextTable => [
  ['word', 'said by', 'items'],
  ...unknown.map(({ word, side, items }) => [word, side, String(items)])
]
