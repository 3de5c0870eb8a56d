import type { ReactNode } from 'react'

interface ScaleProps {
  readonly label: string
  readonly values: readonly number[]
  readonly names: readonly string[]
  /** What each step means, where that is said. */
  readonly titles?: readonly (string | undefined)[]
  /** Without its name, which stands elsewhere. */
  readonly bare?: boolean
  readonly value: number | undefined
  readonly disabled: boolean
  /** null: taken off. */
  readonly onChange: (value: number | null) => void
}

/** A short row of steps of which one may be on. */
export function Scale({
  label,
  values,
  names,
  titles,
  bare = false,
  value,
  disabled,
  onChange
}: ScaleProps): ReactNode {
  return (
    <div className="scale" role="group" aria-label={label}>
      {!bare && <span title={label}>{label}</span>}
      <div>
        {values.map((step, index) => (
          <button
            key={step}
            type="button"
            disabled={disabled}
            aria-pressed={value !== undefined && Math.abs(value - step) < 1e-6}
            aria-label={`${label} ${names[index] ?? step}`}
            title={titles?.[index]}
            onClick={() => onChange(value === step ? null : step)}
          >
            {names[index]}
          </button>
        ))}
      </div>
    </div>
  )
}
