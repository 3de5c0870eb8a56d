import { ArrowDown, ArrowUp } from 'lucide-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Column } from '../../../../ui/table'
import { useWidth } from './use-width'

/** A column; one that is only for wide tables says so. */
export type SliceColumn<T> = Column<T> & { readonly wide?: true; readonly wideWidth?: string }

interface SliceTableProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly columns: readonly SliceColumn<T>[]
  readonly keyOf: (row: T) => string
  /** Rows that rest on too little. */
  readonly isFaint: (row: T) => boolean
  readonly onOpen: (row: T) => void
  readonly onFocus: (row: T) => void
  readonly opened: string | undefined
  /** Column that rows are sorted by at first; in the order given when absent. */
  readonly first?: { readonly id: string; readonly down: boolean }
  /** The first row takes the focus as soon as there is one. */
  readonly takesFocus: boolean
  readonly rowPx: number
  /** Narrower tables show the most important columns only. */
  readonly widePx: number
}

/** A table whose rows are gone through with the arrows and opened with Enter; faint rows go last. */
export function SliceTable<T>(props: SliceTableProps<T>): ReactNode {
  const { label, rows, keyOf, isFaint, onOpen, onFocus, opened, takesFocus, rowPx } = props
  const frame = useRef<HTMLDivElement>(null)
  const wide = useWidth(frame) >= props.widePx
  const columns = useMemo(() => props.columns.filter((column) => wide || !column.wide), [props.columns, wide])
  const [order, setOrder] = useState(props.first)
  const sorted = useMemo(() => sortRows(rows, columns, order, isFaint), [rows, columns, order, isFaint])
  const [at, setAt] = useState<string>()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12
  })
  const template = {
    gridTemplateColumns: columns
      .map(({ width, wideWidth }) => (wide ? (wideWidth ?? width) : width))
      .join(' ')
  }
  const reached = sorted.findIndex((row) => keyOf(row) === at)
  const stop = reached < 0 ? 0 : reached

  const focusRow = (index: number): void => {
    const row = sorted[index]
    if (row === undefined) return
    virtual.scrollToIndex(index)
    setAt(keyOf(row))
    scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 1}"]`)?.focus()
  }
  const started = useRef(false)
  const drawn = virtual.getVirtualItems().length
  useEffect(() => {
    if (!takesFocus || started.current || drawn === 0) return
    started.current = true
    scroller.current?.querySelector<HTMLElement>('[aria-rowindex="1"]')?.focus()
  }, [takesFocus, drawn])

  const step = (event: KeyboardEvent): void => {
    const place = { ArrowDown: stop + 1, ArrowUp: stop - 1, Home: 0, End: sorted.length - 1 }[event.key]
    if (place === undefined || event.ctrlKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    focusRow(Math.max(0, Math.min(sorted.length - 1, place)))
  }

  return (
    <div
      ref={frame}
      data-wide={wide ? '' : undefined}
      className="table slices-table"
      role="table"
      aria-label={label}
      aria-rowcount={rows.length}
    >
      <div className="table-row" role="row" data-head style={template}>
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            className="table-cell"
            data-align={column.align}
            aria-sort={order?.id === column.id ? (order.down ? 'descending' : 'ascending') : undefined}
          >
            {column.sort ? (
              <button
                type="button"
                className="table-sort"
                onClick={() =>
                  setOrder((now) => ({ id: column.id, down: now?.id === column.id ? !now.down : false }))
                }
              >
                {column.title}
                {order?.id === column.id && (order.down ? <ArrowDown size={12} /> : <ArrowUp size={12} />)}
              </button>
            ) : (
              column.title
            )}
          </div>
        ))}
      </div>
      <div className="table-body" ref={scroller} role="rowgroup" onKeyDown={step}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = sorted[item.index]
            if (row === undefined) return null
            const key = keyOf(row)
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={item.index + 1}
                className="table-row"
                data-clickable
                data-faint={isFaint(row) ? '' : undefined}
                aria-selected={opened === key}
                tabIndex={item.index === stop ? 0 : -1}
                style={{
                  ...template,
                  position: 'absolute',
                  top: item.start,
                  height: rowPx,
                  left: 0,
                  right: 0
                }}
                onFocus={() => {
                  setAt(key)
                  onFocus(row)
                }}
                onClick={() => onOpen(row)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.target !== event.currentTarget) return
                  // Enter alone means something else on the desk.
                  event.preventDefault()
                  onOpen(row)
                }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="cell" className="table-cell" data-align={column.align}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function sortRows<T>(
  rows: readonly T[],
  columns: readonly SliceColumn<T>[],
  order: { readonly id: string; readonly down: boolean } | undefined,
  isFaint: (row: T) => boolean
): readonly T[] {
  const value = columns.find((column) => column.id === order?.id)?.sort
  const direction = order?.down ? -1 : 1
  const compared = (first: T, second: T): number => {
    const faint = Number(isFaint(first)) - Number(isFaint(second))
    if (faint !== 0 || !value) return faint
    const a = value(first)
    const b = value(second)
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
    return (
      direction *
      (typeof a === 'string' || typeof b === 'string'
        ? String(a).localeCompare(String(b), 'en', { numeric: true })
        : a - b)
    )
  }
  return [...rows].sort(compared)
}
