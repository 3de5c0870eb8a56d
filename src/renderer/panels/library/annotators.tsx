import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Author } from '../../../shared/domain/rows'
import { chooseAuthor, useCurrentAuthor } from '../../session/author'
import { openDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { deleteAuthor, saveAuthor } from '../../session/row-edits'
import { toast } from '../../session/toasts'
import { IconButton } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Section } from '../../ui/section'
import { Row } from './row'
import { useFold } from './use-fold'

/** Who labels: people, gold standards and sources that came with the files. A click makes a person me. */
export function Annotators(): ReactNode {
  const [open, setOpen] = useFold('annotators')
  const authors = useProject((state) => state.snapshot?.authors) ?? []
  const me = useCurrentAuthor()
  const shown = authors.filter((author) => author.kind !== 'model').sort((a, b) => a.position - b.position)
  return (
    <Section
      title="Annotators"
      count={shown.length}
      open={open}
      onOpenChange={setOpen}
      tools={
        <IconButton
          label="Add an annotator"
          size="small"
          onClick={() => openDialog({ id: 'annotator', props: {} })}
        >
          <Plus size={14} />
        </IconButton>
      }
    >
      {shown.map((author) => (
        <Row
          key={author.id}
          name={author.name}
          icon={<AuthorDot color={author.color} kind={author.kind} />}
          end={
            <small>
              {[author.lead ? 'lead' : '', author.id === me?.id ? 'me' : author.lead ? '' : roleOf(author)]
                .filter(Boolean)
                .join(', ')}
            </small>
          }
          selected={author.id === me?.id}
          title={`${author.name}, ${roleOf(author)}${author.lead ? ', leads the study' : ''}${author.synthetic ? ', simulated' : ''}${author.kind === 'human' ? '\nClick to work as this annotator' : ''}`}
          onOpen={author.kind === 'human' ? () => chooseAuthor(author.id) : undefined}
          onRename={(name) => void saveAuthor({ id: author.id, name })}
          onDelete={() => void remove(author)}
          menu={(rename) => [
            {
              title: 'Work as this annotator',
              disabled: author.kind !== 'human',
              checked: author.id === me?.id,
              run: () => chooseAuthor(author.id)
            },
            { title: 'Rename', keys: 'F2', run: rename },
            {
              title: 'Colour, perspective and role…',
              run: () => openDialog({ id: 'annotator', props: { authorId: author.id } })
            },
            { kind: 'line' },
            { title: 'Delete', tone: 'bad', keys: 'Del', run: () => void remove(author) }
          ]}
        />
      ))}
      {shown.length === 0 && <p className="library-none">Nobody labels here yet. Add yourself to begin.</p>}
    </Section>
  )
}

const KINDS = { human: '', model: 'model', import: 'imported', gold: 'gold' } as const
const roleOf = (author: Author): string => KINDS[author.kind] || author.perspective

async function remove(author: Author): Promise<void> {
  if (await deleteAuthor(author.id))
    toast(`${author.name} is deleted.`, { action: { label: 'Undo', run: () => void undo() } })
}
