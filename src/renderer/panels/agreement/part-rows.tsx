import type { ReactNode } from 'react'
import type { AgreementReport, PartRow } from '../../../shared/agreement/report'
import { Table, type Column } from '../../ui/table'
import { amountText, shortShare } from '../../ui/format'
import { heat } from './heat'

interface PartRowsProps {
  readonly label: string
  readonly title: string
  readonly rows: readonly PartRow[]
  readonly unit: AgreementReport['unit']
  readonly nameOf: (row: PartRow) => string
  readonly opened?: string
  readonly onOpen: (row: PartRow) => void
}

const ROW_PX = 29
const HEAD_PX = 30
/** More rows than these scroll. */
const MOST_ROWS = 8

/** Recordings or persons, lowest first; a click plays where annotators differ there. */
export function PartRows({ label, title, rows, unit, nameOf, opened, onOpen }: PartRowsProps): ReactNode {
  const columns: readonly Column<PartRow>[] = [
    {
      id: 'name',
      title,
      width: 'minmax(90px, 1fr)',
      cell: (row) => <span className="truncate">{nameOf(row)}</span>,
      sort: nameOf
    },
    {
      id: 'alpha',
      title: 'Alpha',
      width: '68px',
      align: 'right',
      cell: (row) => (
        <span
          className="agree-tinted mono"
          title={row.alpha.reason}
          style={{ background: heat(row.alpha.value, 0, 1) }}
        >
          {shortShare(row.alpha.value)}
        </span>
      ),
      sort: (row) => row.alpha.value ?? undefined
    },
    {
      id: 'agreement',
      title: 'Agreement',
      width: '92px',
      align: 'right',
      cell: (row) => <span className="mono">{shortShare(row.agreement.value)}</span>,
      sort: (row) => row.agreement.value ?? undefined
    },
    {
      id: 'different',
      title: 'Differs',
      width: '84px',
      align: 'right',
      cell: (row) => <span className="mono">{amountText(row.different, unit)}</span>,
      sort: (row) => row.different
    },
    {
      id: 'n',
      title: 'Of',
      width: '84px',
      align: 'right',
      cell: (row) => <span className="mono muted">{amountText(row.n, unit)}</span>,
      sort: (row) => row.n
    }
  ]
  return (
    <div className="agree-parts" style={{ height: HEAD_PX + Math.min(MOST_ROWS, rows.length) * ROW_PX + 4 }}>
      <Table
        label={label}
        rows={rows}
        columns={columns}
        keyOf={(row) => row.id ?? ''}
        selected={opened}
        onOpen={onOpen}
      />
    </div>
  )
}
