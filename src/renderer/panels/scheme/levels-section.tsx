import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { EditableAttribute, EditableLevel } from '../../../shared/scheme/editable-scheme'
import { moved, patched } from '../../../shared/scheme/label-edits'
import { Button } from '../../ui/button'
import { TextInput } from '../../ui/text-field'
import type { EditorDesk } from './editor-desk'
import { NumberInput, RowTools } from './fields'

/** Steps of a scale, or of the intensity of labels: a number and a name each. */
export function LevelsSection({
  desk,
  attribute
}: {
  desk: EditorDesk
  attribute: EditableAttribute
}): ReactNode {
  const levels = attribute.levels ?? []
  const save = (next: readonly EditableLevel[]): void => desk.patch(attribute.id, { levels: [...next] })
  const set = (index: number, patch: { value?: number; name?: string | undefined }): void =>
    save(levels.map((level, position) => (position === index ? patched(level, patch) : level)))
  return (
    <section className="scheme-part" aria-label="Levels">
      <h4>{attribute.type === 'ordinal' ? 'Steps' : 'Intensity'}</h4>
      {levels.map((level, index) => (
        <div key={index} className="scheme-level">
          <NumberInput
            label={`Value of level ${index + 1}`}
            value={level.value}
            onCommit={(value) => value !== undefined && set(index, { value })}
          />
          <TextInput
            data-size="small"
            aria-label={`Name of level ${index + 1}`}
            placeholder="without a name"
            value={level.name ?? ''}
            onChange={(event) =>
              set(index, { name: event.target.value === '' ? undefined : event.target.value })
            }
          />
          <RowTools
            name={`level ${level.value}`}
            index={index}
            count={levels.length}
            onMove={(step) => save(moved(levels, index, step))}
            onRemove={() => save(levels.filter((_, position) => position !== index))}
          />
        </div>
      ))}
      <Button
        size="small"
        className="scheme-add"
        onClick={() => save([...levels, { value: Math.max(-1, ...levels.map(({ value }) => value)) + 1 }])}
      >
        <Plus size={13} /> Add a level
      </Button>
    </section>
  )
}
