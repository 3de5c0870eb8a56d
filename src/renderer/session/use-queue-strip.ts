import { showPanel } from './layout'
import { stepQueue, useSelection } from './selection'
import { useKeys } from './use-keys'

const showList = (): void => showPanel('queue')

/** What the strip of the sample queue shows and does; undefined without a queue. */
export function useQueueStrip() {
  const queue = useSelection((state) => state.queue)
  const next = useKeys('queue.next')
  const previous = useKeys('queue.previous')
  if (!queue) return undefined
  const { items, index, title } = queue
  return {
    title,
    index,
    count: items.length,
    note: items[index]?.note,
    keys: { previous, next },
    onStep: stepQueue,
    onShowList: showList
  }
}
