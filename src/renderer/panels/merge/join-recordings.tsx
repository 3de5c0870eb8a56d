import type { ReactNode } from 'react'
import { useState } from 'react'
import { closeDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { joinRecordings } from '../../session/row-edits'
import { openRecording } from '../../session/selection'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'

/** Two recordings of one session become one. */
export default function JoinRecordings({ recordingId }: { recordingId: string }): ReactNode {
  const index = useProject((state) => state.index)
  const [otherId, setOtherId] = useState<string>()
  const target = index.recordings.get(recordingId)
  const others = [...index.recordings.values()]
    .filter((recording) => recording.id !== recordingId)
    .sort((a, b) => a.position - b.position)
  const other = index.recordings.get(otherId ?? '')
  if (!target) return null
  const join = async (): Promise<void> => {
    if (!other || !(await joinRecordings(target.id, [other.id]))) return
    closeDialog()
    openRecording(target.id)
    toast(`${other.name} is part of ${target.name} now.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  return (
    <Dialog
      title={`Join ${target.name} with…`}
      widthPx={460}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!other} onClick={() => void join()}>
            Join
          </Button>
        </>
      }
    >
      <Field label="Recording">
        {(id) => (
          <Select
            id={id}
            label="Recording"
            value={otherId}
            options={others.map((recording) => ({ id: recording.id, title: recording.name }))}
            onChange={setOtherId}
          />
        )}
      </Field>
      <p className="muted">
        {other
          ? `${plural(index.filesByRecording.get(other.id)?.length ?? 0, 'file')} and ${plural(index.tracksByRecording.get(other.id)?.length ?? 0, 'track')} of ${other.name} move into ${target.name}, on its clock. ${other.name} leaves the list; undo parts them again.`
          : others.length === 0
            ? 'There is no other recording in this project.'
            : 'Files and tracks of the one you choose move into this recording, on its clock.'}
      </p>
    </Dialog>
  )
}
