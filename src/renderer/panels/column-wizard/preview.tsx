import type { ReactNode } from 'react'
import type { TableColumns } from '../../../shared/domain/table-columns'
import { Select } from '../../ui/select'
import { TextInput } from '../../ui/text-field'
import { roleOf, withRole } from './roles'
import type { Role } from './roles'

/** Rows shown. */
const ROWS = 8

const ROLES: readonly { readonly id: Role; readonly title: string }[] = [
  { id: 'time', title: 'Time' },
  { id: 'channel', title: 'Channel' },
  { id: 'events', title: 'Events' },
  { id: 'none', title: 'Left out' }
]

/** The first rows as they would be read, with what each column is above it. */
export function Preview({
  columns,
  names,
  rows,
  onChange
}: {
  columns: TableColumns
  names: readonly string[]
  rows: readonly (readonly string[])[]
  onChange: (columns: TableColumns) => void
}): ReactNode {
  return (
    <div className="columns-preview" tabIndex={0} role="region" aria-label="First rows">
      <table>
        <thead>
          <tr>
            {names.map((name, column) => (
              <th key={column} scope="col" data-role={roleOf(columns, column)}>
                <span className="truncate" title={name}>
                  {name}
                </span>
                <Select
                  label={`${name} is`}
                  size="small"
                  value={roleOf(columns, column)}
                  options={ROLES}
                  onChange={(role) => onChange(withRole(columns, column, role as Role, name))}
                />
                <Naming columns={columns} column={column} name={name} onChange={onChange} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS).map((cells, row) => (
            <tr key={row}>
              {names.map((_, column) => (
                <td key={column} data-role={roleOf(columns, column)}>
                  {cells[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Name and unit of a channel. */
function Naming({
  columns,
  column,
  name,
  onChange
}: {
  columns: TableColumns
  column: number
  name: string
  onChange: (columns: TableColumns) => void
}): ReactNode {
  const channel = columns.channels.find((one) => one.column === column)
  if (!channel) return <div className="columns-naming" />
  const set = (part: Partial<typeof channel>): void =>
    onChange({
      ...columns,
      channels: columns.channels.map((one) => (one.column === column ? { ...one, ...part } : one))
    })
  return (
    <div className="columns-naming">
      <TextInput
        data-size="small"
        aria-label={`Name of ${name}`}
        value={channel.label}
        maxLength={200}
        onChange={(event) => set({ label: event.target.value })}
      />
      <TextInput
        data-size="small"
        aria-label={`Unit of ${name}`}
        placeholder="Unit"
        value={channel.unit}
        maxLength={40}
        onChange={(event) => set({ unit: event.target.value })}
      />
    </div>
  )
}
