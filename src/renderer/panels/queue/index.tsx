import { ArrowDownUp, ChevronLeft, ChevronRight, Play, X } from 'lucide-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { fixByDigit } from '../../session/fix-label'
import type { QueueItem, SampleQueue } from '../../session/selection'
import { closeQueue, goToQueueItem, setQueue, stepQueue, useSelection } from '../../session/selection'
import { useKeys } from '../../session/use-keys'
import { Button, IconButton } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { formatCount } from '../../ui/format'
import { Menu } from '../../ui/menu'
import { PanelHead } from '../../ui/panel-head'
import { CurrentMoment } from './current-moment'
import { Fill } from './fill'
import type { QueueOrder } from './order-queue'
import { orderQueue, queueOrders } from './order-queue'
import { QueueRow } from './queue-row'
import './queue.css'

/** The sample queue: moments worth looking at, one after the other, with the label in reach. */
export default function QueuePanel(): ReactNode {
  const queue = useSelection((state) => state.queue)
  return queue ? <QueueList queue={queue} /> : <Fill />
}

const ROW_PX = 42

function QueueList({ queue }: { queue: SampleQueue }): ReactNode {
  const { items, index, title } = queue
  const list = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_PX,
    overscan: 6
  })
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' })
  }, [index, items, rows])
  const current = items[index]

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
    if (fixByDigit(event)) return event.preventDefault()
    if (event.target !== list.current || event.ctrlKey || event.altKey || event.shiftKey) return
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / ROW_PX) - 1)
    const to: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: items.length - 1,
      Enter: index
    }
    const wanted = to[event.key]
    if (wanted === undefined) return
    event.preventDefault()
    goToQueueItem(Math.min(items.length - 1, Math.max(0, wanted)))
  }

  return (
    <section className="panel queue" data-keys="bench" onKeyDown={onKeyDown}>
      <PanelHead>
        <Steps index={index} count={items.length} />
      </PanelHead>
      <div className="queue-head">
        <b className="truncate">{title}</b>
        <span className="queue-count mono muted">
          {items.length === 0 ? '0' : `${formatCount(Math.max(0, index) + 1)} / ${formatCount(items.length)}`}
        </span>
        <span className="grow" />
        <OrderMenu queue={queue} />
        <IconButton label="Put the queue away" size="small" onClick={closeQueue}>
          <X size={14} />
        </IconButton>
      </div>
      {items.length === 0 ? (
        <Empty size="small" title="Nothing there">
          No moment fits. Choose another cell.
        </Empty>
      ) : (
        <div
          ref={list}
          className="queue-list"
          role="grid"
          aria-label={`${title}: ${formatCount(items.length)} moments`}
          aria-rowcount={items.length}
          aria-activedescendant={current ? `queue-${index}` : undefined}
          tabIndex={0}
        >
          <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {rows.getVirtualItems().map((row) => {
              const item = items[row.index]
              return item === undefined ? null : (
                <div
                  key={row.key}
                  style={{ position: 'absolute', top: row.start, left: 0, right: 0, height: ROW_PX }}
                >
                  <QueueRow
                    item={item}
                    index={row.index}
                    current={row.index === index}
                    onOpen={goToQueueItem}
                  />
                </div>
              )
            })}
          </div>
        </div>
      )}
      {current && <CurrentMoment item={current} />}
    </section>
  )
}

function Steps({ index, count }: { index: number; count: number }): ReactNode {
  const next = useKeys('queue.next')
  const previous = useKeys('queue.previous')
  return (
    <>
      <IconButton
        label="Previous in queue"
        keys={previous}
        size="small"
        disabled={index <= 0}
        onClick={() => stepQueue(-1)}
      >
        <ChevronLeft size={14} />
      </IconButton>
      <IconButton label="Play again" size="small" disabled={index < 0} onClick={() => goToQueueItem(index)}>
        <Play size={12} />
      </IconButton>
      <IconButton
        label="Next in queue"
        keys={next}
        size="small"
        disabled={index >= count - 1}
        onClick={() => stepQueue(1)}
      >
        <ChevronRight size={14} />
      </IconButton>
    </>
  )
}

/** Order of the list. The order it came in is kept, so that one can go back to it; another list comes in its own order. */
function OrderMenu({ queue }: { queue: SampleQueue }): ReactNode {
  const [ordered, setOrdered] = useState<{
    readonly id: QueueOrder
    readonly shown: readonly QueueItem[]
    readonly given: readonly QueueItem[]
  }>()
  const mine = ordered?.shown === queue.items ? ordered : undefined
  const now = mine?.id ?? 'given'
  const change = (id: QueueOrder): void => {
    const given = mine?.given ?? queue.items
    const shown = orderQueue(given, id)
    setOrdered({ id, shown, given })
    setQueue(queue.title, shown)
  }
  return (
    <Menu
      align="end"
      items={() =>
        queueOrders.map(({ id, title }) => ({ title, checked: id === now, run: () => change(id) }))
      }
    >
      <Button size="small" tone="quiet" aria-label="Order of the queue">
        <ArrowDownUp size={12} />
        {now === 'given' ? 'Order' : queueOrders.find(({ id }) => id === now)?.title}
      </Button>
    </Menu>
  )
}
