import { ArrowDown, ArrowUp } from 'lucide-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { ReactNode } from 'react'
import { useMemo, useRef, useState } from 'react'

export interface Column<T> {
  readonly id: string
  readonly title: ReactNode
  /** CSS grid width: `1fr`, `90px`. */
  readonly width: string
  readonly align?: 'right'
  readonly cell: (row: T) => ReactNode
  /** Sorts by this when given; undefined goes last. */
  readonly sort?: (row: T) => number | string | undefined
}

interface TableProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly columns: readonly Column<T>[]
  readonly keyOf: (row: T) => string
  readonly onOpen?: (row: T, index: number) => void
  readonly selected?: string
  readonly empty?: ReactNode
}

/** A table of any length with sortable columns; Enter or a click opens a row. */
export function Table<T>({ label, rows, columns, keyOf, onOpen, selected, empty }: TableProps<T>): ReactNode {
  const [order, setOrder] = useState<{ readonly id: string; readonly down: boolean }>()
  const sorted = useMemo(() => sortRows(rows, columns, order), [rows, columns, order])
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 29,
    overscan: 12
  })
  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') }

  return (
    <div className="table" role="table" aria-label={label} aria-rowcount={rows.length}>
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
      <div className="table-body" ref={scroller} role="rowgroup" tabIndex={onOpen ? undefined : 0}>
        {sorted.length === 0 && empty}
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = sorted[item.index]
            if (row === undefined) return null
            return (
              <div
                key={keyOf(row)}
                role="row"
                aria-rowindex={item.index + 1}
                className="table-row"
                data-clickable={onOpen ? '' : undefined}
                aria-selected={selected === keyOf(row)}
                tabIndex={onOpen ? 0 : undefined}
                style={{ ...template, position: 'absolute', top: item.start, left: 0, right: 0 }}
                onClick={() => onOpen?.(row, item.index)}
                onKeyDown={(event) => event.key === 'Enter' && onOpen?.(row, item.index)}
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
  columns: readonly Column<T>[],
  order: { readonly id: string; readonly down: boolean } | undefined
): readonly T[] {
  const value = columns.find((column) => column.id === order?.id)?.sort
  if (!value || !order) return rows
  const direction = order.down ? -1 : 1
  return [...rows].sort((first, second) => {
    const a = value(first)
    const b = value(second)
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
    return (
      direction *
      (typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b)
    )
  })
}
