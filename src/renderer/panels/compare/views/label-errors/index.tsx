import type { ReactNode } from 'react'
import { useState } from 'react'
import { useQueueStrip } from '../../../../session/use-queue-strip'
import { QueueStrip } from '../../../../ui/queue-strip'
import { Tabs } from '../../../../ui/tabs'
import type { PairViewProps } from '../view'
import { FrameErrors } from './frames'
import { ItemErrors } from './items'
import { Raters } from './raters'
import { RatingErrors } from './ratings'
import './label-errors.css'
import '../versus/versus.css'

const parts = [
  { id: 'items', title: 'Items', hint: 'Segments whose label the model speaks against' },
  { id: 'frames', title: 'Frames', hint: 'Stretches of per-frame predictions against the label' },
  { id: 'ratings', title: 'Ratings', hint: 'Windows of traces far from the model, lag taken out' },
  { id: 'raters', title: 'Raters', hint: 'Agreement of every rater with the others' }
] as const
type Part = (typeof parts)[number]['id']

/** Labels that are probably wrong: of items, of frames, of ratings; and who gave them. */
export default function LabelErrorsView(props: PairViewProps): ReactNode {
  const [part, setPart] = useState<Part>('items')
  const strip = useQueueStrip()
  return (
    <>
      <div className="report-bar" role="group" aria-label="Kind of label">
        <Tabs label="Kind of label" value={part} options={parts} onChange={setPart} />
      </div>
      {part === 'items' && <ItemErrors {...props} />}
      {part === 'frames' && <FrameErrors {...props} />}
      {part === 'ratings' && <RatingErrors {...props} />}
      {part === 'raters' && <Raters {...props} />}
      {strip && <QueueStrip {...strip} />}
    </>
  )
}
