import type { TableColumns, TimeUnit } from '../../../shared/domain/table-columns'
import { timeReader } from '../../../shared/tables/cell-time'
import { channelName } from '../../../shared/tables/column-names'
import { cellNumber, splitRow } from '../../../shared/tables/split-row'

export type Role = 'time' | 'channel' | 'events' | 'none'

/** What a column is in this answer. */
export function roleOf({ time, channels, events }: TableColumns, column: number): Role {
  if (time.kind === 'column' && time.column === column) return 'time'
  if (channels.some((one) => one.column === column)) return 'channel'
  return events.some((one) => one.column === column) ? 'events' : 'none'
}

/** The answer with another role for a column; `name` is what the file calls it. */
export function withRole(columns: TableColumns, column: number, role: Role, name: string): TableColumns {
  const byColumn = (a: { readonly column: number }, b: { readonly column: number }): number =>
    a.column - b.column
  const channels = columns.channels.filter((one) => one.column !== column)
  const events = columns.events.filter((one) => one.column !== column)
  const wasTime = columns.time.kind === 'column' && columns.time.column === column
  const unit: TimeUnit = columns.time.kind === 'column' ? columns.time.unit : 's'
  return {
    ...columns,
    time:
      role === 'time'
        ? { kind: 'column', column, unit }
        : wasTime
          ? { kind: 'rate', rateHz: 1 }
          : columns.time,
    channels: role === 'channel' ? [...channels, { column, ...channelName(name) }].sort(byColumn) : channels,
    events: role === 'events' ? [...events, { column, label: name }].sort(byColumn) : events
  }
}

/** Cells of the rows of values that are shown. */
export const shownRows = (
  lines: readonly string[],
  { separator, skipLines }: TableColumns
): readonly (readonly string[])[] =>
  lines
    .slice(skipLines)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => splitRow(line, separator))

/** Rows per second by the rows that are shown; undefined where their times do not grow. */
export function shownRate(
  { time, decimal }: TableColumns,
  rows: readonly (readonly string[])[]
): number | undefined {
  if (time.kind === 'rate') return time.rateHz
  const read = timeReader(time.unit, decimal)
  const times = rows.map((cells) => read(cells[time.column] ?? '')).filter((value) => !Number.isNaN(value))
  const steps = times.flatMap((value, i) =>
    i > 0 && value > (times[i - 1] ?? value) ? [value - (times[i - 1] ?? 0)] : []
  )
  const middle = steps.sort((a, b) => a - b)[steps.length >> 1]
  return middle === undefined ? undefined : 1 / middle
}

/** Why an answer cannot be taken, as a sentence. */
export function faultOf(columns: TableColumns, rows: readonly (readonly string[])[]): string | undefined {
  if (rows.length === 0) return 'No row of values is left; lower the line that values begin in.'
  if (columns.channels.length === 0) return 'Choose at least one column as a channel.'
  const { time, channels, decimal } = columns
  if (time.kind === 'rate' && !(time.rateHz > 0)) return 'Say how many rows there are per second.'
  if (time.kind === 'column' && shownRate(columns, rows) === undefined)
    return 'The times of the chosen column do not grow in this unit.'
  const numbers = channels.some(({ column }) =>
    rows.some((cells) => !Number.isNaN(cellNumber(cells[column] ?? '', decimal)))
  )
  return numbers ? undefined : 'The chosen channels hold no numbers; check separator and decimal sign.'
}
