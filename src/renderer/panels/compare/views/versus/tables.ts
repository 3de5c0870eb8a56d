import type { VersusAnswer } from '../../../../../shared/contract/analysis/versus'
import { confusionMetrics } from '../../../../../shared/metrics'
import type { TextTable } from '../../../../ui/text-table'

const text = (value: number | null): string => (value === null ? '' : value.toFixed(6))

/** Scores of both with their differences and intervals. */
export const scoreTable = ({ tests }: VersusAnswer): TextTable => [
  ['score', 'A', 'B', 'B - A', 'low', 'high', 'basic low', 'basic high', 'p'],
  ...tests.scores.map((score) => [
    confusionMetrics.get(score.metric).name,
    ...[score.a, score.b, score.difference].map(text),
    ...(score.percentile ?? [null, null]).map(text),
    ...(score.basic ?? [null, null]).map(text),
    text(score.p)
  ])
]

/** The tests of the counts. */
export const testTable = ({ mcnemar, tests }: VersusAnswer): TextTable => [
  ['test', 'statistic', 'p'],
  ['McNemar exact', '', text(mcnemar.exactP)],
  ['McNemar mid-p', '', text(mcnemar.midP)],
  ['McNemar chi-squared', text(mcnemar.chi2), text(mcnemar.chi2P)],
  ['McNemar chi-squared corrected', text(mcnemar.chi2Corrected), text(mcnemar.chi2CorrectedP)],
  ['Sign flip', text(tests.signFlip?.mean ?? null), text(tests.signFlip?.p ?? null)]
]

/** Every label. */
export const classTable = ({ classes }: VersusAnswer, name: (label: string) => string): TextTable => [
  [
    'label',
    'n',
    'put right',
    'broken',
    'recall A',
    'recall B',
    'precision A',
    'precision B',
    'F1 A',
    'F1 B',
    'p',
    'p Holm'
  ],
  ...classes.map((row) => [
    name(row.label),
    ...[row.support, row.fixed, row.broken].map(String),
    ...[row.recallA, row.recallB, row.precisionA, row.precisionB, row.f1A, row.f1B, row.p, row.pHolm].map(
      text
    )
  ])
]

/** B less A in every cell. */
export function differenceTable(
  { labels, cells }: VersusAnswer,
  unit: 'items' | 'seconds',
  name: (label: string) => string
): TextTable {
  const [a, b] = unit === 'items' ? [cells.a, cells.b] : [cells.secondsA, cells.secondsB]
  const k = labels.length
  return [
    [`reference \\ said, B - A in ${unit}`, ...labels.map(name)],
    ...labels.map((row, i) => [
      name(row),
      ...labels.map((_, j) => String(Math.round(((b[i * k + j] ?? 0) - (a[i * k + j] ?? 0)) * 1e6) / 1e6))
    ])
  ]
}
