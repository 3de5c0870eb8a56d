import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { showPanel } from '../../session/layout'
import { reviewQueues } from '../../session/review-queues'
import { setQueue } from '../../session/selection'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'

/** No queue yet: ready-made ones, and where others come from. */
export function Fill(): ReactNode {
  const fill = async (title: string, find: (typeof reviewQueues)[number]['find']): Promise<void> => {
    const items = await find()
    if (items.length === 0) toast(`Nothing to review: ${title.toLowerCase()} has no items in this project.`)
    else setQueue(title, items)
  }
  return (
    <div className="panel queue" data-keys="bench">
      <Empty
        icon={<ListVideo size={20} />}
        title="No queue"
        action={
          <div className="queue-fill">
            {reviewQueues.map((queue) => (
              <Button
                key={queue.title}
                size="small"
                onClick={() => void fill(queue.title, queue.find).catch(toastError)}
              >
                {queue.title}
              </Button>
            ))}
            <Button size="small" tone="quiet" onClick={() => showPanel('compare')}>
              Open Compare
            </Button>
          </div>
        }
      >
        A click on a cell in Compare fills this list with its moments; G plays the next one. Or begin with:
      </Empty>
    </div>
  )
}
