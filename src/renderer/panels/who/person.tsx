import type { ReactNode } from 'react'
import { useState } from 'react'
import { authorColor } from '../../../shared/domain/palette'
import { closeDialog } from '../../session/dialogs'
import { personOf, project } from '../../session/project'
import { savePerson } from '../../session/row-edits'
import { Button } from '../../ui/button'
import { ColorField } from '../../ui/color-field'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/text-field'
import { PersonChannels } from './person-channels'
import { draftOf, fieldsOf, PersonFields } from './person-fields'
import './who.css'

/** Add somebody who is seen or heard, or change them. */
export default function PersonDialog({ personId }: { personId?: string }): ReactNode {
  const before = personOf(personId)
  const count = project().index.persons.size
  const [name, setName] = useState(before?.name ?? `P${String(count + 1).padStart(2, '0')}`)
  const [code, setCode] = useState(before?.details?.code ?? '')
  const [role, setRole] = useState(before?.details?.role ?? '')
  const [color, setColor] = useState(before?.color ?? authorColor(count + 3))
  const [note, setNote] = useState(before?.note ?? '')
  const [facts, setFacts] = useState(() => draftOf(before))
  const [channels, setChannels] = useState<Readonly<Record<string, number>>>(before?.details?.channels ?? {})
  const save = async (): Promise<void> => {
    const id = before?.id ?? crypto.randomUUID()
    const details = {
      code: code.trim() || null,
      role: role.trim() || null,
      fields: fieldsOf(facts),
      channels
    }
    if (await savePerson({ id, name: name.trim(), color, note: note.trim() || null, details })) closeDialog()
  }
  return (
    <Dialog
      title={before ? before.name : 'Add a person'}
      widthPx={520}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={name.trim() === ''} onClick={() => void save()}>
            {before ? 'Save' : 'Add'}
          </Button>
        </>
      }
    >
      <Field label="Name or code" hint="Use a code where names must not be stored.">
        {(id) => (
          <TextInput
            id={id}
            autoFocus
            value={name}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && void save()}
          />
        )}
      </Field>
      <div className="who-pair">
        <Field label="Code in exports">
          {(id) => (
            <TextInput
              id={id}
              placeholder="P1"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <Field label="Role">
          {(id) => (
            <TextInput
              id={id}
              placeholder="client, teacher, child …"
              value={role}
              onChange={(event) => setRole(event.target.value)}
            />
          )}
        </Field>
      </div>
      <PersonFields facts={facts} onChange={setFacts} />
      <PersonChannels channels={channels} onChange={setChannels} />
      <Field label="Note">
        {(id) => <TextInput id={id} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <ColorField label="Colour" value={color} onChange={setColor} />
    </Dialog>
  )
}
