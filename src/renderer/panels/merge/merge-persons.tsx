import type { ReactNode } from 'react'
import { useState } from 'react'
import { closeDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { mergePersons } from '../../session/row-edits'
import { select } from '../../session/selection'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'

/** Two persons of the project were one. */
export default function MergePersons({ personId }: { personId?: string }): ReactNode {
  const persons = useProject((state) => state.index.persons)
  const tracks = useProject((state) => state.index.tracks)
  const [keptId, setKeptId] = useState(personId)
  const [otherId, setOtherId] = useState<string>()
  const kept = persons.get(keptId ?? '')
  const other = otherId === keptId ? undefined : persons.get(otherId ?? '')
  const list = [...persons.values()]
  const merge = async (): Promise<void> => {
    if (!kept || !other || !(await mergePersons(kept.id, [other.id]))) return
    closeDialog()
    select({ personId: kept.id })
    toast(`${other.name} and ${kept.name} are one person now, ${kept.name}.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  const about = other && [...tracks.values()].filter((track) => track.personId === other.id).length
  return (
    <Dialog
      title={personId === undefined ? 'Merge two persons' : `Merge ${kept?.name ?? ''} with…`}
      widthPx={420}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!kept || !other} onClick={() => void merge()}>
            Merge
          </Button>
        </>
      }
    >
      <Field label="Who it is">
        {(id) => (
          <Select
            id={id}
            label="Who it is"
            value={keptId}
            options={list.map((person) => ({ id: person.id, title: person.name }))}
            onChange={setKeptId}
          />
        )}
      </Field>
      <Field label="The same as">
        {(id) => (
          <Select
            id={id}
            label="The same as"
            value={other?.id}
            options={list
              .filter((person) => person.id !== keptId)
              .map((person) => ({ id: person.id, title: person.name }))}
            onChange={setOtherId}
          />
        )}
      </Field>
      <p className="muted">
        {kept && other
          ? `${plural(about ?? 0, 'track')} and every segment about ${other.name} become ${kept.name}’s; ${other.name} leaves the list. Undo parts them again.`
          : 'Name, colour and note of the first are kept.'}
      </p>
    </Dialog>
  )
}
