import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useMemo, useRef, useState } from 'react'
import type { ComparisonReport } from '../../../shared/compare/report'
import type { Label } from '../../../shared/domain/scheme'
import { colorVar } from '../../ui/chip'
import type { CellView } from './choice'
import type { MatrixCells } from './matrix-cells'
import { cellFacts, cellTint, matrixCells } from './matrix-cells'
import type { ItemFilter } from './queue-items'

interface MatrixProps {
  readonly report: Pick<ComparisonReport, 'confusion' | 'mode'>
  readonly view: CellView
  readonly labelOf: (id: string) => Label
  readonly referenceName: string
  readonly candidateName: string
  readonly onOpen: (filter: ItemFilter) => void
  /** The part whose moments are in the queue. */
  readonly opened?: ItemFilter
}

/** A place in the grid: -1 is the heads, the number of labels the totals. */
interface Place {
  readonly row: number
  readonly column: number
}

/** The confusion matrix as a grid: arrows move, Enter or a click shows the moments of a cell, a row or a column. */
export function Matrix({
  report,
  view,
  labelOf,
  referenceName,
  candidateName,
  onOpen,
  opened
}: MatrixProps): ReactNode {
  const { confusion, mode } = report
  const cells = useMemo(() => matrixCells(confusion, view, mode), [confusion, view, mode])
  const labels = confusion.labels.map(labelOf)
  const k = labels.length
  const grid = useRef<HTMLTableElement>(null)
  const [cursor, setCursor] = useState<Place>({ row: 0, column: 0 })
  const [over, setOver] = useState<Place>()
  const at: Place = { row: Math.min(cursor.row, k), column: Math.min(cursor.column, k) }

  const filterAt = ({ row, column }: Place): ItemFilter | undefined => {
    const reference = confusion.labels[row]
    const candidate = confusion.labels[column]
    if (row === -1 && column === -1) return undefined
    return {
      ...(reference === undefined ? {} : { reference }),
      ...(candidate === undefined ? {} : { candidate })
    }
  }
  const open = (place: Place): void => {
    const filter = filterAt(place)
    if (filter) onOpen(filter)
  }
  const move = (place: Place): void => {
    setCursor(place)
    const cell = grid.current?.querySelector(`[data-at="${place.row},${place.column}"]`)
    if (cell instanceof HTMLElement) cell.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const clamp = (value: number): number => Math.max(-1, Math.min(k, value))
    const steps: Readonly<Record<string, Place>> = {
      ArrowUp: { row: clamp(at.row - 1), column: at.column },
      ArrowDown: { row: clamp(at.row + 1), column: at.column },
      ArrowLeft: { row: at.row, column: clamp(at.column - 1) },
      ArrowRight: { row: at.row, column: clamp(at.column + 1) },
      Home: { row: event.ctrlKey ? 0 : at.row, column: 0 },
      End: { row: event.ctrlKey ? k - 1 : at.row, column: k - 1 }
    }
    const to = steps[event.key]
    if (to && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      if (to.row !== -1 || to.column !== -1) move(to)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      open(at)
    }
  }
  /** What every cell shares: roving focus, hover, click. */
  const cell = (row: number, column: number) => ({
    'data-at': `${row},${column}`,
    'data-opened': sameFilter(filterAt({ row, column }), opened) ? '' : undefined,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    onFocus: () => setCursor({ row, column }),
    onMouseEnter: () => setOver({ row, column }),
    onClick: () => open({ row, column })
  })
  const isOver = (row: number, column: number): '' | undefined =>
    over && (over.row === row || over.column === column) ? '' : undefined

  return (
    <div className="matrix-frame">
      <div className="matrix-scroll">
        <table
          ref={grid}
          className="matrix"
          role="grid"
          style={widthVars(cells, k)}
          aria-label={`Confusion matrix: rows ${referenceName}, columns ${candidateName}`}
          onKeyDown={onKeyDown}
          onMouseLeave={() => setOver(undefined)}
        >
          <thead>
            <tr role="row">
              <td className="matrix-corner" aria-hidden="true" />
              {labels.map((label, column) => (
                <th
                  key={label.id}
                  scope="col"
                  role="columnheader"
                  {...cell(-1, column)}
                  data-over={isOver(-2, column)}
                  title={label.name}
                >
                  <LetterMark label={label} />
                  <span className="visually-hidden">
                    {candidateName}: {label.name}
                  </span>
                </th>
              ))}
              <th scope="col" role="columnheader" {...cell(-1, k)} aria-label="Totals of the rows">
                all
              </th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label, row) => (
              <tr key={label.id} role="row">
                <th
                  scope="row"
                  role="rowheader"
                  {...cell(row, -1)}
                  data-over={isOver(row, -2)}
                  aria-label={`${referenceName}: ${label.name}`}
                >
                  <LetterMark label={label} />
                  <span className="truncate">{label.name}</span>
                </th>
                {labels.map((other, column) => (
                  <td
                    key={other.id}
                    role="gridcell"
                    {...cell(row, column)}
                    data-diagonal={row === column ? '' : undefined}
                    data-empty={cells.empty[row]?.[column] ? '' : undefined}
                    style={{ background: cellTint(cells.share[row]?.[column] ?? 0, row === column) }}
                    aria-label={`${label.name}, ${other.name}: ${cellFacts(confusion, row, column, mode)}`}
                  >
                    {cells.text[row]?.[column]}
                  </td>
                ))}
                <td
                  role="gridcell"
                  className="matrix-total"
                  {...cell(row, k)}
                  aria-label={`${label.name}, all: ${cells.rowTotals[row]}`}
                >
                  {cells.rowTotals[row]}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr role="row">
              <th scope="row" role="rowheader" {...cell(k, -1)}>
                all
              </th>
              {labels.map((label, column) => (
                <td
                  key={label.id}
                  role="gridcell"
                  className="matrix-total"
                  {...cell(k, column)}
                  aria-label={`All, ${label.name}: ${cells.columnTotals[column]}`}
                >
                  {cells.columnTotals[column]}
                </td>
              ))}
              <td
                role="gridcell"
                className="matrix-total"
                {...cell(k, k)}
                aria-label={`All items: ${cells.total}`}
              >
                {cells.total}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="matrix-says">{saying()}</p>
    </div>
  )

  function saying(): ReactNode {
    const place = over
    const row = place && labels[place.row]
    const column = place && labels[place.column]
    if (place && row && column)
      return (
        <>
          <b>{row.name}</b> → <b>{column.name}</b>: {cellFacts(confusion, place.row, place.column, mode)}
        </>
      )
    if (row) return `Everything ${referenceName} calls ${row.name}`
    if (column) return `Everything ${candidateName} calls ${column.name}`
    return `Rows: ${referenceName} · columns: ${candidateName}`
  }
}

const LetterMark = ({ label }: { label: Label }): ReactNode => (
  <u className="letter" style={colorVar(label.color)} aria-hidden="true">
    {label.letter}
  </u>
)

/** Columns as wide as their longest number; a table too wide for the panel scrolls under its row heads. */
function widthVars(cells: MatrixCells, k: number): CSSProperties {
  const texts = [...cells.text.flat(), ...cells.rowTotals, ...cells.columnTotals, cells.total]
  const characters = texts.reduce((most, text) => Math.max(most, text.length), 2)
  return { '--columns': k + 1, '--characters': characters } as CSSProperties
}

const sameFilter = (a: ItemFilter | undefined, b: ItemFilter | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  !b.onlyErrors &&
  a.reference === b.reference &&
  a.candidate === b.candidate
