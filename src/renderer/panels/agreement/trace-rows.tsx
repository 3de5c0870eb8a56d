import type { ReactNode } from 'react'
import type {
  TraceAgreementReport,
  TraceAnnotatorRow,
  TracePartRow
} from '../../../shared/agreement/traces/trace-agreement'
import type { ShareCell } from '../../../shared/compare/report'
import type { Author } from '../../../shared/domain/rows'
import { AuthorDot } from '../../ui/chip'
import { amountText, shortShare } from '../../ui/format'
import { Table, type Column } from '../../ui/table'
import { heat } from './heat'

const ROW_PX = 29
const HEAD_PX = 30
/** More rows than these scroll. */
const MOST_ROWS = 8

const tinted = (cell: ShareCell): ReactNode => (
  <span className="agree-tinted mono" title={cell.reason} style={{ background: heat(cell.value, 0, 1) }}>
    {shortShare(cell.value)}
  </span>
)

const plain = (value: number | null | undefined, digits = 2): ReactNode => (
  <span className="mono">
    {value === null || value === undefined ? '–' : value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1')}
  </span>
)

const heightOf = (rows: number): number => HEAD_PX + Math.min(MOST_ROWS, rows) * ROW_PX + 4

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
    {
      id: 'name',
      title: 'Recording',
      width: 'minmax(90px, 1fr)',
      cell: (row) => <span className="truncate">{nameOf(row.id)}</span>,
      sort: (row) => nameOf(row.id)
    },
    {
      id: 'ccc',
      title: 'CCC',
      width: '58px',
      align: 'right',
      cell: (row) => tinted(row.ccc),
      sort: (row) => row.ccc.value ?? undefined
    },
    {
      id: 'alpha',
      title: 'Alpha',
      width: '58px',
      align: 'right',
      cell: (row) => tinted(row.alpha),
      sort: (row) => row.alpha.value ?? undefined
    },
    {
      id: 'distance',
      title: 'Apart',
      width: '58px',
      align: 'right',
      cell: (row) => plain(row.distance),
      sort: (row) => row.distance ?? undefined
    },
    {
      id: 'n',
      title: 'Of',
      width: '70px',
      align: 'right',
      cell: (row) => <span className="mono muted">{amountText(row.n, 's')}</span>,
      sort: (row) => row.n
    }
  ]
  return (
    <div className="agree-parts" style={{ height: heightOf(rows.length) }}>
      <Table
        label="Agreement in each recording"
        rows={rows}
        columns={columns}
        keyOf={(row) => row.id}
        selected={opened}
        onOpen={(row) => onOpen(row.id)}
      />
    </div>
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
  ): Column<TraceAnnotatorRow> => ({
    id,
    title,
    width: '78px',
    align: 'right',
    cell: (row) => plain(of(row)),
    sort: (row) => of(row) ?? undefined
  })
  const columns: readonly Column<TraceAnnotatorRow>[] = [
    {
      id: 'name',
      title: 'Annotator',
      width: 'minmax(110px, 1fr)',
      cell: (row) => (
        <span className="truncate">
          <AuthorDot color={author(row.authorId).color} kind={author(row.authorId).kind} />{' '}
          {author(row.authorId).name}
        </span>
      ),
      sort: (row) => author(row.authorId).name
    },
    {
      id: 'rated',
      title: 'Rated',
      width: '84px',
      align: 'right',
      cell: (row) => <span className="mono">{amountText(row.rated, 's')}</span>,
      sort: (row) => row.rated
    },
    number('mean', 'Mean', (row) => row.mean),
    number('deviation', 'SD', (row) => row.deviation),
    number('bias', 'Bias', (row) => row.bias),
    {
      id: 'ccc',
      title: 'Mean CCC',
      width: '84px',
      align: 'right',
      cell: (row) => tinted(row.ccc),
      sort: (row) => row.ccc.value ?? undefined
    },
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
  return (
    <div className="agree-parts" style={{ height: heightOf(report.annotators.length) }}>
      <Table label="Annotators" rows={report.annotators} columns={columns} keyOf={(row) => row.authorId} />
    </div>
  )
}
