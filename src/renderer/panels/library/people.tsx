import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Person } from '../../../shared/domain/rows'
import { openDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { deletePerson, savePerson } from '../../session/row-edits'
import { select, useSelection } from '../../session/selection'
import { toast } from '../../session/toasts'
import { IconButton } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Section } from '../../ui/section'
import { Row } from './row'
import { useFold } from './use-fold'

/** Who is seen and heard in the recordings. */
export function People(): ReactNode {
  const [open, setOpen] = useFold('people')
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const selected = useSelection((state) => state.personId)
  return (
    <Section
      title="People"
      count={persons.length}
      open={open}
      onOpenChange={setOpen}
      tools={
        <IconButton label="Add a person" size="small" onClick={() => openDialog({ id: 'person', props: {} })}>
          <Plus size={14} />
        </IconButton>
      }
    >
      {persons.map((person) => (
        <Row
          key={person.id}
          name={person.name}
          icon={<AuthorDot color={person.color} kind="human" />}
          end={<small className="truncate">{person.details?.role ?? person.note}</small>}
          selected={person.id === selected}
          onOpen={() => select({ personId: person.id === selected ? undefined : person.id })}
          onRename={(name) => void savePerson({ id: person.id, name })}
          onDelete={() => void remove(person)}
          menu={(rename) => [
            { title: 'Rename', keys: 'F2', run: rename },
            {
              title: 'Facts, channel and colour…',
              run: () => openDialog({ id: 'person', props: { personId: person.id } })
            },
            {
              title: 'Merge with…',
              disabled: persons.length < 2,
              run: () => openDialog({ id: 'merge-persons', props: { personId: person.id } })
            },
            { kind: 'line' },
            { title: 'Delete', tone: 'bad', keys: 'Del', run: () => void remove(person) }
          ]}
        />
      ))}
    </Section>
  )
}

async function remove(person: Person): Promise<void> {
  if (await deletePerson(person.id))
    toast(`${person.name} is deleted.`, { action: { label: 'Undo', run: () => void undo() } })
}
