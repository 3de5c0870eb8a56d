import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { formatClock, micros } from '../../../shared/domain/time'
import type { MeasureResult, MeasureRow } from '../../../shared/physio/measures/measure-work'
import { clock } from '../../session/clock'
import type { NamedStretch } from '../../session/physio/use-measured'
import type { Column } from '../../ui/table'
import { Table } from '../../ui/table'
import { keyOf, numbersOf } from './numbers'
import type { NamedNumber } from './numbers'

interface Line {
  readonly row: MeasureRow
  readonly label: string
  readonly numbers: ReadonlyMap<string, NamedNumber>
}

/** A row for each segment; a click goes to it. Numbers that are not defined say why when pointed at. */
export function SegmentTable({
  result,
  stretches
}: {
  result: MeasureResult
  stretches: readonly NamedStretch[]
}): ReactNode {
  const { lines, heads } = useMemo(() => {
    const labels = new Map(stretches.map((stretch) => [keyOf(stretch), stretch.label]))
    const known = new Map<string, NamedNumber>()
    const made = result.rows.map((row): Line => {
      const own = numbersOf(row, result).flatMap(({ numbers }) => numbers)
      for (const number of own) if (!known.has(number.key)) known.set(number.key, number)
      return { row, label: labels.get(keyOf(row)) ?? '', numbers: new Map(own.map((one) => [one.key, one])) }
    })
    // What is defined nowhere would only take room; its reason is in what is copied.
    const shown = [...known.values()].filter(({ key }) =>
      made.some(({ numbers }) => (numbers.get(key)?.score.value ?? null) !== null)
    )
    return { lines: made, heads: shown }
  }, [result, stretches])
  const columns: readonly Column<Line>[] = [
    { id: 'label', title: 'Segment', width: '120px', cell: ({ label }) => label, sort: ({ label }) => label },
    {
      id: 'from',
      title: 'From',
      width: '96px',
      cell: ({ row }) => <span className="mono">{formatClock(row.fromUs)}</span>,
      sort: ({ row }) => row.fromUs
    },
    {
      id: 'length',
      title: 'Length, s',
      width: '76px',
      align: 'right',
      cell: ({ row }) => <span className="mono">{((row.toUs - row.fromUs) / 1e6).toFixed(2)}</span>,
      sort: ({ row }) => row.toUs - row.fromUs
    },
    ...heads.map(({ key, name, unit, entry }): Column<Line> => ({
      id: key,
      title: unit === '' ? name : `${name}, ${unit}`,
      width: `${Math.max(84, 18 + 6.6 * (name.length + unit.length))}px`,
      align: 'right',
      cell: ({ numbers }) => {
        const score = numbers.get(key)?.score
        if (score === undefined) return null
        return score.value === null ? (
          <span className="faint" title={score.reason}>
            –
          </span>
        ) : (
          <span className="mono">{score.value.toFixed(entry.digits)}</span>
        )
      },
      sort: ({ numbers }) => numbers.get(key)?.score.value ?? undefined
    }))
  ]
  return (
    <div className="physio-table">
      <Table
        label="Measures of each segment"
        rows={lines}
        columns={columns}
        keyOf={({ row }) => keyOf(row)}
        onOpen={({ row }) => clock.seek(micros(row.fromUs))}
      />
    </div>
  )
}
