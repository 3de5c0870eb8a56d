import { CopyPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { call } from '../../client'
import { closeDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { saveScheme } from '../../session/row-edits'
import { toast, toastError } from '../../session/toasts'
import { Badge, LabelChip } from '../../ui/chip'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { TextInput } from '../../ui/text-field'
import { SchemeEditor } from './scheme-editor'
import { copyScheme, draftOf, emptyScheme } from './scheme-draft'
import './scheme.css'

/** Choose, make and change label schemes. */
export default function Scheme({
  schemeId,
  missing
}: {
  schemeId?: string
  missing?: readonly string[]
}): ReactNode {
  const schemes = useProject((state) => state.snapshot?.schemes) ?? []
  const presets = usePresets()
  const [editing, setEditing] = useState<SchemeRow | undefined>(() =>
    schemes.find((scheme) => scheme.id === schemeId)
  )
  const [query, setQuery] = useState('')
  const known = new Set(schemes.map((scheme) => scheme.id))
  const matches = (scheme: SchemeRow): boolean =>
    `${scheme.name} ${scheme.id} ${labelsOf(scheme)
      .map((label) => label.name)
      .join(' ')}`
      .toLowerCase()
      .includes(query.toLowerCase())

  if (editing) {
    const stored = schemes.find((scheme) => scheme.id === editing.id)
    return (
      <SchemeEditor
        key={editing.id}
        draft={draftOf(editing)}
        stored={stored}
        missing={editing.id === schemeId ? missing : undefined}
        onBack={() => setEditing(undefined)}
        onClose={closeDialog}
      />
    )
  }
  const add = async (scheme: SchemeRow): Promise<void> => {
    if (await saveScheme(scheme.document)) toast(`${scheme.name} is in the project now.`, { tone: 'good' })
  }
  return (
    <Dialog
      title="Label schemes"
      widthPx={720}
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
        <Button tone="primary" onClick={() => setEditing(emptyScheme([...known]))}>
          New scheme
        </Button>
      }
    >
      <List
        title="In this project"
        schemes={schemes.filter(matches)}
        empty="No scheme yet: add a preset, or make your own."
      >
        {(scheme) => (
          <>
            <Button size="small" onClick={() => setEditing(copyScheme(scheme, [...known]))}>
              <CopyPlus size={13} /> Duplicate
            </Button>
            <Button size="small" onClick={() => setEditing(scheme)}>
              Edit
            </Button>
          </>
        )}
      </List>
      <List
        title="Presets"
        schemes={presets.filter((preset) => !known.has(preset.id) && matches(preset))}
        empty="Nothing found."
      >
        {(scheme) => (
          <>
            <Button size="small" onClick={() => setEditing(copyScheme(scheme, [...known]))}>
              <CopyPlus size={13} /> Duplicate
            </Button>
            <Button size="small" onClick={() => void add(scheme)}>
              Add
            </Button>
          </>
        )}
      </List>
    </Dialog>
  )
}

function usePresets(): readonly SchemeRow[] {
  const [presets, setPresets] = useState<readonly SchemeRow[]>([])
  useEffect(() => void call('scheme.presets').then(setPresets, toastError), [])
  return presets
}

/** Labels shown of a scheme in the list; long ones say how many more there are. */
const SHOWN = 9

function List({
  title,
  schemes,
  empty,
  children
}: {
  title: string
  schemes: readonly SchemeRow[]
  empty: string
  children: (scheme: SchemeRow) => ReactNode
}): ReactNode {
  return (
    <section className="scheme-list">
      <h3 className="section-head" style={{ margin: '0 0 4px' }}>
        {title}
      </h3>
      {schemes.map((scheme) => {
        const labels = labelsOf(scheme)
        return (
          <div key={scheme.id} className="scheme-row">
            <div className="grow">
              <div className="scheme-name">
                <b>{scheme.name}</b>
                {labels.length === 0 && <Badge>scale</Badge>}
              </div>
              <div className="scheme-labels">
                {labels.slice(0, SHOWN).map((label) => (
                  <LabelChip key={label.id} label={label} />
                ))}
                {labels.length > SHOWN && <span className="faint">and {labels.length - SHOWN} more</span>}
              </div>
            </div>
            {children(scheme)}
          </div>
        )
      })}
      {schemes.length === 0 && <p className="muted">{empty}</p>}
    </section>
  )
}
