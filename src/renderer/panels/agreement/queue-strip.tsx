import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { showPanel } from '../../session/layout'
import { stepQueue, useSelection } from '../../session/selection'
import { useKeys } from '../../session/use-keys'
import { Button, IconButton } from '../../ui/button'
import { formatCount } from '../../ui/format'

/** Where one is in the sample queue, and what everybody says there, while the numbers stay in sight. */
export function QueueStrip(): ReactNode {
  const queue = useSelection((state) => state.queue)
  const next = useKeys('queue.next')
  const previous = useKeys('queue.previous')
  if (!queue) return null
  const { items, index, title } = queue
  return (
    <div className="agree-queue" role="group" aria-label="Sample queue">
      <IconButton
        label="Previous in queue"
        keys={previous}
        size="small"
        disabled={index <= 0}
        onClick={() => stepQueue(-1)}
      >
        <ChevronLeft size={14} />
      </IconButton>
      <IconButton
        label="Next in queue"
        keys={next}
        size="small"
        disabled={index >= items.length - 1}
        onClick={() => stepQueue(1)}
      >
        <ChevronRight size={14} />
      </IconButton>
      <b className="truncate">{title}</b>
      <span className="mono muted">
        {items.length === 0
          ? 'nothing there'
          : `${formatCount(Math.max(0, index) + 1)} of ${formatCount(items.length)}`}
      </span>
      <span className="grow truncate faint">{items[index]?.note}</span>
      <Button size="small" tone="quiet" onClick={() => showPanel('queue')}>
        Show the list
      </Button>
    </div>
  )
}
