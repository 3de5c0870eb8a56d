/** A table as rows of text; the first row is the head. */
export type TextTable = readonly (readonly string[])[]

/** As CSV after RFC 4180, with line feeds. */
export const asCsv = (table: TextTable): string =>
  table
    .map((row) =>
      row.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
    )
    .join('\n') + '\n'

/** As a Markdown table, numbers to the right. */
export function asMarkdown(table: TextTable): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|')).join(' | ')} |`
  const [head = [], ...body] = table
  return (
    [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...body.map(line)].join(
      '\n'
    ) + '\n'
  )
}
