import { eventTexts, segmentEventKinds } from '../../../../../shared/analysis/temporal/segment-events'
import type { TemporalAnswer } from '../../../../../shared/contract/temporal'
import type { TextTable } from '../../../../ui/text-table'

/** Every number with its interval. */
export const cardsTable = ({ cards }: TemporalAnswer): TextTable => [
  ['Measure', 'Value', 'Low', 'High'],
  ...cards.map(({ name, value, interval }) => [
    name,
    digits(value),
    digits(interval?.low ?? null),
    digits(interval?.high ?? null)
  ])
]

/** Counts and scores of every label. */
export const labelsTable = ({ labels }: TemporalAnswer, nameOf: (id: string) => string): TextTable => [
  [
    'Label',
    'Reference',
    'Candidate',
    'Hits',
    'F1',
    'AP',
    ...segmentEventKinds.map((kind) => eventTexts[kind].title)
  ],
  ...labels.map((row) => [
    nameOf(row.label),
    String(row.reference),
    String(row.candidate),
    String(row.hits),
    digits(row.f1),
    digits(row.precision),
    ...segmentEventKinds.map((kind) => String(row.events[kind]))
  ])
]

const digits = (value: number | null): string => (value === null ? '' : value.toFixed(4))
