import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import './report.css'

export interface SortedColumn<T> {
  readonly id: string
  readonly title: string
  /** What the column tells, for the pointer. */
  readonly hint?: string
  readonly cell: (row: T) => ReactNode
  /** Sorts by this when given; null goes last. */
  readonly sort?: (row: T) => number | string | null
}

interface SortedTableProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  /** The first one is the head of each row. */
  readonly columns: readonly SortedColumn<T>[]
  readonly keyOf: (row: T) => string
  /** A click or Enter on a row. */
  readonly onOpen?: (row: T) => void
  readonly opened?: string | undefined
}

/** A table of some hundred rows at most that sorts by a click on a head. Rows are in the given order at first. */
export function SortedTable<T>({
  label,
  rows,
  columns,
  keyOf,
  onOpen,
  opened
}: SortedTableProps<T>): ReactNode {
  const [order, setOrder] = useState<{ readonly id: string; readonly down: boolean }>()
  const shown = useMemo(() => sorted(rows, columns, order), [rows, columns, order])
  const next = (id: string): void =>
    setOrder((now) => (now?.id !== id ? { id, down: true } : now.down ? { id, down: false } : undefined))
  const [head, ...rest] = columns
  return (
    <table className="number-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ id, title, hint, sort }) => (
            <th
              key={id}
              scope="col"
              aria-sort={order?.id === id ? (order.down ? 'descending' : 'ascending') : undefined}
            >
              {sort ? (
                <button type="button" className="table-sort" title={hint} onClick={() => next(id)}>
                  {title}
                  {order?.id === id && (order.down ? <ArrowDown size={11} /> : <ArrowUp size={11} />)}
                </button>
              ) : (
                <span title={hint}>{title}</span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr
            key={keyOf(row)}
            tabIndex={onOpen ? 0 : undefined}
            data-clickable={onOpen ? '' : undefined}
            aria-selected={opened === undefined ? undefined : opened === keyOf(row)}
            onClick={onOpen && (() => onOpen(row))}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row)
            }}
          >
            <th scope="row">{head?.cell(row)}</th>
            {rest.map(({ id, cell }) => (
              <td key={id}>{cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function sorted<T>(
  rows: readonly T[],
  columns: readonly SortedColumn<T>[],
  order: { readonly id: string; readonly down: boolean } | undefined
): readonly T[] {
  const value = columns.find(({ id }) => id === order?.id)?.sort
  if (!value || !order) return rows
  const direction = order.down ? -1 : 1
  return [...rows].sort((first, second) => {
    const [a, b] = [value(first), value(second)]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return (
      direction *
      (typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b)
    )
  })
}
