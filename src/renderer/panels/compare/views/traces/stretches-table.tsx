import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { ResidualStretch } from '../../../../../shared/analysis/traces/residual-stretches'
import { formatClock } from '../../../../../shared/domain/time'
import {
  chooseCompareTraces,
  openTraceStretches,
  queueStretches,
  sourceAuthors,
  type TraceCompareChoice,
  type TracePairQuery
} from '../../../../session/compare-traces'
import { copyText } from '../../../../session/copy-text'
import { perform } from '../../../../session/actions'
import { goToQueueItem } from '../../../../session/selection'
import { useAnswer } from '../../../../session/use-answer'
import { useKeys } from '../../../../session/use-keys'
import { Button } from '../../../../ui/button'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount } from '../../../../ui/format'
import { Table, type Column } from '../../../../ui/table'
import { Tabs } from '../../../../ui/tabs'
import { stretchesTable } from './tables'

interface StretchesTableProps {
  readonly query: TracePairQuery
  readonly order: TraceCompareChoice['order']
  readonly nameOf: (recordingId: string) => string
}

const QUEUE = 'Stretches far from the reference'

/** Where the candidate stays away from the reference, the worst first; a row plays its stretch. */
export function StretchesTable({ query, order, nameOf }: StretchesTableProps): ReactNode {
  const asked = useMemo(() => ({ ...query, order }), [query, order])
  const { shown, problem } = useAnswer('analysis.traceStretches', asked, sourceAuthors)
  const found = problem ? undefined : shown?.value
  const keys = useKeys('compare.worstStretch')
  const open = (stretch: ResidualStretch): void => {
    const stretches = found?.stretches ?? []
    queueStretches(query, stretches, QUEUE)
    goToQueueItem(stretches.indexOf(stretch))
  }
  const columns: readonly Column<ResidualStretch>[] = [
    {
      id: 'where',
      title: 'Where',
      width: 'minmax(90px, 1fr)',
      cell: (row) => <span className="truncate">{nameOf(row.recordingId)}</span>,
      sort: (row) => nameOf(row.recordingId)
    },
    column(
      'start',
      'From',
      '76px',
      (row) => row.start,
      (start) => formatClock(start).replace(/^00:/, '').slice(0, -2)
    ),
    column(
      'length',
      'Length',
      '62px',
      (row) => (row.end - row.start) / 1e6,
      (seconds) => `${seconds.toFixed(1)} s`
    ),
    column('reference', 'Ref.', '54px', (row) => row.reference, fixed),
    column('candidate', 'Cand.', '54px', (row) => row.candidate, fixed),
    column('mean', 'Apart', '60px', (row) => row.mean, signed)
  ]
  return (
    <section aria-label="Worst stretches">
      <header className="compare-head">
        <h3 className="section-head">Worst stretches</h3>
        <Tabs
          label="Which come first"
          value={order}
          options={[
            { id: 'area', title: 'Largest', hint: 'Mean distance times length' },
            { id: 'height', title: 'Highest', hint: 'Mean distance' },
            { id: 'length', title: 'Longest', hint: 'Length' }
          ]}
          onChange={(id) => chooseCompareTraces({ order: id })}
        />
        <span className="grow" />
        {found && found.total > 0 && (
          <>
            <Button
              size="small"
              title={keys}
              onClick={() => perform(() => openTraceStretches(query, { order }))}
            >
              <ListVideo size={13} /> Play the worst
            </Button>
            <CopyMenu
              items={() => tableItems('Worst stretches', () => stretchesTable(found, nameOf), copyText)}
            />
          </>
        )}
      </header>
      <div
        className="traces-table"
        style={{ height: 34 + 29 * Math.min(9, Math.max(1, found?.stretches.length ?? 1)) }}
      >
        <Table
          label="Worst stretches"
          rows={found?.stretches ?? []}
          columns={columns}
          keyOf={(row) => `${row.recordingId} ${row.start} ${row.personId ?? ''} ${row.segmentId ?? ''}`}
          onOpen={open}
          empty={
            <p className="traces-quiet">
              {problem?.message ?? (found ? 'The two never lie apart.' : '\u00a0')}
            </p>
          }
        />
      </div>
      {found && (
        <p className="traces-quiet">
          {formatCount(found.total)} in all: at least {found.threshold.toFixed(3)} apart on one side, the
          distance that one position in five exceeds. Dips under a second are bridged.
        </p>
      )}
    </section>
  )
}

const column = (
  id: string,
  title: string,
  width: string,
  of: (row: ResidualStretch) => number,
  text: (value: number) => string
): Column<ResidualStretch> => ({
  id,
  title,
  width,
  align: 'right',
  cell: (row) => <span className="mono">{text(of(row))}</span>,
  sort: of
})

const fixed = (value: number): string => value.toFixed(2).replace(/^-(0\.?0*)$/, '$1')
const signed = (value: number): string => `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`
