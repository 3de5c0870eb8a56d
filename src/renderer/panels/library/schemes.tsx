import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { openDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { deleteScheme } from '../../session/row-edits'
import { toast } from '../../session/toasts'
import { IconButton } from '../../ui/button'
import { Section } from '../../ui/section'
import { Row } from './row'
import { useFold } from './use-fold'

/** Label schemes in use; a click opens the editor. */
export function Schemes(): ReactNode {
  const [open, setOpen] = useFold('schemes')
  const schemes = useProject((state) => state.snapshot?.schemes) ?? []
  return (
    <Section
      title="Schemes"
      count={schemes.length}
      open={open}
      onOpenChange={setOpen}
      tools={
        <IconButton
          label="Add a label scheme"
          size="small"
          onClick={() => openDialog({ id: 'scheme', props: {} })}
        >
          <Plus size={14} />
        </IconButton>
      }
    >
      {schemes.map((scheme) => (
        <Row
          key={scheme.id}
          name={scheme.name}
          icon={<Swatches scheme={scheme} />}
          end={<small>{labelsOf(scheme).length || 'scale'}</small>}
          title={`${scheme.name}, version ${scheme.version}\n${labelsOf(scheme)
            .map((label) => label.name)
            .join(', ')}`}
          onOpen={() => openDialog({ id: 'scheme', props: { schemeId: scheme.id } })}
          onDelete={() => void remove(scheme)}
          menu={() => [
            { title: 'Edit…', run: () => openDialog({ id: 'scheme', props: { schemeId: scheme.id } }) },
            { kind: 'line' },
            { title: 'Delete', tone: 'bad', keys: 'Del', run: () => void remove(scheme) }
          ]}
        />
      ))}
    </Section>
  )
}

/** First four colours of a scheme, as a small strip. */
const Swatches = ({ scheme }: { scheme: SchemeRow }): ReactNode => (
  <span className="swatches" aria-hidden="true">
    {labelsOf(scheme)
      .slice(0, 4)
      .map((label) => (
        <i key={label.id} style={{ background: label.color }} />
      ))}
  </span>
)

async function remove(scheme: SchemeRow): Promise<void> {
  if (await deleteScheme(scheme.id))
    toast(`${scheme.name} is deleted.`, { action: { label: 'Undo', run: () => void undo() } })
}
