import type { ReactNode } from 'react'
import { useState } from 'react'
import { stepSegment } from '../../session/desk-navigate'
import { closeDialog, type Dialogs } from '../../session/dialogs'
import { edit } from '../../session/drafts'
import { command } from '../../session/edit'
import {
  effectOf,
  leftText,
  mappingsOf,
  partsToMap,
  rememberTables,
  type ChosenTables
} from '../../session/mapped-accept'
import { schemeOf, segmentOf, trackOf } from '../../session/project'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { LabelTables } from './label-tables'
import './predictions.css'

/** Predictions are to be accepted whose labels my scheme lacks: by which table they become mine. */
export default function MapDialog({
  recordingId,
  segmentIds,
  trackId
}: Dialogs['map-predictions']): ReactNode {
  const [tables, setTables] = useState<ChosenTables>({})
  const segments = segmentIds.flatMap((id) => segmentOf(recordingId, id) ?? [])
  const track = trackOf(trackId)
  const parts = track ? partsToMap(segments, track) : []
  const { left } = effectOf(parts, tables)
  const takes = segments.length - left
  const accept = async (): Promise<void> => {
    const call = command('prediction-accept', {
      ids: segmentIds,
      trackId,
      mappings: mappingsOf(parts, tables)
    })
    const done = await edit(recordingId, [...rememberTables(parts, tables), call])
    if (!done) return
    closeDialog()
    const text = leftText(left)
    if (text !== undefined) toast(text)
    stepSegment(1)
  }
  return (
    <Dialog
      title="Map labels to accept"
      widthPx={520}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={takes <= 0} onClick={() => void accept()}>
            Accept {plural(takes, 'prediction')}
          </Button>
        </>
      }
    >
      <p>
        {schemeOf(track?.schemeId)?.name ?? 'Your scheme'} lacks labels of the model. Say what each becomes;
        the predictions themselves stay, and accepted segments remember where they came from.
      </p>
      <LabelTables parts={parts} tables={tables} onChange={setTables} />
    </Dialog>
  )
}
