import type { ReactNode } from 'react'
import type { TraceRecordingRow } from '../../../../../shared/analysis/traces/compare-traces'
import type { TraceComparisonAnswer } from '../../../../../shared/contract/traces'
import { amountText } from '../../../../ui/format'
import { Table, type Column } from '../../../../ui/table'

interface RecordingsTableProps {
  readonly report: TraceComparisonAnswer
  readonly nameOf: (id: string) => string
  readonly opened: string | undefined
  readonly onOpen: (recordingId: string) => void
}

/** Every recording, the lowest CCC first; a click plays where the two lie apart there. */
export function RecordingsTable({ report, nameOf, opened, onOpen }: RecordingsTableProps): ReactNode {
  const rows = report.recordings.toSorted((a, b) => (a.ccc.value ?? 2) - (b.ccc.value ?? 2))
  const columns: readonly Column<TraceRecordingRow>[] = [
    {
      id: 'name',
      title: 'Recording',
      width: 'minmax(90px, 1fr)',
      cell: (row) => <span className="truncate">{nameOf(row.recordingId)}</span>,
      sort: (row) => nameOf(row.recordingId)
    },
    number(
      'ccc',
      'CCC',
      (row) => row.ccc.value,
      (row) => row.ccc.reason
    ),
    number(
      'pearson',
      'r',
      (row) => row.pearson.value,
      (row) => row.pearson.reason
    ),
    number('rmse', 'RMSE', (row) => row.rmse),
    number('bias', 'Bias', (row) => row.bias),
    {
      id: 'n',
      title: 'Of',
      width: '64px',
      align: 'right',
      cell: (row) => <span className="mono muted">{amountText(row.n, report.unit)}</span>,
      sort: (row) => row.n
    }
  ]
  return (
    <section aria-label="Recordings">
      <h3 className="section-head">Recordings, lowest first</h3>
      <div className="traces-table" style={{ height: 34 + 29 * Math.min(9, Math.max(1, rows.length)) }}>
        <Table
          label="Recordings"
          rows={rows}
          columns={columns}
          keyOf={(row) => row.recordingId}
          {...(opened === undefined ? {} : { selected: opened })}
          onOpen={(row) => onOpen(row.recordingId)}
        />
      </div>
    </section>
  )
}

const number = (
  id: string,
  title: string,
  of: (row: TraceRecordingRow) => number | null,
  reason?: (row: TraceRecordingRow) => string | undefined
): Column<TraceRecordingRow> => ({
  id,
  title,
  width: '58px',
  align: 'right',
  cell: (row) => {
    const value = of(row)
    return (
      <span className="mono" title={value === null ? reason?.(row) : undefined}>
        {value === null ? '–' : value.toFixed(2).replace(/^-(0\.?0*)$/, '$1')}
      </span>
    )
  },
  sort: (row) => of(row) ?? undefined
})
