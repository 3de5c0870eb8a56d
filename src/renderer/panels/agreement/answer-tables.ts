import type { AnswerReport } from '../../../shared/agreement/answers/answer-report'
import type { TextTable } from '../../ui/text-table'
import { exactNumber as number } from './exact-number'

/** All numbers of the chosen measure, and those of whole sets of labels. */
export const numbersTable = ({ detail, setCards }: Pick<AnswerReport, 'detail' | 'setCards'>): TextTable => [
  ['about', 'number', 'value', 'low', 'high', 'n', 'unit', 'reason'],
  ...[
    ...setCards.map((card) => ['sets of labels', card] as const),
    ...detail.cards.map((card) => [detail.measureId, card] as const)
  ].map(([about, card]) => [
    about,
    card.name,
    number(card.value),
    number(card.interval?.low),
    number(card.interval?.high),
    number(card.n),
    card.unit,
    card.reason ?? ''
  ])
]

/** One row for each dimension or label. */
export const measuresTable = ({ measures }: Pick<AnswerReport, 'measures'>): TextTable => [
  ['name', 'alpha', 'alpha given or not', 'mean kappa, quadratic', 'mean CCC', 'mean answer', 'units'],
  ...measures.map((row) => [
    row.name,
    number(row.alpha.value),
    number(row.given?.value),
    number(row.kappa.value),
    number(row.ccc.value),
    number(row.mean),
    number(row.n)
  ])
]

/** One row for each pair of annotators, on the chosen measure. */
export const pairsTable = (
  { detail }: Pick<AnswerReport, 'detail'>,
  name: (id: string) => string
): TextTable => [
  [
    'annotator',
    'other',
    'kappa quadratic',
    'kappa linear',
    'CCC',
    'Pearson r',
    'Spearman rho',
    'Jaccard of sets',
    'mean distance',
    'units'
  ],
  ...detail.pairs.map((pair) => [
    name(pair.first),
    name(pair.second),
    number(pair.quadratic.value),
    number(pair.linear.value),
    number(pair.ccc.value),
    number(pair.pearson.value),
    number(pair.spearman.value),
    number(pair.jaccard?.value),
    number(pair.apart),
    number(pair.n)
  ])
]

/** One row for each recording, on the chosen measure. */
export const recordingsTable = (
  { detail }: Pick<AnswerReport, 'detail'>,
  name: (id: string) => string
): TextTable => [
  ['recording', 'alpha', 'mean distance', 'units'],
  ...detail.recordings.map((row) => [name(row.id), number(row.alpha.value), number(row.apart), number(row.n)])
]

/** One row for each annotator, on the chosen measure. */
export const annotatorsTable = (
  { detail }: Pick<AnswerReport, 'detail'>,
  name: (id: string) => string
): TextTable => [
  [
    'annotator',
    'answered',
    'mean',
    'sd',
    'bias: mean difference to the others',
    'spread: sd / sd of the others',
    'drift of bias: last third less first',
    'mean CCC',
    'alpha without',
    'units shared'
  ],
  ...detail.annotators.map((row) => [
    name(row.authorId),
    number(row.answered),
    number(row.mean),
    number(row.deviation),
    number(row.bias),
    number(row.spread.value),
    number(row.drift.value),
    number(row.ccc.value),
    number(row.alphaWithout.value),
    number(row.shared)
  ])
]
