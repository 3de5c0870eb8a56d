import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { recallSlices, useSlicesChoice } from '../../../../session/compare-slices'
import { useProject } from '../../../../session/project'
import { useQueueStrip } from '../../../../session/use-queue-strip'
import { QueueStrip } from '../../../../ui/queue-strip'
import type { PairViewProps } from '../view'
import { Corpora } from './corpora'
import { Groups } from './groups'
import { Worst } from './worst'
import './slices.css'

/** Scores by any fact about the items, the slices with the most errors, and models across corpora. */
export default function SlicesView(props: PairViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallSlices(), [projectId])
  const { part } = useSlicesChoice()
  return (
    <div className="slices" data-keys="bench">
      {part === 'groups' && <Groups {...props} />}
      {part === 'worst' && <Worst {...props} />}
      {part === 'corpora' && <Corpora {...props} />}
      <QueueFoot />
    </div>
  )
}

/** By itself, so that a step through the queue draws nothing else again. */
function QueueFoot(): ReactNode {
  const strip = useQueueStrip()
  return strip && <QueueStrip {...strip} />
}
