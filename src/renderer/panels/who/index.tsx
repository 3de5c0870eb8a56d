import type { ReactNode } from 'react'
import { useState } from 'react'
import { authorColor } from '../../../shared/domain/palette'
import { chooseAuthor, currentAuthorId } from '../../session/author'
import { closeDialog } from '../../session/dialogs'
import { iMayLead } from '../../session/lead'
import { authorOf, project } from '../../session/project'
import { saveAuthor } from '../../session/row-edits'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { ColorField } from '../../ui/color-field'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'

const PERSPECTIVES = [
  { id: 'observer', title: 'Observer', hint: 'rates what is seen and heard' },
  { id: 'self', title: 'Self-report', hint: 'rates what was felt' },
  { id: 'partner', title: 'Partner', hint: 'rates the other person' },
  { id: 'expert', title: 'Expert', hint: 'trained coder' },
  { id: 'crowd', title: 'Crowd', hint: 'one of many untrained raters' },
  { id: 'writer', title: 'Writer', hint: 'rates what was meant when it was written' },
  { id: 'reader', title: 'Reader', hint: 'rates what is read out of it' },
  { id: 'actor-intended', title: 'Actor', hint: 'what was to be expressed' },
  { id: 'stimulus-intended', title: 'Stimulus', hint: 'what was to be felt' }
]

/** Add an annotator, or change one. */
export default function Annotator({ authorId }: { authorId?: string }): ReactNode {
  const before = authorOf(authorId)
  const humans = [...project().index.authors.values()].filter((author) => author.kind === 'human')
  const [name, setName] = useState(before?.name ?? nextName(humans.map((author) => author.name)))
  const [color, setColor] = useState(before?.color ?? authorColor(project().index.authors.size))
  const [perspective, setPerspective] = useState(before?.perspective ?? 'observer')
  const [lead, setLead] = useState(before?.lead ?? humans.length === 0)
  const [asMe, setAsMe] = useState(true)
  const options = PERSPECTIVES.some((option) => option.id === perspective)
    ? PERSPECTIVES
    : [...PERSPECTIVES, { id: perspective, title: perspective, hint: '' }]

  const save = async (): Promise<void> => {
    const id = before?.id ?? crypto.randomUUID()
    const done = await saveAuthor(
      {
        id,
        name: name.trim(),
        color,
        perspective,
        ...(before && lead === (before.lead ?? false) ? {} : { lead })
      },
      currentAuthorId() ?? id
    )
    if (!done) return
    if (!before && asMe) chooseAuthor(id)
    closeDialog()
  }
  return (
    <Dialog
      title={before ? `Annotator ${before.name}` : 'Add an annotator'}
      widthPx={420}
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
      <Field label="Name">
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
      <Field label="Perspective">
        {(id) => (
          <Select
            id={id}
            label="Perspective"
            value={perspective}
            options={options}
            onChange={setPerspective}
          />
        )}
      </Field>
      <ColorField label="Colour" value={color} onChange={setColor} />
      <Checkbox checked={lead} onChange={setLead} disabled={humans.length > 0 && !iMayLead()}>
        Leads the study: gives work, locks and reveals it, decides gold standards
      </Checkbox>
      {!before && (
        <Checkbox checked={asMe} onChange={setAsMe}>
          Work as this annotator now
        </Checkbox>
      )}
    </Dialog>
  )
}

/** The next free name: Rater A, Rater B, ... */
export function nextName(taken: readonly string[]): string {
  for (let index = 0; index < 26; index++) {
    const name = `Rater ${String.fromCharCode(65 + index)}`
    if (!taken.includes(name)) return name
  }
  return `Rater ${taken.length + 1}`
}
