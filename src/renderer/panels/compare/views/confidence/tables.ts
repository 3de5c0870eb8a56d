import type { ConfidenceNumbers, RiskNumbers } from '../../../../../shared/analysis/confidence/report'
import type { ConfidenceAnswer } from '../../../../../shared/contract/confidence'
import type { TextTable } from '../../../../ui/text-table'

const digits = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : value.toFixed(6)

/** Bars of the diagram. */
export const binTable = ({ bins }: ConfidenceNumbers): TextTable => [
  ['from', 'to', 'items', 'confidence', 'accuracy'],
  ...bins.map(({ lo, hi, count, confidence, accuracy }) => [
    digits(lo),
    digits(hi),
    String(count),
    digits(confidence),
    digits(accuracy)
  ])
]

/** Numbers before and, where there is one, after the temperature. */
export function cardTable({ before, after }: ConfidenceAnswer): TextTable {
  const heads = (side: string): readonly string[] => [side, `${side} low`, `${side} high`]
  return [
    ['number', ...heads('before'), ...(after ? heads('after') : [])],
    ...before.cards.map((card, i) => {
      const sides = [card, ...(after?.cards[i] ? [after.cards[i]] : [])]
      return [
        card.name,
        ...sides.flatMap(({ value, interval }) => [
          digits(value),
          digits(interval?.low),
          digits(interval?.high)
        ])
      ]
    })
  ]
}

/** Calibration of every label. */
export const classTable = (
  { classes, risk }: ConfidenceNumbers,
  nameOf: (id: string) => string
): TextTable => [
  ['label', 'reference items', 'share true', 'mean probability', 'ECE'],
  ...classes.map(({ label, support, meanProbability, ece }) => [
    nameOf(label),
    String(support),
    digits(risk.n === 0 ? null : support / risk.n),
    digits(meanProbability),
    digits(ece)
  ])
]

/** The curve as drawn. */
export const riskTable = ({ points, n }: RiskNumbers): TextTable => [
  ['least confidence', 'answered', 'errors', 'coverage', 'risk'],
  ...points.map(({ threshold, answered, errors }) => [
    digits(threshold),
    String(answered),
    String(errors),
    digits(answered / n),
    digits(errors / answered)
  ])
]
