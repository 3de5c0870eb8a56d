import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { listFrom } from '../../../shared/scheme/list-from'
import { IconButton } from '../../ui/button'
import { Select } from '../../ui/select'
import { CommitInput, TextInput } from '../../ui/text-field'

/** A caption above a control; the control has its own name. */
export const Captioned = ({ title, children }: { title: string; children: ReactNode }): ReactNode => (
  <div className="field">
    <span className="field-label">{title}</span>
    {children}
  </div>
)

/** A number that may be absent; anything that is no number is refused. */
export const NumberInput = ({
  label,
  value,
  placeholder,
  onCommit
}: {
  label: string
  value: number | undefined
  placeholder?: string
  onCommit: (value: number | undefined) => void
}): ReactNode => (
  <CommitInput
    label={label}
    mono
    placeholder={placeholder ?? 'none'}
    value={value === undefined ? '' : String(value)}
    onCommit={(text) => {
      const typed = text.trim().replace(',', '.')
      if (typed === '') return onCommit(undefined)
      const number = Number(typed)
      if (!Number.isFinite(number)) return false
      onCommit(number)
      return true
    }}
  />
)

/** Texts between commas, taken over while they are typed; none are absent. */
export function ListInput({
  label,
  value = [],
  placeholder = 'none',
  multiline = false,
  onCommit
}: {
  label: string
  value: readonly string[] | undefined
  placeholder?: string
  multiline?: boolean
  onCommit: (value: string[] | undefined) => void
}): ReactNode {
  const [typed, setTyped] = useState('')
  // What is typed is shown as long as it means what is kept: a comma at the end is on its way to another word.
  const means = listFrom(typed)
  const text = means.join('\n') === value.join('\n') ? typed : value.join(', ')
  const common = {
    'aria-label': label,
    placeholder,
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => {
      const next = event.currentTarget.value
      const list = listFrom(next)
      setTyped(next)
      onCommit(list.length === 0 ? undefined : list)
    }
  }
  return multiline ? (
    <textarea rows={2} className="input" spellCheck={false} {...common} />
  ) : (
    <TextInput data-size="small" {...common} />
  )
}

const NONE = 'none:'

/** One of a list, or nothing. */
export const OptionalSelect = ({
  label,
  value,
  none = 'none',
  options,
  onChange
}: {
  label: string
  value: string | undefined
  none?: string
  options: readonly { readonly id: string; readonly title: string }[]
  onChange: (id: string | undefined) => void
}): ReactNode => (
  <Select
    label={label}
    size="small"
    value={value ?? NONE}
    options={[{ id: NONE, title: <span className="faint">{none}</span> }, ...options]}
    onChange={(id) => onChange(id === NONE ? undefined : id)}
  />
)

/** Up, down and away. `kept`: why it cannot go. */
export const RowTools = ({
  name,
  index,
  count,
  kept,
  onMove,
  onRemove
}: {
  name: string
  index: number
  count: number
  kept?: string | undefined
  onMove: (step: 1 | -1) => void
  onRemove: () => void
}): ReactNode => (
  <span className="scheme-tools">
    <IconButton label={`Move ${name} up`} size="small" disabled={index === 0} onClick={() => onMove(-1)}>
      <ArrowUp size={13} />
    </IconButton>
    <IconButton
      label={`Move ${name} down`}
      size="small"
      disabled={index === count - 1}
      onClick={() => onMove(1)}
    >
      <ArrowDown size={13} />
    </IconButton>
    <IconButton
      label={kept === undefined ? `Remove ${name}` : `${name} cannot be removed: ${kept}`}
      size="small"
      aria-disabled={kept !== undefined}
      onClick={() => kept === undefined && onRemove()}
    >
      <Trash2 size={13} />
    </IconButton>
  </span>
)

/** "used by 3 segments", or undefined for nobody. */
export const usedText = (count: number): string | undefined =>
  count === 0 ? undefined : `used by ${count} ${count === 1 ? 'segment' : 'segments'}`
