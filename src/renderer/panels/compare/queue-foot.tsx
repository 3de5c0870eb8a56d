import type { ReactNode } from 'react'
import { useQueueStrip } from '../../session/use-queue-strip'
import { QueueStrip } from '../../ui/queue-strip'

/** The sample queue at the foot of a view; by itself, so that a step through it draws nothing else again. */
export function QueueFoot(): ReactNode {
  const strip = useQueueStrip()
  return strip && <QueueStrip {...strip} />
}
