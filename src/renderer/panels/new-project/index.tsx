import type { ReactNode } from 'react'
import { useState } from 'react'
import { call } from '../../client'
import { closeDialog } from '../../session/dialogs'
import { createProject, importPaths } from '../../session/open'
import { project } from '../../session/project'
import { saveAuthor } from '../../session/row-edits'
import { toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { baseName, plural } from '../../ui/format'
import { Field, TextInput } from '../../ui/text-field'
import { whenOpen } from '../../session/when-open'
import { chooseAuthor } from '../../session/author'

/** A name, who works in it, and a place for it. Files that were dropped are imported into it. */
export default function NewProject({ paths = [] }: { paths?: readonly string[] }): ReactNode {
  const [name, setName] = useState(paths.length === 1 ? baseName(paths[0] ?? '').replace(/\.[^.]+$/, '') : '')
  const [annotator, setAnnotator] = useState('')
  const [busy, setBusy] = useState(false)
  const usable = name.trim() !== ''

  const create = async (): Promise<void> => {
    const folder = await call('dialog.newProject', { name: name.trim() })
    if (folder === undefined) return
    setBusy(true)
    const made = await createProject(folder, name.trim())
    setBusy(false)
    if (!made) return
    closeDialog()
    await whenOpen()
    await addMe(annotator.trim())
    if (paths.length > 0) await importPaths(paths)
  }

  return (
    <Dialog
      title="New project"
      widthPx={460}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!usable || busy} onClick={() => void create().catch(toastError)}>
            Choose a folder and create
          </Button>
        </>
      }
    >
      <Field label="Name">
        {(id) => (
          <TextInput
            id={id}
            autoFocus
            placeholder="Dyads 2026"
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && usable && void create().catch(toastError)}
          />
        )}
      </Field>
      <Field
        label="You label as"
        hint="Your name or a pseudonym; every edit carries it. More annotators can be added later."
      >
        {(id) => (
          <TextInput
            id={id}
            placeholder="Rater A"
            value={annotator}
            onChange={(event) => setAnnotator(event.target.value)}
          />
        )}
      </Field>
      {paths.length > 0 && <p className="muted">{plural(paths.length, 'file')} will be imported into it.</p>}
      <p className="faint">
        A project is a folder with one database file and a cache. Recordings stay where they are and are never
        changed.
      </p>
    </Dialog>
  )
}

/** A new project may come with an annotator of its own; otherwise make one. */
async function addMe(name: string): Promise<void> {
  const humans = [...project().index.authors.values()].filter((author) => author.kind === 'human')
  const [first] = humans
  if (first && name === '') return
  const id = first?.id ?? crypto.randomUUID()
  if (await saveAuthor({ id, name: name || 'Rater A' }, id)) chooseAuthor(id)
}
