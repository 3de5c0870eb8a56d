import type { ReactNode } from 'react'
import type {
  AnswerAnnotatorRow,
  AnswerMeasureRow,
  AnswerPartRow,
  AnswerReport
} from '../../../shared/agreement/answers/answer-report'
import type { ShareCell } from '../../../shared/compare/report'
import type { Author } from '../../../shared/domain/rows'
import { AuthorDot } from '../../ui/chip'
import { formatCount, shortShare } from '../../ui/format'
import { Table, type Column } from '../../ui/table'
import { heat } from './heat'

const ROW_PX = 29
const HEAD_PX = 30
/** More rows than these scroll. */
const MOST_ROWS = 9

const tinted = (cell: ShareCell): ReactNode => (
  <span className="agree-tinted mono" title={cell.reason} style={{ background: heat(cell.value, 0, 1) }}>
    {shortShare(cell.value)}
  </span>
)
const plain = (value: number | null, reason?: string): ReactNode => (
  <span className="mono" title={reason}>
    {value === null ? '–' : value.toFixed(2).replace(/^-(0\.?0*)$/, '$1')}
  </span>
)

function share<T>(
  id: string,
  title: ReactNode,
  width: string,
  of: (row: T) => ShareCell | undefined
): Column<T> {
  return {
    id,
    title,
    width,
    align: 'right',
    cell: (row) => tinted(of(row) ?? { value: null }),
    sort: (row) => of(row)?.value ?? undefined
  }
}
const amount = <T,>(id: string, title: string, width: string, of: (row: T) => number): Column<T> => ({
  id,
  title,
  width,
  align: 'right',
  cell: (row) => <span className="mono muted">{formatCount(of(row))}</span>,
  sort: of
})
const frame = (rows: number, table: ReactNode): ReactNode => (
  <div className="agree-parts" style={{ height: HEAD_PX + Math.min(MOST_ROWS, rows) * ROW_PX + 4 }}>
    {table}
  </div>
)

/** Every dimension or label on one line; a click shows everything about it. */
export function MeasureRows({
  report,
  chosen,
  onChoose
}: {
  report: AnswerReport
  chosen: string
  onChoose: (measureId: string) => void
}): ReactNode {
  const graded = report.measures.some(({ given }) => given !== undefined)
  const columns: readonly Column<AnswerMeasureRow>[] = [
    {
      id: 'name',
      title: report.kind === 'labels' ? 'Label' : 'Rated',
      width: 'minmax(90px, 1fr)',
      cell: (row) => <span className="truncate">{row.name}</span>,
      sort: (row) => row.name
    },
    ...(graded ? [share<AnswerMeasureRow>('given', 'α given', '66px', (row) => row.given)] : []),
    share('alpha', graded ? 'α level' : 'Alpha', '66px', (row) => row.alpha),
    share('kappa', 'Kappa', '60px', (row) => row.kappa),
    share('ccc', 'CCC', '60px', (row) => row.ccc),
    {
      id: 'mean',
      title: 'Mean',
      width: '54px',
      align: 'right',
      cell: (row) => plain(row.mean),
      sort: (row) => row.mean ?? undefined
    },
    amount('n', 'Units', '60px', (row) => row.n)
  ]
  return frame(
    report.measures.length,
    <Table
      label="Agreement on each dimension or label"
      rows={report.measures}
      columns={columns}
      keyOf={(row) => row.id}
      selected={chosen}
      onOpen={(row) => onChoose(row.id)}
    />
  )
}

/** Recordings, lowest first; a click plays where annotators are apart there. */
export function AnswerRecordings({
  rows,
  nameOf,
  opened,
  onOpen
}: {
  rows: readonly AnswerPartRow[]
  nameOf: (id: string) => string
  opened: string | undefined
  onOpen: (recordingId: string) => void
}): ReactNode {
  const columns: readonly Column<AnswerPartRow>[] = [
    {
      id: 'name',
      title: 'Recording',
      width: 'minmax(90px, 1fr)',
      cell: (row) => <span className="truncate">{nameOf(row.id)}</span>,
      sort: (row) => nameOf(row.id)
    },
    share('alpha', 'Alpha', '66px', (row) => row.alpha),
    {
      id: 'apart',
      title: 'Apart',
      width: '58px',
      align: 'right',
      cell: (row) => plain(row.apart),
      sort: (row) => row.apart ?? undefined
    },
    amount('n', 'Units', '60px', (row) => row.n)
  ]
  return frame(
    rows.length,
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
export function AnswerAnnotators({
  rows,
  author
}: {
  rows: readonly AnswerAnnotatorRow[]
  author: (id: string) => Pick<Author, 'name' | 'color' | 'kind'>
}): ReactNode {
  const value = (
    id: string,
    title: ReactNode,
    of: (row: AnswerAnnotatorRow) => number | null,
    reason?: (row: AnswerAnnotatorRow) => string | undefined
  ): Column<AnswerAnnotatorRow> => ({
    id,
    title,
    width: '76px',
    align: 'right',
    cell: (row) => plain(of(row), reason?.(row)),
    sort: (row) => of(row) ?? undefined
  })
  const columns: readonly Column<AnswerAnnotatorRow>[] = [
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
    amount('answered', 'Answered', '80px', (row) => row.answered),
    value('mean', 'Mean', (row) => row.mean),
    value('deviation', 'SD', (row) => row.deviation),
    value(
      'bias',
      <span title="Mean difference to the others on the same units">Bias</span>,
      (row) => row.bias
    ),
    value(
      'spread',
      <span title="Own standard deviation / that of the others on the same units: below 1 uses less of the scale">
        Spread
      </span>,
      (row) => row.spread.value,
      (row) => row.spread.reason
    ),
    {
      id: 'drift',
      title: <span title="Bias in the last third of the work less that in the first">Drift</span>,
      width: '76px',
      align: 'right',
      cell: ({ drift }) => plain(drift.value, drift.reason ?? driftText(drift)),
      sort: (row) => row.drift.value ?? undefined
    },
    share('ccc', 'Mean CCC', '84px', (row) => row.ccc),
    value(
      'without',
      <span title="Krippendorff's alpha (interval) of the others when this annotator is left out">
        α without
      </span>,
      (row) => row.alphaWithout.value,
      (row) => row.alphaWithout.reason
    )
  ]
  return frame(
    rows.length,
    <Table label="Annotators" rows={rows} columns={columns} keyOf={(row) => row.authorId} />
  )
}

const driftText = ({ interval }: ShareCell): string | undefined =>
  interval && `95 % interval ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}: ${interval.method}`
