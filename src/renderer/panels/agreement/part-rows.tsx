import type { ReactNode } from 'react'
import type { AgreementReport, PartRow } from '../../../shared/agreement/report'
import { Table, type Column } from '../../ui/table'
import { amountText, shortShare } from '../../ui/format'
import { amountColumn, framed, nameColumn, shareColumn } from './number-columns'

interface PartRowsProps {
  readonly label: string
  readonly title: string
  readonly rows: readonly PartRow[]
  readonly unit: AgreementReport['unit']
  readonly nameOf: (row: PartRow) => string
  readonly opened?: string
  readonly onOpen: (row: PartRow) => void
}

/** More rows than these scroll. */
const MOST_ROWS = 8

/** Recordings or persons, lowest first; a click plays where annotators differ there. */
export function PartRows({ label, title, rows, unit, nameOf, opened, onOpen }: PartRowsProps): ReactNode {
  const columns: readonly Column<PartRow>[] = [
    nameColumn(title, nameOf),
    shareColumn('alpha', 'Alpha', '68px', (row) => row.alpha),
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
    amountColumn(
      'n',
      'Of',
      '84px',
      (row) => row.n,
      (amount) => amountText(amount, unit)
    )
  ]
  return framed(
    rows.length,
    MOST_ROWS,
    <Table
      label={label}
      rows={rows}
      columns={columns}
      keyOf={(row) => row.id ?? ''}
      selected={opened}
      onOpen={onOpen}
    />
  )
}
