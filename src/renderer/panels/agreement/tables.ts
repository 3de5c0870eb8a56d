import type { AgreementCard, AgreementReport } from '../../../shared/agreement/report'
import type { ShareCell } from '../../../shared/compare/report'
import type { AgreementAnswer } from '../../../shared/contract'
import type { TextTable } from '../../ui/text-table'
import { exactNumber as number } from './exact-number'

/** Names of what ids stand for. */
export interface Names {
  readonly author: (id: string) => string
  readonly recording: (id: string) => string
  readonly person: (id: string | undefined) => string
  readonly label: (id: string) => string
}

const ends = (cell: ShareCell): string[] => [number(cell.interval?.low), number(cell.interval?.high)]
const share = (cell: ShareCell): string[] => [number(cell.value), ...ends(cell)]
const shareHeads = (name: string): string[] => [name, `${name} low`, `${name} high`]

/** All numbers, boundaries too. */
export const numbersTable = (report: Pick<AgreementReport, 'cards' | 'boundaryCards'>): TextTable => [
  ['number', 'value', 'low', 'high', 'n', 'unit', 'reason'],
  ...[...report.cards, ...report.boundaryCards].map((card: AgreementCard) => [
    card.name,
    ...share(card),
    number(card.n),
    card.unit,
    card.reason ?? ''
  ])
]

/** One row for each pair of annotators. */
export const pairsTable = (report: Pick<AgreementReport, 'pairs' | 'unit'>, names: Names): TextTable => [
  [
    'annotator',
    'other',
    ...shareHeads('kappa'),
    ...shareHeads('agreement'),
    ...shareHeads('boundary F1'),
    `both labelled, ${unitName(report.unit)}`,
    `different, ${unitName(report.unit)}`
  ],
  ...report.pairs.map((row) => [
    names.author(row.first),
    names.author(row.second),
    ...share(row.kappa),
    ...share(row.agreement),
    ...share(row.boundaryF1),
    number(row.n),
    number(row.different)
  ])
]

/** One row for each label. */
export const labelsTable = (report: Pick<AgreementReport, 'labelRows' | 'unit'>, names: Names): TextTable => [
  ['label', ...shareHeads('alpha'), ...shareHeads('agreement'), `labels given, ${unitName(report.unit)}`],
  ...report.labelRows.map((row) => [
    names.label(row.label),
    ...share(row.alpha),
    ...share(row.agreement),
    number(row.n)
  ])
]

/** One row for each recording, then for each person. */
export const partsTable = (
  report: Pick<AgreementReport, 'recordings' | 'persons' | 'unit'>,
  names: Names
): TextTable => [
  [
    'kind',
    'name',
    'alpha',
    'agreement',
    `two or more labels, ${unitName(report.unit)}`,
    `different, ${unitName(report.unit)}`
  ],
  ...(['recording', 'person'] as const).flatMap((kind) =>
    report[`${kind}s`].map((row) => [
      kind,
      kind === 'recording' ? names.recording(row.id ?? '') : names.person(row.id),
      number(row.alpha.value),
      number(row.agreement.value),
      number(row.n),
      number(row.different)
    ])
  )
]

/** One row for each annotator, with the use of every label against the others. */
export const annotatorsTable = (
  report: Pick<AgreementAnswer, 'annotators' | 'speeds' | 'labels'>,
  names: Names
): TextTable => [
  [
    'annotator',
    'segments',
    'labelled',
    'declined',
    'mean length, s',
    'share of time labelled',
    'mean kappa',
    'alpha of the others',
    'edits per hour',
    'distance of label use',
    ...report.labels.flatMap((label) => [`${names.label(label)} own`, `${names.label(label)} others`])
  ],
  ...report.annotators.map((row) => [
    names.author(row.authorId),
    number(row.segments),
    number(row.labelled),
    number(row.declined),
    number(row.meanSeconds.value),
    number(row.labelledShare.value),
    number(row.kappa.value),
    number(row.alphaWithout.value),
    number(report.speeds.find(({ authorId }) => authorId === row.authorId)?.perHour.value),
    number(row.distance.value),
    ...report.labels.flatMap((label) => {
      const use = row.bias.find((each) => each.label === label)
      return [number(use?.own), number(use?.others)]
    })
  ])
]

const unitName = (unit: AgreementReport['unit']): string => (unit === 'time' ? 's' : 'units')
