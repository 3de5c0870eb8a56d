import type { ReactNode } from 'react'
import { useState } from 'react'
import { Field } from '../../../ui/text-field'

interface ListFieldProps {
  readonly label: string
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly hint?: ReactNode
  readonly bad?: boolean
}

/** Names that are pasted or typed: one on each line, or with commas, semicolons or tabs between them; quotes and brackets around them are left out. */
export function ListField({ label, values, onChange, hint, bad = false }: ListFieldProps): ReactNode {
  const [typed, setTyped] = useState<string>()
  return (
    <Field label={label} hint={hint} {...(bad ? { tone: 'bad' } : {})}>
      {(id) => (
        <textarea
          id={id}
          className="input wizard-list mono"
          rows={Math.max(2, Math.min(8, values.length))}
          spellCheck={false}
          value={typed ?? values.join('\n')}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            onChange(namesIn(event.currentTarget.value))
          }}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  )
}

const namesIn = (text: string): readonly string[] =>
  text
    .split(/[\n,;\t]/u)
    .map((name) => name.trim().replaceAll(/^[[("']+|[\])"']+$/gu, ''))
    .filter((name) => name !== '')
