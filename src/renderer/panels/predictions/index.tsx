import type { ReactNode } from 'react'
import { useState } from 'react'
import { closeDialog } from '../../session/dialogs'
import type { Dialogs } from '../../session/dialogs'
import { modelsWithSegments } from '../../session/predictions'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Empty } from '../../ui/empty'
import { Tabs } from '../../ui/tabs'
import { Complete } from './complete'
import { Decide } from './decide'
import './predictions.css'

/** Many predictions at once: accept or reject by confidence, or complete a track of one's own. */
export default function Predictions({ mode }: Dialogs['predictions']): ReactNode {
  const [shown, setShown] = useState(mode)
  const tabs = (
    <Tabs
      label="What to do"
      value={shown}
      options={[
        { id: 'decide', title: 'Accept or reject' },
        { id: 'complete', title: 'Complete a track' }
      ]}
      onChange={setShown}
    />
  )
  if (modelsWithSegments().length === 0)
    return (
      <Dialog
        title="Predictions"
        widthPx={460}
        onClose={closeDialog}
        foot={<Button onClick={closeDialog}>Close</Button>}
      >
        <Empty size="small" title="No model has made segments yet">
          Run a model on your recordings first.
        </Empty>
      </Dialog>
    )
  return shown === 'decide' ? <Decide tabs={tabs} /> : <Complete tabs={tabs} />
}
