import type { ResidualStretches } from '../../../../../shared/analysis/traces/residual-stretches'
import type { NumberCard } from '../../../../../shared/compare/report'
import type { TraceComparisonAnswer } from '../../../../../shared/contract/traces'
import type { TextTable } from '../../../../ui/text-table'

/** Every measure pooled and as the mean of recordings, with their intervals. */
export function numbersTable({ pooled, perRecording }: TraceComparisonAnswer): TextTable {
  return [
    ['Measure', 'Pooled', 'Low', 'High', 'Mean of recordings', 'Low', 'High'],
    ...pooled.map((card, m) => [card.name.replace(', pooled', ''), ...cells(card), ...cells(perRecording[m])])
  ]
}

/** Numbers of each recording. */
export const recordingsTable = (
  { recordings, unit }: TraceComparisonAnswer,
  nameOf: (id: string) => string
): TextTable => [
  ['Recording', 'CCC', 'Pearson r', 'RMSE', 'MAE', 'Bias', unit === 's' ? 'Seconds' : 'Segments'],
  ...recordings.map((row) => [
    nameOf(row.recordingId),
    digits(row.ccc.value),
    digits(row.pearson.value),
    digits(row.rmse),
    digits(row.mae),
    digits(row.bias),
    String(row.n)
  ])
]

/** Stretches far from the reference. */
export const stretchesTable = (
  { stretches }: ResidualStretches,
  nameOf: (id: string) => string
): TextTable => [
  ['Recording', 'Start, s', 'End, s', 'Reference', 'Candidate', 'Mean distance', 'Largest distance'],
  ...stretches.map((row) => [
    nameOf(row.recordingId),
    (row.start / 1e6).toFixed(3),
    (row.end / 1e6).toFixed(3),
    digits(row.reference),
    digits(row.candidate),
    digits(row.mean),
    digits(row.peak)
  ])
]

const cells = (card: NumberCard | undefined): readonly string[] => [
  digits(card?.value ?? null),
  digits(card?.interval?.low ?? null),
  digits(card?.interval?.high ?? null)
]
const digits = (value: number | null): string => (value === null ? '' : value.toFixed(4))
