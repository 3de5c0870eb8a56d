import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { EditableAttribute } from '../../../shared/scheme/editable-scheme'
import {
  addLabel,
  moveLabel,
  nameLabel,
  removeLabel,
  setLabel,
  shownLabels
} from '../../../shared/scheme/label-edits'
import { Button } from '../../ui/button'
import { ColorInput } from '../../ui/color-field'
import { TextInput } from '../../ui/text-field'
import type { EditorDesk } from './editor-desk'
import { ListInput, RowTools, usedText } from './fields'
import { LabelDetails } from './label-details'

/** Labels of an attribute: a row each, and everything else about the chosen one below. */
export function LabelsSection({
  desk,
  attribute
}: {
  desk: EditorDesk
  attribute: EditableAttribute
}): ReactNode {
  const [chosen, setChosen] = useState<number>()
  const labels = attribute.labels ?? []
  const shown = shownLabels(desk.scheme, attribute.id)
  const { id } = attribute
  return (
    <section className="scheme-part" aria-label="Labels">
      <div className="scheme-edit-row" data-head>
        <span>Colour</span>
        <span>Name</span>
        <span>Letter</span>
        <span>Key</span>
        <span>Also called</span>
        <span className="scheme-uses">Uses</span>
        <span />
      </div>
      {labels.map((label, index) => {
        const look = shown[index]
        const name = look?.name ?? label.id
        const uses = desk.usesOf(id, 'label', label.id)
        const set = (patch: Parameters<typeof setLabel>[3]): void =>
          desk.change((scheme) => setLabel(scheme, id, index, patch))
        return (
          <div
            key={index}
            className="scheme-edit-row"
            data-chosen={index === chosen ? '' : undefined}
            onFocus={() => setChosen(index)}
          >
            <ColorInput
              label={`Colour of ${name}`}
              value={look?.color ?? '#888888'}
              onChange={(color) => set({ color })}
            />
            <TextInput
              data-size="small"
              aria-label={`Name of label ${index + 1}`}
              value={label.name?.['en'] ?? name}
              title={`id: ${label.id}`}
              onChange={(event) => {
                const typed = event.target.value
                desk.change((scheme) => nameLabel(scheme, id, index, typed, !desk.isKnown(id, label.id)))
              }}
            />
            <TextInput
              data-size="small"
              aria-label={`Letter of ${name}`}
              className="mono"
              maxLength={2}
              value={label.letter ?? look?.letter ?? ''}
              onChange={(event) => set({ letter: event.target.value })}
            />
            <TextInput
              data-size="small"
              aria-label={`Key of ${name}`}
              className="mono"
              maxLength={1}
              placeholder="none"
              value={look?.key ?? ''}
              onChange={(event) => set({ key: event.target.value.replace(/[^1-9]/g, '') })}
            />
            <ListInput
              label={`Other names of ${name}`}
              value={label.aliases}
              onCommit={(aliases) => set({ aliases })}
            />
            <span className="scheme-uses mono" title={usedText(uses)}>
              {uses > 0 ? uses : <span className="faint">0</span>}
            </span>
            <RowTools
              name={name}
              index={index}
              count={labels.length}
              kept={usedText(uses)}
              onMove={(step) => desk.change((scheme) => moveLabel(scheme, id, index, step))}
              onRemove={() => {
                setChosen(undefined)
                desk.change((scheme) => removeLabel(scheme, id, index))
              }}
            />
          </div>
        )
      })}
      <Button
        size="small"
        className="scheme-add"
        onClick={() => desk.change((scheme) => addLabel(scheme, id))}
      >
        <Plus size={13} /> Add a label
      </Button>
      {chosen !== undefined && labels[chosen] && (
        <LabelDetails desk={desk} attribute={attribute} index={chosen} />
      )}
    </section>
  )
}
