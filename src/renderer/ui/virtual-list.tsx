import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'

/** What the element of a row must carry to be an option of the list. */
export interface OptionProps {
  readonly role: 'option'
  readonly 'aria-selected': boolean
  readonly 'aria-posinset': number
  readonly 'aria-setsize': number
  readonly tabIndex: number
}

interface VirtualListProps<T> {
  readonly label: string
  /** Undefined: not read yet; `onRange` says when it is needed. */
  readonly items: readonly (T | undefined)[]
  readonly rowPx: number
  readonly keyOf: (item: T) => string
  /** Draw a row; its outermost element takes `option`. */
  readonly children: (item: T, index: number, option: OptionProps) => ReactNode
  /** Row kept in view when it changes; also where arrows start from. */
  readonly current?: number
  /** Arrow keys, Home and End ask for another row. */
  readonly onMove?: (index: number) => void
  readonly onEnter?: (index: number) => void
  /** The rows that are drawn, `last` included: a list that is read window by window reads these. */
  readonly onRange?: (first: number, last: number) => void
}

/** A list of any length; only the rows in view exist. One row takes the focus, arrows move it. */
export function VirtualList<T>({
  label,
  items,
  rowPx,
  keyOf,
  children,
  current = -1,
  onMove,
  onEnter,
  onRange
}: VirtualListProps<T>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8
  })
  useEffect(() => {
    if (current < 0) return
    rows.scrollToIndex(current, { align: 'auto' })
    if (!moved.current) return
    moved.current = false
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${current}"] [role=option]`)?.focus()
    )
  }, [current, rows])

  const drawn = rows.getVirtualItems()
  const first = drawn[0]?.index ?? 0
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => onRange?.(first, last), [onRange, first, last])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: items.length - 1
    }
    const wanted = steps[event.key]
    if (wanted !== undefined && onMove) {
      event.preventDefault()
      event.stopPropagation()
      moved.current = true
      onMove(Math.min(items.length - 1, Math.max(0, wanted)))
    } else if (event.key === 'Enter' && onEnter && current >= 0) {
      event.preventDefault()
      event.stopPropagation()
      onEnter(current)
    }
  }

  return (
    <div
      ref={scroller}
      className="virtual-list"
      role="listbox"
      aria-label={label}
      onKeyDown={onKeyDown}
      style={{ overflow: 'auto', height: '100%' }}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {drawn.map((row) => {
          const item = items[row.index]
          const option: OptionProps = {
            role: 'option',
            'aria-selected': row.index === current,
            'aria-posinset': row.index + 1,
            'aria-setsize': items.length,
            tabIndex: row.index === Math.max(0, current) ? 0 : -1
          }
          return item === undefined ? null : (
            <div
              key={keyOf(item)}
              role="presentation"
              data-index={row.index}
              style={{ position: 'absolute', top: row.start, left: 0, right: 0, height: rowPx }}
            >
              {children(item, row.index, option)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
