import type { ReactNode } from 'react'
import { useQueueStrip } from '../../../session/use-queue-strip'
import { QueueStrip } from '../../../ui/queue-strip'

/** By itself, so that a step through the queue draws nothing else again. */
export function QueueFoot(): ReactNode {
  const strip = useQueueStrip()
  return strip && <QueueStrip {...strip} />
}
