import { Plus, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PersonGroup } from '../../../shared/domain/study'
import { openDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { deleteGroup, saveGroup } from '../../session/study'
import { toast } from '../../session/toasts'
import { IconButton } from '../../ui/button'
import { Section } from '../../ui/section'
import { Row } from './row'
import { useFold } from './use-fold'

/** Persons who belong together; there from the second person on. */
export function Groups(): ReactNode {
  const [open, setOpen] = useFold('groups')
  const groups = useProject((state) => state.snapshot?.groupings) ?? []
  const persons = useProject((state) => state.index.persons)
  if (groups.length === 0 && persons.size < 2) return null
  return (
    <Section
      title="Groups"
      count={groups.length}
      open={open}
      onOpenChange={setOpen}
      tools={
        <IconButton label="Add a group" size="small" onClick={() => openDialog({ id: 'group', props: {} })}>
          <Plus size={14} />
        </IconButton>
      }
    >
      {groups.map((group) => {
        const edit = (): void => openDialog({ id: 'group', props: { groupId: group.id } })
        return (
          <Row
            key={group.id}
            name={group.name}
            icon={<Users size={12} aria-hidden="true" />}
            end={<small>{group.kind}</small>}
            title={group.personIds.map((id) => persons.get(id)?.name).join(', ')}
            onOpen={edit}
            onRename={(name) => void saveGroup({ id: group.id, name })}
            onDelete={() => void remove(group)}
            menu={(rename) => [
              { title: 'Who belongs to it…', run: edit },
              { title: 'Rename', keys: 'F2', run: rename },
              { kind: 'line' },
              { title: 'Delete', tone: 'bad', keys: 'Del', run: () => void remove(group) }
            ]}
          />
        )
      })}
    </Section>
  )
}

async function remove(group: PersonGroup): Promise<void> {
  if (await deleteGroup(group.id))
    toast(`${group.name} is deleted; its persons stay.`, {
      action: { label: 'Undo', run: () => void undo() }
    })
}
