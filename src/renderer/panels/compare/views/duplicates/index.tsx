import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useProject } from '../../../../session/project'
import { splitChoice } from '../../../../session/splits'
import { useQueueStrip } from '../../../../session/use-queue-strip'
import { QueueStrip } from '../../../../ui/queue-strip'
import { Tabs } from '../../../../ui/tabs'
import { Alike } from './alike'
import { Splits } from './splits'
import '../versus/versus.css'
import './duplicates.css'

const parts = [
  { id: 'alike', title: 'Duplicates', hint: 'Moments, files and turns that are nearly the same' },
  { id: 'splits', title: 'Splits', hint: 'What training and test share' }
] as const

/** What is nearly the same, and what the parts of a split share. */
export default function DuplicatesView(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void splitChoice.recall(), [projectId])
  const [part, setPart] = useState<'alike' | 'splits'>('alike')
  const strip = useQueueStrip()
  return (
    <>
      <div className="report-bar" role="group" aria-label="What is looked for">
        <Tabs label="What is looked for" value={part} options={parts} onChange={setPart} />
      </div>
      {part === 'alike' ? <Alike /> : <Splits />}
      {strip && <QueueStrip {...strip} />}
    </>
  )
}
