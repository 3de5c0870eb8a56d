import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { call } from '../../client'
import { closeDialog } from '../../session/dialogs'
import { createProject, importPaths } from '../../session/open'
import { project } from '../../session/project'
import { saveAuthor, saveScheme } from '../../session/row-edits'
import { toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { LabelChip } from '../../ui/chip'
import { Dialog } from '../../ui/dialog'
import { baseName, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import { whenOpen } from '../../session/when-open'
import { chooseAuthor } from '../../session/author'

/** A name, who works in it, and a place for it. Files that were dropped are imported into it. */
export default function NewProject({ paths = [] }: { paths?: readonly string[] }): ReactNode {
  const [name, setName] = useState(paths.length === 1 ? baseName(paths[0] ?? '').replace(/\.[^.]+$/, '') : '')
  const [annotator, setAnnotator] = useState('')
  const schemes = useSchemes()
  const [schemeId, setSchemeId] = useState(USUAL_SCHEME)
  const scheme = schemes.find((candidate) => candidate.id === schemeId)
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
    const me = await addMe(annotator.trim())
    if (scheme && !project().index.schemes.has(scheme.id)) await saveScheme(scheme.document, me)
    if (paths.length > 0) await importPaths(paths, { authorId: me })
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
      <Field label="Labels" hint="Can be changed, and more schemes added, at any time.">
        {(id) => (
          <Select
            id={id}
            label="Labels"
            value={schemeId}
            options={schemes.map((candidate) => ({ id: candidate.id, title: candidate.name }))}
            onChange={setSchemeId}
          />
        )}
      </Field>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 5 }}>
        {labelsOf(scheme).map((label) => (
          <LabelChip key={label.id} label={label} />
        ))}
      </div>
      {paths.length > 0 && <p className="muted">{plural(paths.length, 'file')} will be imported into it.</p>}
      <p className="faint">
        A project is a folder with one database file and a cache. Recordings stay where they are and are never
        changed.
      </p>
    </Dialog>
  )
}

/** Neutral and Ekman's six: what most corpora of the field use. */
const USUAL_SCHEME = 'ekman7'

/** Ready-made schemes that have labels to choose from. */
function useSchemes(): readonly SchemeRow[] {
  const [schemes, setSchemes] = useState<readonly SchemeRow[]>([])
  useEffect(
    () =>
      void call('scheme.presets').then(
        (presets) => setSchemes(presets.filter((preset) => labelsOf(preset).length > 1)),
        toastError
      ),
    []
  )
  return schemes
}

/** A new project may come with an annotator of its own; otherwise make one. */
async function addMe(name: string): Promise<string | undefined> {
  const humans = [...project().index.authors.values()].filter((author) => author.kind === 'human')
  const [first] = humans
  if (first && name === '') return first.id
  const id = first?.id ?? crypto.randomUUID()
  if (!(await saveAuthor({ id, name: name || 'Rater A' }, id))) return first?.id
  chooseAuthor(id)
  return id
}
