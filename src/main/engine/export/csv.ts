/** What a cell may hold. Absent and not-a-number become an empty cell. */
export type Cell = string | number | boolean | undefined

/**
 * One record of RFC 4180: comma, CRLF, cells quoted where they hold a comma, a quote, a line break, or begin or end
 * with a space. Text is written as it is: a cell that begins with `=` stays so, because data must come back unchanged.
 */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return ''
  const text = String(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
