import type { ReactNode } from 'react'
import { useState } from 'react'
import { closeDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { project, useProject } from '../../session/project'
import { deleteGroup, saveGroup } from '../../session/study'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { AuthorDot } from '../../ui/chip'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/text-field'
import './who.css'

/** Persons who belong together. */
export default function GroupDialog({ groupId }: { groupId?: string }): ReactNode {
  const groups = project().snapshot?.groupings ?? []
  const before = groups.find(({ id }) => id === groupId)
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const [name, setName] = useState(before?.name ?? `Couple ${groups.length + 1}`)
  const [kind, setKind] = useState(before?.kind ?? groups.at(-1)?.kind ?? 'couple')
  const [members, setMembers] = useState<readonly string[]>(before?.personIds ?? [])
  const sound = name.trim() !== '' && members.length > 0
  const save = async (): Promise<void> => {
    const id = before?.id ?? crypto.randomUUID()
    if (await saveGroup({ id, name: name.trim(), kind: kind.trim() || 'group', personIds: [...members] }))
      closeDialog()
  }
  const remove = async (): Promise<void> => {
    if (!before || !(await deleteGroup(before.id))) return
    closeDialog()
    toast(`${before.name} is deleted; its persons stay.`, {
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  return (
    <Dialog
      title={before ? before.name : 'Add a group'}
      widthPx={420}
      onClose={closeDialog}
      foot={
        <>
          {before && (
            <>
              <Button tone="bad" onClick={() => void remove()}>
                Delete
              </Button>
              <span className="grow" />
            </>
          )}
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!sound} onClick={() => void save()}>
            {before ? 'Save' : 'Add'}
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
            onKeyDown={(event) => event.key === 'Enter' && sound && void save()}
          />
        )}
      </Field>
      <Field
        label="Kind"
        hint="Couple, family, class, therapy pair: groups of one kind are left out one at a time."
      >
        {(id) => <TextInput id={id} value={kind} onChange={(event) => setKind(event.target.value)} />}
      </Field>
      <fieldset className="who-fieldset">
        <legend>Who belongs to it</legend>
        <div className="who-choices">
          {persons.map((person) => (
            <Checkbox
              key={person.id}
              checked={members.includes(person.id)}
              onChange={(on) =>
                setMembers(on ? [...members, person.id] : members.filter((id) => id !== person.id))
              }
            >
              <AuthorDot color={person.color} kind="human" /> {person.name}
            </Checkbox>
          ))}
        </div>
        {persons.length === 0 && <p className="faint">Add persons first.</p>}
      </fieldset>
    </Dialog>
  )
}
