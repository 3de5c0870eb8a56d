import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { resolveLabels } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { saveScheme } from '../../session/row-edits'
import { toast } from '../../session/toasts'
import { Button, IconButton } from '../../ui/button'
import { colorVar, LabelChip } from '../../ui/chip'
import { ColorInput } from '../../ui/color-field'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/text-field'
import { addLabel, aliasesOf, documentOf, faultsOf, idFrom, moveLabel } from './scheme-draft'
import type { DraftLabel, SchemeDraft } from './scheme-draft'

interface SchemeEditorProps {
  readonly draft: SchemeDraft
  /** The scheme as the project has it; absent for a new one. */
  readonly stored: SchemeRow | undefined
  /** Labels of others that have no counterpart here, told by a comparison. */
  readonly missing?: readonly string[]
  readonly onBack: () => void
  readonly onClose: () => void
}

/** Labels of one scheme: names, colours, letters and keys, with what they will look like. */
export function SchemeEditor({
  draft: initial,
  stored,
  missing = [],
  onBack,
  onClose
}: SchemeEditorProps): ReactNode {
  const [draft, setDraft] = useState(initial)
  const faults = faultsOf(draft)
  const names = new Set(draft.labels.flatMap(({ id, aliases }) => [id, ...aliasesOf(aliases)].map(fold)))
  const unpaired = missing.filter((label) => !names.has(fold(label)))
  const preview = resolveLabels(documentOf(draft))
  const setLabel = (index: number, patch: Partial<DraftLabel>): void =>
    setDraft((now) => ({
      ...now,
      labels: now.labels.map((label, position) =>
        position === index ? renamed({ ...label, ...patch }, patch, now) : label
      )
    }))
  const save = async (): Promise<void> => {
    const done = await saveScheme(documentOf({ ...draft, name: draft.name.trim() }))
    if (!done) return
    toast(stored ? `${draft.name} is saved as its next version.` : `${draft.name} is in the project now.`, {
      tone: 'good'
    })
    onClose()
  }
  return (
    <Dialog
      title={stored ? `Edit ${stored.name}` : 'New scheme'}
      widthPx={820}
      onClose={onClose}
      foot={
        <>
          <Button tone="quiet" onClick={onBack}>
            All schemes
          </Button>
          <span className="grow scheme-fault" role="status">
            {faults[0]}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" disabled={faults.length > 0} onClick={() => void save()}>
            {stored ? `Save version ${nextVersion(stored.version)}` : 'Save'}
          </Button>
        </>
      }
    >
      <Field label="Name">
        {(id) => (
          <TextInput
            id={id}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      {unpaired.length > 0 && (
        <p className="note" role="note">
          Without a counterpart here: {unpaired.map((label) => `“${label}”`).join(', ')}. Write each under
          “Also called” of the label it means, and the two are compared as one.
        </p>
      )}
      <div className="scheme-edit">
        <div className="scheme-edit-row" data-head>
          <span>Colour</span>
          <span>Name</span>
          <span>Letter</span>
          <span>Key</span>
          <span>Also called</span>
          <span />
        </div>
        {draft.labels.map((label, index) => (
          <div key={index} className="scheme-edit-row">
            <ColorInput
              label={`Colour of ${label.name}`}
              value={label.color}
              onChange={(color) => setLabel(index, { color })}
            />
            <TextInput
              data-size="small"
              aria-label={`Name of label ${index + 1}`}
              value={label.name}
              title={`id: ${label.id}`}
              onChange={(event) => setLabel(index, { name: event.target.value })}
            />
            <TextInput
              data-size="small"
              aria-label={`Letter of ${label.name}`}
              className="mono"
              maxLength={2}
              value={label.letter}
              onChange={(event) => setLabel(index, { letter: event.target.value })}
            />
            <TextInput
              data-size="small"
              aria-label={`Key of ${label.name}`}
              className="mono"
              maxLength={1}
              placeholder="none"
              value={label.key}
              onChange={(event) => setLabel(index, { key: event.target.value.replace(/[^1-9]/g, '') })}
            />
            <TextInput
              data-size="small"
              aria-label={`Other names of ${label.name}`}
              placeholder="none"
              title="Names of the same label elsewhere, between commas. Comparisons pair them whatever their case."
              value={label.aliases}
              onChange={(event) => setLabel(index, { aliases: event.target.value })}
            />
            <span className="scheme-tools">
              <IconButton
                label={`Move ${label.name} up`}
                size="small"
                disabled={index === 0}
                onClick={() => setDraft(moveLabel(draft, index, -1))}
              >
                <ArrowUp size={13} />
              </IconButton>
              <IconButton
                label={`Move ${label.name} down`}
                size="small"
                disabled={index === draft.labels.length - 1}
                onClick={() => setDraft(moveLabel(draft, index, 1))}
              >
                <ArrowDown size={13} />
              </IconButton>
              <IconButton
                label={`Remove ${label.name}`}
                size="small"
                onClick={() =>
                  setDraft({ ...draft, labels: draft.labels.filter((_, position) => position !== index) })
                }
              >
                <Trash2 size={13} />
              </IconButton>
            </span>
          </div>
        ))}
        <Button
          size="small"
          onClick={() => setDraft(addLabel(draft))}
          style={{ alignSelf: 'flex-start', marginTop: 6 }}
        >
          <Plus size={13} /> Add a label
        </Button>
      </div>
      <div className="field">
        <span className="field-label">Looks like this, by people and by models</span>
        <div className="scheme-preview">
          {preview.map((label) => (
            <span key={label.id} className="scheme-segment" style={colorVar(label.color)}>
              {label.letter} · {label.name}
            </span>
          ))}
        </div>
        <div className="scheme-preview">
          {preview.map((label) => (
            <LabelChip key={label.id} label={label} origin="model" note={label.key} />
          ))}
        </div>
      </div>
      {stored && (
        <p className="faint">
          A label in use cannot be removed; the project says how many segments use it. Renaming keeps its id,
          so nothing that was labelled changes.
        </p>
      )}
    </Dialog>
  )
}

const fold = (text: string): string => text.trim().toLowerCase()

/** The id of a label that is not stored yet follows its name. */
function renamed(label: DraftLabel, patch: Partial<DraftLabel>, draft: SchemeDraft): DraftLabel {
  if (!label.isNew || patch.name === undefined) return label
  const others = draft.labels.filter((other) => other.id !== label.id).map((other) => other.id)
  return { ...label, id: idFrom(patch.name, others) }
}

const nextVersion = (version: string): string => {
  const match = /^(.*?)(\d+)$/.exec(version)
  return match ? `${match[1] ?? ''}${Number(match[2]) + 1}` : `${version}.1`
}
