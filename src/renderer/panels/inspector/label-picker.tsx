import type { ReactNode } from 'react'
import type { Label } from '../../../shared/domain/scheme'
import { colorVar } from '../../ui/chip'

interface LabelPickerProps {
  readonly labels: readonly Label[]
  readonly value: string | undefined
  readonly disabled: boolean
  readonly onChange: (label: string | null) => void
  /** Id of the label of a declined rating. */
  readonly cannotRate: string
  /** Parts of compound labels. */
  readonly mixOf?: ReadonlyMap<string, readonly string[]>
}

/** All labels of the scheme; a click labels, a second click takes the label off. */
export function LabelPicker({
  labels,
  value,
  disabled,
  onChange,
  cannotRate,
  mixOf
}: LabelPickerProps): ReactNode {
  const options: readonly Pick<Label, 'id' | 'name' | 'color' | 'letter' | 'key' | 'definition'>[] = [
    ...labels,
    { id: cannotRate, name: 'Cannot rate', color: '#7d8590', letter: '?', key: '0' }
  ]
  return (
    <div className="label-picker" role="group" aria-label="Label">
      {options.map((label) => (
        <button
          key={label.id}
          type="button"
          className="chip"
          style={colorVar(label.color)}
          disabled={disabled}
          aria-pressed={label.id === value}
          title={[label.definition, mixOf?.get(label.id)?.join(' and '), label.key && `Key ${label.key}`]
            .filter(Boolean)
            .join('\n')}
          onClick={() => onChange(label.id === value ? null : label.id)}
        >
          <u aria-hidden="true">{label.letter}</u>
          {label.name}
        </button>
      ))}
    </div>
  )
}
