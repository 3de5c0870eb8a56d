import type { TableColumns } from '../domain/table-columns'
import { columnKind, counts } from './column-kind'
import { channelName, namesIndex } from './column-names'
import { cellNumber, splitRow } from './split-row'
import { isComment, tableShape } from './table-shape'
import type { TableShape } from './table-shape'
import { timeColumn } from './time-column'

/** How a table would be read, and what is not sure about it. */
export interface SniffedTable {
  readonly columns: TableColumns
  /** What only the user can know, as a sentence without its subject; absent: all is clear. */
  readonly unclear?: string
  /** Names of all columns, from the header or made up. */
  readonly names: readonly string[]
}

/**
 * Look at the first lines of a table: separator, decimal sign, header, time column with its unit, and channels. Undefined
 * when it is no table of numbers.
 * @param rateHz rows per second where something else says so, for instance the file name
 */
export function sniffTable(lines: readonly string[], rateHz?: number): SniffedTable | undefined {
  const shape = tableShape(lines)
  return shape && shape.rows.length >= 2 ? describe(lines, shape, rateHz) : undefined
}

/** The same for a table whose shape is told: what its columns are, as far as their names and values say. */
export function describeTable(
  lines: readonly string[],
  { separator, decimal, skipLines }: Pick<TableColumns, 'separator' | 'decimal' | 'skipLines'>,
  rateHz?: number
): SniffedTable | undefined {
  const rows = lines.flatMap((line, i) =>
    i >= skipLines && line.trim() !== '' && !isComment(line) ? [i] : []
  )
  const widths = rows.map((line) => splitRow(lines[line] ?? '', separator).length)
  const width = Math.max(0, ...widths)
  return rows.length === 0
    ? undefined
    : describe(lines, { separator, decimal, first: skipLines, rows, width }, rateHz)
}

function describe(
  lines: readonly string[],
  shape: Omit<TableShape, 'score'>,
  rateHz: number | undefined
): SniffedTable | undefined {
  const { separator, decimal, first, width } = shape
  const rows = shape.rows.map((line) => splitRow(lines[line] ?? '', separator))
  const header = headerAbove(lines, first, separator, width)
  const names = Array.from({ length: width }, (_, i) => header?.[i]?.trim() ?? '')
  const kinds = names.map((name, i) => columnKind(rows, i, decimal, name))
  const time = timeColumn(names, kinds, rows, decimal, header !== undefined)
  const isNumber = (i: number): boolean => kinds[i] === 'number' && i !== time?.column
  const left = new Set(time?.others ?? [])
  const candidates = names.flatMap((name, column) =>
    isNumber(column) &&
    !left.has(column) &&
    !(header !== undefined && namesIndex(name) && counts(rows, column, decimal))
      ? [{ name, column }]
      : []
  )
  const channels = candidates.map(({ name, column }) => ({
    column,
    ...(name === '' ? { label: `Column ${column + 1}`, unit: '' } : channelName(name))
  }))
  const events = names.flatMap((name, column) =>
    kinds[column] === 'words' ? [{ column, label: name || `Column ${column + 1}` }] : []
  )
  const columns: TableColumns = {
    separator,
    decimal,
    skipLines: first,
    time:
      time !== undefined
        ? { kind: 'column', column: time.column, unit: time.unit }
        : { kind: 'rate', rateHz: rateHz ?? 1 },
    channels,
    events
  }
  if (channels.length === 0) return undefined
  const unclear =
    header === undefined
      ? 'has no names above its columns.'
      : time === undefined
        ? rateHz === undefined
          ? 'has no time column and does not say how many rows there are per second.'
          : undefined
        : time.sure
          ? undefined
          : `has a time column "${names[time.column] ?? ''}" that does not say its unit.`
  return {
    columns,
    names: names.map((name, i) => name || `Column ${i + 1}`),
    ...(unclear === undefined ? {} : { unclear })
  }
}

/** Cells of the nearest line above the values that names as many columns. */
function headerAbove(
  lines: readonly string[],
  first: number,
  separator: TableColumns['separator'],
  width: number
): readonly string[] | undefined {
  for (let line = first - 1; line >= 0 && line >= first - 6; line--) {
    const text = (lines[line] ?? '').replace(/^\uFEFF/, '')
    if (text.trim() === '') continue
    const cells = splitRow(text.replace(/^\s*(?:#|%|\/\/)\s*/, ''), separator)
    const trimmed =
      cells.length > width && cells.slice(width).every((cell) => cell === '') ? cells.slice(0, width) : cells
    const isNames =
      (trimmed.length === width || (trimmed.length === width - 1 && width > 1)) &&
      trimmed.some((cell) => cell !== '') &&
      trimmed.every((cell) => Number.isNaN(cellNumber(cell, '.')))
    if (isNames && !/[:=]\s*$/.test(trimmed[0] ?? '')) return trimmed
    if (!isComment(text)) return undefined
  }
  return undefined
}
