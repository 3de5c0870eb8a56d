import type { ReactNode } from 'react'
import { useState } from 'react'
import { Field, TextInput } from '../../../ui/text-field'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly min?: number
  readonly max?: number
  readonly whole?: boolean
  readonly hint?: ReactNode
}

/** A number; what is none, or lies outside, stays in the field and is not taken. */
export function NumberField({
  label,
  value,
  onChange,
  min = -Infinity,
  max = Infinity,
  whole = false,
  hint
}: NumberFieldProps): ReactNode {
  const [typed, setTyped] = useState<string>()
  const read = (text: string): number | undefined => {
    const number = Number(text.replace(',', '.'))
    const fits = text.trim() !== '' && number >= min && number <= max && (!whole || Number.isInteger(number))
    return fits ? number : undefined
  }
  const wrong = typed !== undefined && read(typed) === undefined
  return (
    <Field label={label} hint={wrong ? wanted(min, max, whole) : hint} {...(wrong ? { tone: 'bad' } : {})}>
      {(id) => (
        <TextInput
          id={id}
          inputMode="decimal"
          aria-invalid={wrong}
          value={typed ?? String(Number(value.toPrecision(8)))}
          onChange={(event) => {
            const text = event.currentTarget.value
            setTyped(text)
            const number = read(text)
            if (number !== undefined) onChange(number)
          }}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  )
}

function wanted(min: number, max: number, whole: boolean): string {
  const kind = whole ? 'A whole number' : 'A number'
  if (min > -Infinity && max < Infinity) return `${kind} from ${min} to ${max}.`
  return min > -Infinity ? `${kind} from ${min} on.` : `${kind}.`
}
