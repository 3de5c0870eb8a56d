import type { ReactNode } from 'react'
import type { SegmentEventKind } from '../../../../../shared/analysis/temporal/segment-events'
import type { TemporalLabelRow } from '../../../../../shared/analysis/temporal/temporal-report'
import type { MomentSelection, TemporalAnswer } from '../../../../../shared/contract/temporal'
import type { Label } from '../../../../../shared/domain/scheme'
import { LabelChip } from '../../../../ui/chip'
import { formatCount } from '../../../../ui/format'
import { Table, type Column } from '../../../../ui/table'

interface LabelsTableProps {
  readonly report: TemporalAnswer
  readonly labelOf: (id: string) => Label
  readonly opened: MomentSelection | undefined
  readonly onOpen: (selection: MomentSelection) => void
}

/** Segments of each label; a row plays what did not hit. */
export function LabelsTable({ report, labelOf, opened, onOpen }: LabelsTableProps): ReactNode {
  const columns: readonly Column<TemporalLabelRow>[] = [
    {
      id: 'label',
      title: 'Label',
      width: 'minmax(96px, 1fr)',
      cell: (row) => <LabelChip label={labelOf(row.label)} />,
      sort: (row) => labelOf(row.label).name
    },
    count('reference', 'Reference', '78px', (row) => row.reference),
    count('candidate', 'Candidate', '78px', (row) => row.candidate),
    count('hits', 'Hits', '54px', (row) => row.hits),
    share('f1', 'F1', (row) => row.f1),
    share('precision', 'AP', (row) => row.precision),
    event('missed', 'Missed'),
    event('false-alarm', 'False'),
    event('confused', 'Confused'),
    event('misplaced', 'Misplaced'),
    event('merged', 'Merged'),
    event('split', 'Split')
  ]
  return (
    <section aria-label="Labels">
      <h3 className="section-head">Labels</h3>
      <div className="segments-table">
        <div style={{ height: 34 + 29 * Math.min(10, Math.max(1, report.labels.length)) }}>
          <Table
            label="Segments of each label"
            rows={report.labels}
            columns={columns}
            keyOf={(row) => row.label}
            {...(opened?.by === 'event' && opened.label !== undefined ? { selected: opened.label } : {})}
            onOpen={(row) => onOpen({ by: 'event', label: row.label })}
          />
        </div>
      </div>
    </section>
  )
}

const count = (
  id: string,
  title: string,
  width: string,
  of: (row: TemporalLabelRow) => number
): Column<TemporalLabelRow> => ({
  id,
  title,
  width,
  align: 'right',
  cell: (row) => <span className={`mono${of(row) === 0 ? ' faint' : ''}`}>{formatCount(of(row))}</span>,
  sort: of
})

const event = (kind: SegmentEventKind, title: string): Column<TemporalLabelRow> =>
  count(kind, title, '74px', (row) => row.events[kind])

const share = (
  id: string,
  title: string,
  of: (row: TemporalLabelRow) => number | null
): Column<TemporalLabelRow> => ({
  id,
  title,
  width: '58px',
  align: 'right',
  cell: (row) => {
    const value = of(row)
    return (
      <span className="mono" title={value === null ? 'The reference does not have this label.' : undefined}>
        {value === null ? '–' : value.toFixed(3)}
      </span>
    )
  },
  sort: (row) => of(row) ?? undefined
})
