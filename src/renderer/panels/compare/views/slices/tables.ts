import type { ShareCell } from '../../../../../shared/compare/report'
import type { CallOutput } from '../../../../../shared/contract'
import type { TextTable } from '../../../../ui/text-table'

const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(Math.round(value * 1e6) / 1e6)

const cells = (cell: ShareCell): readonly string[] =>
  cell.value === null
    ? ['', '', '']
    : [number(cell.value), number(cell.interval?.low), number(cell.interval?.high)]

/** The groups with both ends of each interval. */
export const groupTable = ({ name, report }: CallOutput<'analysis.slices'>): TextTable => [
  [
    ...[name, report.unit === 's' ? 'seconds' : 'n', 'from'],
    ...[report.metric.name, 'low', 'high', 'rest', 'difference', 'low', 'high', 'people', 'n of people']
  ],
  ...report.rows.map((row) => [
    ...[row.name, number(row.n), String(row.clusters)],
    ...[...cells(row.score), number(row.rest.value), ...cells(row.difference)],
    ...[number(row.ceiling?.value), row.ceiling ? String(row.ceiling.n) : '']
  ])
]

/** The gaps with their intervals. */
export const gapTable = ({ report }: CallOutput<'analysis.slices'>): TextTable => [
  ['gap', 'value', 'low', 'high', 'lowest', 'highest'],
  ...report.gaps.map((gap) => [gap.name, ...cells(gap.cell), gap.lowest ?? '', gap.highest ?? ''])
]

/** The worst slices with everything that was computed of them. */
export const worstTable = (answer: CallOutput<'analysis.worstSlices'>): TextTable => [
  [
    ...['slice', 'n', 'right', answer.noun, 'accuracy', 'low', 'high', 'rest', 'difference', 'low', 'high'],
    ...['p', 'corrected p', `p by ${answer.noun}`, 'people', 'n of people']
  ],
  ...answer.slices.map((slice) => [
    ...[slice.name, String(slice.n), String(slice.right), String(slice.clusters)],
    ...cells(
      slice.interval ? { value: slice.accuracy, interval: slice.interval } : { value: slice.accuracy }
    ),
    number(slice.rest),
    number(slice.difference),
    number(slice.differenceInterval?.low),
    number(slice.differenceInterval?.high),
    ...[slice.p.toExponential(3), slice.corrected.toExponential(3), slice.clusteredP?.toExponential(3) ?? ''],
    ...[number(slice.ceiling?.value), slice.ceiling ? String(slice.ceiling.n) : '']
  ])
]

/** Corpora by models: UAR with its interval, n, and the labels both were said in. */
export function corpusTable(
  { corpora, cells: rows, candidateIds }: CallOutput<'analysis.crossCorpus'>,
  nameOf: (authorId: string) => string,
  schemeOf: (schemeId: string) => string
): TextTable {
  return [
    ['corpus', 'model', 'UAR', 'low', 'high', 'n', 'classes', 'map', 'why blank'],
    ...corpora.flatMap(({ name }, corpus) =>
      candidateIds.map((id, model) => {
        const cell = rows[corpus]?.[model]
        return [
          name,
          nameOf(id),
          ...(cell ? cells(cell.uar) : ['', '', '']),
          ...[cell && !cell.blank ? String(cell.n) : '', cell?.classes.join(' ') ?? ''],
          ...[cell?.map ? schemeOf(cell.map.schemeId) : '', cell?.blank ?? '']
        ]
      })
    )
  ]
}
