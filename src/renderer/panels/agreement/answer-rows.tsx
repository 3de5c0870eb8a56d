import type { ReactNode } from 'react'
import type {
  AnswerAnnotatorRow,
  AnswerMeasureRow,
  AnswerPartRow,
  AnswerReport
} from '../../../shared/agreement/answers/answer-report'
import type { ShareCell } from '../../../shared/compare/report'
import type { Author } from '../../../shared/domain/rows'
import { Table, type Column } from '../../ui/table'
import {
  amountColumn as amount,
  annotatorColumn,
  framed,
  nameColumn,
  plain,
  shareColumn as share,
  valueColumn
} from './number-columns'

/** More rows than these scroll. */
const MOST_ROWS = 9

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
    nameColumn(report.kind === 'labels' ? 'Label' : 'Rated', (row) => row.name),
    ...(graded ? [share<AnswerMeasureRow>('given', 'α given', '66px', (row) => row.given)] : []),
    share('alpha', graded ? 'α level' : 'Alpha', '66px', (row) => row.alpha),
    share('kappa', 'Kappa', '60px', (row) => row.kappa),
    share('ccc', 'CCC', '60px', (row) => row.ccc),
    valueColumn('mean', 'Mean', '54px', (row) => row.mean),
    amount('n', 'Units', '60px', (row) => row.n)
  ]
  return framed(
    report.measures.length,
    MOST_ROWS,
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
    nameColumn('Recording', (row) => nameOf(row.id)),
    share('alpha', 'Alpha', '66px', (row) => row.alpha),
    valueColumn('apart', 'Apart', '58px', (row) => row.apart),
    amount('n', 'Units', '60px', (row) => row.n)
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
  ): Column<AnswerAnnotatorRow> => valueColumn(id, title, '76px', of, reason)
  const columns: readonly Column<AnswerAnnotatorRow>[] = [
    annotatorColumn(author),
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
  return framed(
    rows.length,
    MOST_ROWS,
    <Table label="Annotators" rows={rows} columns={columns} keyOf={(row) => row.authorId} />
  )
}

const driftText = ({ interval }: ShareCell): string | undefined =>
  interval && `95 % interval ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}: ${interval.method}`
