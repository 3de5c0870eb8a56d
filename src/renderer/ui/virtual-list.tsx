import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'

interface VirtualListProps<T> {
  readonly label: string
  readonly items: readonly T[]
  readonly rowPx: number
  readonly keyOf: (item: T) => string
  readonly children: (item: T, index: number) => ReactNode
  /** Row kept in view when it changes; also where arrows start from. */
  readonly current?: number
  /** Arrow keys, Home and End ask for another row. */
  readonly onMove?: (index: number) => void
  readonly onEnter?: (index: number) => void
}

/** A list of any length; only the rows in view exist. */
export function VirtualList<T>({
  label,
  items,
  rowPx,
  keyOf,
  children,
  current = -1,
  onMove,
  onEnter
}: VirtualListProps<T>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8
  })
  useEffect(() => {
    if (current >= 0) rows.scrollToIndex(current, { align: 'auto' })
  }, [current, rows])

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
      onMove(Math.min(items.length - 1, Math.max(0, wanted)))
    } else if (event.key === 'Enter' && onEnter && current >= 0) {
      event.preventDefault()
      onEnter(current)
    }
  }

  return (
    <div
      ref={scroller}
      className="virtual-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
      style={{ overflow: 'auto', height: '100%' }}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index]
          return item === undefined ? null : (
            <div
              key={keyOf(item)}
              style={{ position: 'absolute', top: row.start, left: 0, right: 0, height: rowPx }}
            >
              {children(item, row.index)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
