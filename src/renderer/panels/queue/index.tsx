import { ChevronLeft, ChevronRight, ListVideo, Play, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatClock } from '../../../shared/domain/time'
import { useProject } from '../../session/project'
import { reviewQueues } from '../../session/review-queues'
import { closeQueue, goToQueueItem, setQueue, stepQueue, useSelection } from '../../session/selection'
import { toast } from '../../session/toasts'
import { useKeys } from '../../session/use-keys'
import { Button, IconButton } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { formatCount } from '../../ui/format'
import { PanelHead } from '../../ui/panel-head'
import { VirtualList } from '../../ui/virtual-list'
import './queue.css'

/** Moments to look at one after the other, whatever filled them: a confusion cell, a search, a review list. */
export default function Queue(): ReactNode {
  const queue = useSelection((state) => state.queue)
  const names = useProject((state) => state.index.recordings)
  const next = useKeys('queue.next')
  const previous = useKeys('queue.previous')
  if (!queue) return <Fill />
  return (
    <div className="panel">
      <PanelHead>
        <span className="truncate">
          {queue.title} · {formatCount(queue.index + 1)} of {formatCount(queue.items.length)}
        </span>
        <IconButton
          label="Previous in queue"
          keys={previous}
          size="small"
          disabled={queue.index <= 0}
          onClick={() => stepQueue(-1)}
        >
          <ChevronLeft size={15} />
        </IconButton>
        <IconButton label="Play again" size="small" onClick={() => goToQueueItem(Math.max(0, queue.index))}>
          <Play size={13} />
        </IconButton>
        <IconButton
          label="Next in queue"
          keys={next}
          size="small"
          disabled={queue.index >= queue.items.length - 1}
          onClick={() => stepQueue(1)}
        >
          <ChevronRight size={15} />
        </IconButton>
        <IconButton label="Put the queue away" size="small" onClick={closeQueue}>
          <X size={14} />
        </IconButton>
      </PanelHead>
      <VirtualList
        label={queue.title}
        items={queue.items.map((item, index) => ({ ...item, index }))}
        rowPx={40}
        keyOf={(item) => String(item.index)}
        current={queue.index}
        onMove={(index) => goToQueueItem(index)}
        onEnter={(index) => goToQueueItem(index)}
      >
        {(item) => (
          <button
            type="button"
            className="queue-item"
            tabIndex={-1}
            aria-current={item.index === queue.index}
            onClick={() => goToQueueItem(item.index)}
          >
            <span className="queue-number">{item.index + 1}</span>
            <span className="grow">
              <span className="truncate">
                {item.note ?? names.get(item.recordingId)?.name ?? item.recordingId}
              </span>
              <span className="truncate faint">
                {item.note === undefined ? '' : names.get(item.recordingId)?.name}
              </span>
            </span>
            <span className="queue-time">
              {formatClock(item.start)}
              <span className="faint">{((item.end - item.start) / 1e6).toFixed(1)} s</span>
            </span>
          </button>
        )}
      </VirtualList>
    </div>
  )
}

/** No queue yet: ready-made ones, and where others come from. */
function Fill(): ReactNode {
  const fill = async (title: string, find: (typeof reviewQueues)[number]['find']): Promise<void> => {
    const items = await find()
    if (items.length === 0) toast(`Nothing to review: ${title.toLowerCase()} has no items in this project.`)
    else setQueue(title, items)
  }
  return (
    <div className="panel">
      <Empty
        icon={<ListVideo size={20} />}
        title="No queue"
        action={
          <div className="queue-fill">
            {reviewQueues.map((queue) => (
              <Button key={queue.title} size="small" onClick={() => void fill(queue.title, queue.find)}>
                {queue.title}
              </Button>
            ))}
          </div>
        }
      >
        A click on a cell in Compare fills this list with its moments. Or begin with:
      </Empty>
    </div>
  )
}
