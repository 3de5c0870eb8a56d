import type { ReactNode } from 'react'
import type { Estimated } from '../../../../shared/analysis/variants/score-variants'
import type { VariantsAnswer, VariantScore } from '../../../../shared/contract/analysis/variants'
import { Share } from '../../../ui/share'
import type { Column } from '../../../ui/table'
import { Table } from '../../../ui/table'
import { formatCount } from '../../../ui/format'
import { pText, signed } from './numbers'

/** A variant with what it is called in the table. */
export interface VariantRow {
  readonly authorId: string
  readonly group?: string
  readonly name: string
  readonly score: VariantScore
  /** What the others are held against. */
  readonly isBaseline: boolean
}

interface VariantTableProps {
  readonly label: string
  readonly rows: readonly VariantRow[]
  readonly answer: Pick<VariantsAnswer, 'unit' | 'clusters' | 'clusterNoun' | 'resamples'>
  readonly metricName: string
  readonly baselineName: string
  readonly groupTitle?: string
  readonly nameTitle: string
  readonly selected: string | undefined
  readonly onSelect: (authorId: string) => void
  readonly onOpen: (row: VariantRow, verdict: 'broken' | 'fixed') => void
}

const ROW_PX = 29
const MOST_ROWS = 14

/** Every variant with its score, its difference to the baseline, and the items that it broke and put right. */
export function VariantTable(props: VariantTableProps): ReactNode {
  const { rows, answer, metricName, baselineName, onOpen, groupTitle, nameTitle } = props
  const interval = `percentile bootstrap of ${answer.clusters} ${answer.clusterNoun}, ${answer.resamples} resamples, seed 1`
  const shareOf = (number: Estimated): ReactNode => (
    <Share
      cell={{
        value: number.value,
        ...(number.value === null ? { reason: 'The score is not defined for these items.' } : {}),
        ...(number.low === undefined || number.high === undefined
          ? {}
          : { interval: { low: number.low, high: number.high, level: 0.95, method: interval } })
      }}
    />
  )
  const columns: readonly Column<VariantRow>[] = [
    ...(groupTitle === undefined
      ? []
      : [
          {
            id: 'group',
            title: groupTitle,
            width: 'minmax(104px, 1fr)',
            cell: (row: VariantRow) => row.group ?? ''
          }
        ]),
    {
      id: 'name',
      title: nameTitle,
      width: groupTitle === undefined ? 'minmax(150px, 1fr)' : '72px',
      cell: (row) => (row.isBaseline ? <b>{row.name}</b> : row.name)
    },
    {
      id: 'score',
      title: metricName,
      width: '136px',
      align: 'right',
      cell: ({ score }) => shareOf(score.score),
      sort: ({ score }) => score.score.value ?? undefined
    },
    {
      id: 'delta',
      title: `Δ to ${baselineName}`,
      width: '158px',
      align: 'right',
      cell: ({ score, isBaseline }) =>
        isBaseline ? <span className="faint">–</span> : <Delta of={score.score.delta} />,
      sort: ({ score, isBaseline }) => (isBaseline ? undefined : (score.score.delta.value ?? undefined))
    },
    {
      id: 'p',
      title: <span title="Two-sided, from the same draws as the interval of Δ">p</span>,
      width: '64px',
      align: 'right',
      cell: ({ score, isBaseline }) => <span className="mono">{isBaseline ? '' : pText(score.score.p)}</span>,
      sort: ({ score, isBaseline }) => (isBaseline ? undefined : (score.score.p ?? undefined))
    },
    {
      id: 'mcnemar',
      title: (
        <span title="McNemar’s test of right and wrong items, exact; takes items as independent">
          McNemar p
        </span>
      ),
      width: '92px',
      align: 'right',
      cell: ({ score }) => <span className="mono">{score.changed ? pText(score.changed.p) : ''}</span>,
      sort: ({ score }) => score.changed?.p
    },
    {
      id: 'broken',
      title: 'Broken',
      width: '74px',
      align: 'right',
      cell: (row) => <Count row={row} verdict="broken" onOpen={onOpen} />,
      sort: ({ score }) => score.changed?.broken
    },
    {
      id: 'fixed',
      title: 'Put right',
      width: '74px',
      align: 'right',
      cell: (row) => <Count row={row} verdict="fixed" onOpen={onOpen} />,
      sort: ({ score }) => score.changed?.fixed
    },
    {
      id: 'n',
      title: answer.unit === 's' ? 'n, s' : 'n',
      width: '64px',
      align: 'right',
      cell: ({ score }) => <span className="mono">{formatCount(Math.round(score.n))}</span>,
      sort: ({ score }) => score.n
    },
    {
      id: 'unanswered',
      title: <span title="Labelled by the reference, no answer here">No answer</span>,
      width: '84px',
      align: 'right',
      cell: ({ score }) => <span className="mono">{formatCount(Math.round(score.unanswered))}</span>,
      sort: ({ score }) => score.unanswered
    }
  ]
  return (
    <div className="variant-table" style={{ height: (Math.min(MOST_ROWS, rows.length) + 1) * ROW_PX + 14 }}>
      <Table
        label={props.label}
        rows={rows}
        columns={columns}
        keyOf={({ authorId }) => authorId}
        selected={props.selected}
        onOpen={({ authorId }) => props.onSelect(authorId)}
      />
    </div>
  )
}

const Delta = ({ of: { value, low, high, reason } }: { readonly of: Estimated }): ReactNode =>
  value === null ? (
    <span className="faint" title={reason ?? 'One of the two scores is not defined.'}>
      –
    </span>
  ) : (
    <span className="mono" title={reason}>
      <b>{signed(value)}</b>{' '}
      <span className="faint">
        {low === undefined || high === undefined ? '' : `[${signed(low)}, ${signed(high)}]`}
      </span>
    </span>
  )

function Count({
  row,
  verdict,
  onOpen
}: {
  readonly row: VariantRow
  readonly verdict: 'broken' | 'fixed'
  readonly onOpen: VariantTableProps['onOpen']
}): ReactNode {
  const count = row.score.changed?.[verdict]
  if (count === undefined) return null
  if (count === 0) return <span className="faint mono">0</span>
  const words = verdict === 'broken' ? 'broken' : 'put right'
  return (
    <button
      type="button"
      className="link mono"
      aria-label={`${row.name}: ${count} ${words}`}
      onClick={(event) => {
        event.stopPropagation()
        onOpen(row, verdict)
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {formatCount(count)}
    </button>
  )
}
