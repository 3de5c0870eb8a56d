import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Track } from '../../../shared/domain/rows'
import { closeDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { setTrack, setTrackPerson } from '../../session/row-edits'
import { trackTitle } from '../../session/track-edits'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'

const NOBODY = 'nobody'
const NEW_PERSON = 'new person'

/** Name, person and rules of a track that exists. */
export function EditTrack({ track }: { track: Track }): ReactNode {
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const [name, setName] = useState(track.name)
  const [personId, setPersonId] = useState(track.personId ?? NOBODY)
  const [personName, setPersonName] = useState(`P${String(persons.length + 1).padStart(2, '0')}`)
  const [overlap, setOverlap] = useState(track.overlap === 'allowed')
  const [locked, setLocked] = useState(track.locked)
  const isNew = personId === NEW_PERSON
  const ready = name.trim() !== '' && (!isNew || personName.trim() !== '')
  const save = async (): Promise<void> => {
    if (!ready) return
    const rule: Track['overlap'] = overlap ? 'allowed' : 'forbidden'
    // Only what changed is said, so that the history names it.
    const change = {
      name: name.trim() === track.name ? undefined : name.trim(),
      overlap: rule === track.overlap ? undefined : rule,
      locked: locked === track.locked ? undefined : locked
    }
    const chosen = personId === NOBODY ? undefined : personId
    const done = isNew
      ? await setTrackPerson(track.id, { id: crypto.randomUUID(), name: personName.trim() }, change)
      : await setTrack(track.id, {
          ...change,
          ...(chosen === track.personId ? {} : { personId: chosen ?? null })
        })
    if (done) closeDialog()
  }
  return (
    <Dialog
      title={trackTitle(track)}
      widthPx={440}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!ready} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Name">
        {(id) => (
          <TextInput
            id={id}
            autoFocus
            value={name}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && void save()}
          />
        )}
      </Field>
      <Field label="About">
        {(id) => (
          <Select
            id={id}
            label="About"
            value={personId}
            options={[
              { id: NOBODY, title: 'The whole scene' },
              ...persons.map((person) => ({ id: person.id, title: person.name })),
              { id: NEW_PERSON, title: 'A new person' }
            ]}
            onChange={setPersonId}
          />
        )}
      </Field>
      {isNew && (
        <Field label="Name or code of the person" hint="Use a code where names must not be stored.">
          {(id) => (
            <TextInput
              id={id}
              autoFocus
              value={personName}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setPersonName(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && void save()}
            />
          )}
        </Field>
      )}
      <Checkbox checked={overlap} onChange={setOverlap}>
        Segments may overlap
      </Checkbox>
      <Checkbox checked={locked} onChange={setLocked}>
        Locked: segments cannot be changed
      </Checkbox>
    </Dialog>
  )
}
