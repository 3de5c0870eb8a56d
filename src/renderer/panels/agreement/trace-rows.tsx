import type { ReactNode } from 'react'
import type {
  TraceAgreementReport,
  TraceAnnotatorRow,
  TracePartRow
} from '../../../shared/agreement/traces/trace-agreement'
import type { Author } from '../../../shared/domain/rows'
import { amountText, shortShare } from '../../ui/format'
import { Table, type Column } from '../../ui/table'
import { amountColumn, annotatorColumn, framed, nameColumn, shareColumn, valueColumn } from './number-columns'

/** More rows than these scroll. */
const MOST_ROWS = 8
const seconds = (amount: number): string => amountText(amount, 's')

/** Recordings, lowest first; a click plays where annotators are far apart there. */
export function TraceRecordings({
  report,
  nameOf,
  opened,
  onOpen
}: {
  report: Pick<TraceAgreementReport, 'recordings'>
  nameOf: (id: string) => string
  opened: string | undefined
  onOpen: (recordingId: string) => void
}): ReactNode {
  const rows = [...report.recordings].sort((a, b) => (a.ccc.value ?? 2) - (b.ccc.value ?? 2))
  const columns: readonly Column<TracePartRow>[] = [
    nameColumn('Recording', (row) => nameOf(row.id)),
    shareColumn('ccc', 'CCC', '58px', (row) => row.ccc),
    shareColumn('alpha', 'Alpha', '58px', (row) => row.alpha),
    valueColumn('distance', 'Apart', '58px', (row) => row.distance),
    amountColumn('n', 'Of', '70px', (row) => row.n, seconds)
  ]
  return framed(
    rows.length,
    MOST_ROWS,
    <Table
      label="Agreement in each recording"
      rows={rows}
      columns={columns}
      keyOf={(row) => row.id}
      selected={opened}
      onOpen={(row) => onOpen(row.id)}
    />
  )
}

/** What each annotator does with the scale. */
export function TraceAnnotators({
  report,
  author
}: {
  report: Pick<TraceAgreementReport, 'annotators'>
  author: (id: string) => Pick<Author, 'name' | 'color' | 'kind'>
}): ReactNode {
  const number = (
    id: string,
    title: string,
    of: (row: TraceAnnotatorRow) => number | null | undefined
  ): Column<TraceAnnotatorRow> => valueColumn(id, title, '78px', of)
  const columns: readonly Column<TraceAnnotatorRow>[] = [
    annotatorColumn(author),
    {
      id: 'rated',
      title: 'Rated',
      width: '84px',
      align: 'right',
      cell: (row) => <span className="mono">{seconds(row.rated)}</span>,
      sort: (row) => row.rated
    },
    number('mean', 'Mean', (row) => row.mean),
    number('deviation', 'SD', (row) => row.deviation),
    number('bias', 'Bias', (row) => row.bias),
    shareColumn('ccc', 'Mean CCC', '84px', (row) => row.ccc),
    {
      id: 'without',
      title: 'Alpha without',
      width: '104px',
      align: 'right',
      cell: (row) => (
        <span className="mono" title={row.alphaWithout.reason}>
          {shortShare(row.alphaWithout.value)}
        </span>
      ),
      sort: (row) => row.alphaWithout.value ?? undefined
    },
    number('lag', 'Lag, s', (row) => row.lag)
  ]
  return framed(
    report.annotators.length,
    MOST_ROWS,
    <Table label="Annotators" rows={report.annotators} columns={columns} keyOf={(row) => row.authorId} />
  )
}
