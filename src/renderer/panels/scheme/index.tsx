import { CopyPlus, Download, FileInput } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import type { EditableScheme } from '../../../shared/scheme/editable-scheme'
import { copyScheme, emptyScheme } from '../../../shared/scheme/new-scheme'
import { schemeFaults } from '../../../shared/scheme/scheme-faults'
import { call } from '../../client'
import { closeDialog, openDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { saveScheme } from '../../session/row-edits'
import { toast, toastError } from '../../session/toasts'
import { Button, IconButton } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { TextInput } from '../../ui/text-field'
import { editableOf } from './editor-desk'
import { SchemeEditor } from './scheme-editor'
import { exportScheme, importScheme } from './scheme-files'
import { SchemeList } from './scheme-list'
import './scheme.css'
import './scheme-editor.css'

/** What is being edited: the document, and whether it is in the project. */
interface Editing {
  readonly scheme: EditableScheme
  readonly stored: SchemeRow | undefined
}

/** Choose, make, change, read and write label schemes. */
export default function Scheme({
  schemeId,
  missing
}: {
  schemeId?: string
  missing?: readonly string[]
}): ReactNode {
  const schemes = useProject((state) => state.snapshot?.schemes) ?? []
  const presets = usePresets()
  const [editing, setEditing] = useState<Editing | undefined>(() => editingOf(schemes, schemeId))
  const [query, setQuery] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const known = new Set(schemes.map((scheme) => scheme.id))
  const others = presets.filter((preset) => !known.has(preset.id))
  const matches = (scheme: SchemeRow): boolean =>
    `${scheme.name} ${scheme.id} ${labelsOf(scheme)
      .map((label) => label.name)
      .join(' ')}`
      .toLowerCase()
      .includes(query.toLowerCase())

  if (editing)
    return (
      <SchemeEditor
        key={editing.scheme.id}
        scheme={editing.scheme}
        stored={editing.stored}
        targets={[...schemes, ...others]}
        inProject={known}
        missing={editing.stored?.id === schemeId ? missing : undefined}
        onBack={() => setEditing(undefined)}
        onClose={closeDialog}
      />
    )

  const add = async (scheme: SchemeRow): Promise<void> => {
    if (await saveScheme(scheme.document)) toast(`${scheme.name} is in the project now.`, { tone: 'good' })
  }
  const edit = (scheme: SchemeRow): void => {
    const found = editingOf(schemes, scheme.id)
    // A questionnaire is kept as a scheme and has an editor of its own.
    if (isQuestionnaire(scheme)) openDialog({ id: 'questionnaire', props: { questionnaireId: scheme.id } })
    else if (found) setEditing(found)
    else toast(`${scheme.name} cannot be edited: it has parts that are no label scheme.`, { tone: 'bad' })
  }
  const duplicate = (scheme: SchemeRow): void => {
    const copy = copyScheme(scheme, [...known])
    if (copy) setEditing({ scheme: copy, stored: undefined })
  }
  const read = async (chosen: File | undefined): Promise<void> => {
    const scheme = chosen && (await importScheme(chosen))
    if (!scheme) return
    setEditing({ scheme, stored: schemes.find(({ id }) => id === scheme.id) })
    const [fault] = schemeFaults(scheme)
    toast(
      known.has(scheme.id)
        ? `${scheme.name} is in the project already; saving makes this its next version.`
        : fault
          ? `${scheme.name} is read; one thing is still to be mended.`
          : `${scheme.name} is read; save it to have it in the project.`
    )
  }
  return (
    <Dialog
      title="Label schemes"
      widthPx={760}
      onClose={closeDialog}
      head={
        <TextInput
          data-size="small"
          style={{ width: 220 }}
          placeholder="Find a scheme or a label"
          aria-label="Find a scheme or a label"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      }
      foot={
        <>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label="Scheme file"
            onChange={(event) => {
              const [chosen] = event.target.files ?? []
              event.target.value = ''
              void read(chosen)
            }}
          />
          <Button onClick={() => file.current?.click()}>
            <FileInput size={14} /> Import JSON…
          </Button>
          <span className="grow" />
          <Button
            tone="primary"
            onClick={() => setEditing({ scheme: emptyScheme([...known]), stored: undefined })}
          >
            New scheme
          </Button>
        </>
      }
    >
      <SchemeList
        title="In this project"
        schemes={schemes.filter(matches)}
        empty="No scheme yet: add a preset, or make your own."
      >
        {(scheme) => (
          <>
            <IconButton
              label={`Export ${scheme.name} as JSON`}
              size="small"
              onClick={() => {
                const document = editableOf(scheme)
                if (document) exportScheme(document)
              }}
            >
              <Download size={13} />
            </IconButton>
            <Button size="small" onClick={() => duplicate(scheme)}>
              <CopyPlus size={13} /> Duplicate
            </Button>
            <Button size="small" onClick={() => edit(scheme)}>
              Edit
            </Button>
          </>
        )}
      </SchemeList>
      <SchemeList title="Presets" schemes={others.filter(matches)} empty="Nothing found.">
        {(scheme) => (
          <>
            <Button size="small" onClick={() => duplicate(scheme)}>
              <CopyPlus size={13} /> Duplicate
            </Button>
            <Button size="small" onClick={() => void add(scheme)}>
              Add
            </Button>
          </>
        )}
      </SchemeList>
    </Dialog>
  )
}

function editingOf(schemes: readonly SchemeRow[], id: string | undefined): Editing | undefined {
  const stored = schemes.find((scheme) => scheme.id === id)
  if (!stored || isQuestionnaire(stored)) return undefined
  const scheme = editableOf(stored)
  return scheme && { scheme, stored }
}

const isQuestionnaire = ({ document }: SchemeRow): boolean =>
  typeof document === 'object' && document !== null && 'questionnaire' in document

function usePresets(): readonly SchemeRow[] {
  const [presets, setPresets] = useState<readonly SchemeRow[]>([])
  useEffect(() => void call('scheme.presets').then(setPresets, toastError), [])
  return presets
}
