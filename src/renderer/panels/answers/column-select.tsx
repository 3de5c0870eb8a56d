import type { ReactNode } from 'react'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'

const NONE = '\u0000none'

interface ColumnSelectProps {
  readonly label: string
  readonly value: string | undefined
  readonly columns: readonly string[]
  readonly onChange: (column: string | undefined) => void
  /** What stands for no column; absent: one must be chosen. */
  readonly none?: string
  readonly hint?: string
}

/** One of the file's columns, or none. */
export const ColumnSelect = ({
  label,
  value,
  columns,
  onChange,
  none,
  hint
}: ColumnSelectProps): ReactNode => (
  <Field label={label} hint={hint}>
    {(id) => (
      <Select
        id={id}
        label={label}
        value={value ?? (none === undefined ? undefined : NONE)}
        options={[
          ...(none === undefined ? [] : [{ id: NONE, title: <span className="faint">{none}</span> }]),
          ...columns.map((column) => ({ id: column, title: column }))
        ]}
        onChange={(column) => onChange(column === NONE ? undefined : column)}
      />
    )}
  </Field>
)
