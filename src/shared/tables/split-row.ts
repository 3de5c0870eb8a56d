import type { TableColumns } from '../domain/table-columns'

/** Cells of one line of a table, trimmed. Quoted cells may hold separators and doubled quotes (RFC 4180). */
export function splitRow(line: string, separator: TableColumns['separator']): readonly string[] {
  if (separator === 'space') return line.trim().split(/\s+/)
  if (!line.includes('"')) {
    const cells = line.split(separator)
    for (let i = 0; i < cells.length; i++) cells[i] = (cells[i] as string).trim()
    return cells
  }
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string
    if (quoted && char === '"' && line[i + 1] === '"') {
      cell += '"'
      i++
    } else if (char === '"' && (quoted || cell.trim() === '')) {
      quoted = !quoted
      if (quoted) cell = ''
    } else if (char === separator && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += char
  }
  return [...cells, cell.trim()]
}

/** Words for nothing in tables of numbers. */
const NOTHING = /^(?:|nan|n\/?a|null|none|inf|-inf|-|\.)$/i

/** Whether a cell says that there is no value. */
export const saysNothing = (cell: string): boolean => NOTHING.test(cell)

/** The number in a trimmed cell; NaN for anything else, infinity included. */
export function cellNumber(cell: string, decimal: TableColumns['decimal']): number {
  if (cell === '') return Number.NaN
  const value = Number(decimal === ',' ? cell.replace(',', '.') : cell)
  return Number.isFinite(value) ? value : Number.NaN
}
