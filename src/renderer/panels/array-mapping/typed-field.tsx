import type { ReactNode } from 'react'
import { useState } from 'react'
import { Field, TextInput } from '../../ui/text-field'

interface TypedFieldProps<T> {
  readonly label: string
  readonly hint?: string
  readonly value: T
  readonly text: (value: T) => string
  /** Undefined: what is typed means nothing yet. */
  readonly parse: (text: string) => T | undefined
  readonly onChange: (value: T) => void
  readonly multiline?: boolean
  readonly placeholder?: string
}

/** A field whose text stands for a value; what is typed stays as typed while it means the value. */
export function TypedField<T>({
  label,
  hint,
  value,
  text,
  parse,
  onChange,
  multiline,
  placeholder
}: TypedFieldProps<T>): ReactNode {
  const [typed, setTyped] = useState<string>()
  const parsed = typed === undefined ? undefined : parse(typed)
  // Another array or preset was chosen meanwhile: what it says is shown.
  const own = typed !== undefined && (parsed === undefined || text(parsed) === text(value))
  const shown = own ? typed : text(value)
  const change = (next: string): void => {
    setTyped(next)
    const meant = parse(next)
    if (meant !== undefined) onChange(meant)
  }
  return (
    <Field label={label} hint={hint}>
      {(id) =>
        multiline ? (
          <textarea
            id={id}
            className="input"
            rows={2}
            spellCheck={false}
            placeholder={placeholder}
            value={shown}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <TextInput
            id={id}
            placeholder={placeholder}
            value={shown}
            onChange={(event) => change(event.target.value)}
          />
        )
      }
    </Field>
  )
}
