import type { TraceAgreementReport } from '../../../shared/agreement/traces/trace-agreement'
import type { TextTable } from '../../ui/text-table'
import { exactNumber as number } from './exact-number'

/** All numbers of a report on traces. */
export const numbersTable = ({ cards }: Pick<TraceAgreementReport, 'cards'>): TextTable => [
  ['number', 'value', 'low', 'high', 'n', 'unit', 'reason'],
  ...cards.map((card) => [
    card.name,
    number(card.value),
    number(card.interval?.low),
    number(card.interval?.high),
    number(card.n),
    card.unit,
    card.reason ?? ''
  ])
]

/** One row for each pair of annotators. */
export const pairsTable = (
  { pairs }: Pick<TraceAgreementReport, 'pairs'>,
  name: (id: string) => string
): TextTable => [
  ['annotator', 'other', 'CCC', 'Pearson r', 'Spearman rho', 'SAGR', 'RMSE', 'both rated, s'],
  ...pairs.map((pair) => [
    name(pair.first),
    name(pair.second),
    number(pair.ccc.value),
    number(pair.pearson.value),
    number(pair.spearman.value),
    number(pair.sagr.value),
    number(pair.rmse),
    number(pair.n)
  ])
]

/** One row for each recording. */
export const recordingsTable = (
  { recordings }: Pick<TraceAgreementReport, 'recordings'>,
  name: (id: string) => string
): TextTable => [
  ['recording', 'mean CCC', 'alpha', 'mean distance', 'rated by two, s'],
  ...recordings.map((row) => [
    name(row.id),
    number(row.ccc.value),
    number(row.alpha.value),
    number(row.distance),
    number(row.n)
  ])
]

/** One row for each annotator. */
export const annotatorsTable = (
  { annotators }: Pick<TraceAgreementReport, 'annotators'>,
  name: (id: string) => string
): TextTable => [
  ['annotator', 'rated, s', 'mean', 'sd', 'bias', 'mean CCC', 'alpha without', 'lag, s'],
  ...annotators.map((row) => [
    name(row.authorId),
    number(row.rated),
    number(row.mean),
    number(row.deviation),
    number(row.bias),
    number(row.ccc.value),
    number(row.alphaWithout.value),
    number(row.lag)
  ])
]
