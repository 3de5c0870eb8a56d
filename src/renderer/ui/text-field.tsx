import type { ComponentProps, ReactNode } from 'react'
import { useId, useState } from 'react'
import { classNames } from './class-names'

/** A label above a control, a hint below. */
export function Field({
  label,
  hint,
  tone,
  children
}: {
  label: string
  hint?: ReactNode
  tone?: 'bad' | 'good'
  children: (id: string) => ReactNode
}): ReactNode {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && (
        <div className="hint" data-tone={tone}>
          {hint}
        </div>
      )}
    </div>
  )
}

/** One line of text. */
export const TextInput = ({
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'size'> & { readonly 'data-size'?: 'small' }): ReactNode => (
  <input
    type="text"
    autoComplete="off"
    spellCheck={false}
    {...props}
    className={classNames('input', className)}
  />
)

interface CommitInputProps {
  readonly label: string
  readonly value: string
  /** Called on Enter or when the field is left, only if the text changed. Answer false to refuse: the old text comes back. */
  readonly onCommit: (text: string) => boolean | void
  readonly onCancel?: () => void
  readonly autoFocus?: boolean
  readonly mono?: boolean
  readonly placeholder?: string
  readonly multiline?: boolean
  readonly disabled?: boolean
}

/** Text that takes effect on Enter or on leaving, and goes back on Escape. */
export function CommitInput({
  label,
  value,
  onCommit,
  onCancel,
  autoFocus,
  mono,
  placeholder,
  multiline,
  disabled
}: CommitInputProps): ReactNode {
  const [draft, setDraft] = useState<string>()
  const commit = (): void => {
    if (draft === undefined || draft === value) onCancel?.()
    else onCommit(draft)
    setDraft(undefined)
  }
  const common = {
    'aria-label': label,
    value: draft ?? value,
    placeholder,
    disabled,
    autoFocus,
    spellCheck: false,
    className: classNames('input', mono && 'mono'),
    'data-size': 'small',
    onFocus: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      event.currentTarget.select(),
    onChange: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      setDraft(event.currentTarget.value),
    onBlur: commit,
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.key === 'Escape') {
        event.stopPropagation()
        setDraft(undefined)
        onCancel?.()
      } else if (event.key === 'Enter' && !(multiline && event.shiftKey)) {
        event.preventDefault()
        event.currentTarget.blur()
      }
    }
  }
  return multiline ? <textarea rows={2} {...common} /> : <input type="text" {...common} />
}
