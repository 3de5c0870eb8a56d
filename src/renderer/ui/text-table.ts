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

/** As a LaTeX table with the rules of `booktabs`, numbers to the right. */
export function asLatex(table: TextTable): string {
  const [head = [], ...body] = table
  const line = (cells: readonly string[]): string => `    ${cells.map(latexText).join(' & ')} \\\\`
  return [
    '% \\usepackage{booktabs}',
    `\\begin{tabular}{l${'r'.repeat(Math.max(0, head.length - 1))}}`,
    '    \\toprule',
    line(head),
    '    \\midrule',
    ...body.map(line),
    '    \\bottomrule',
    '\\end{tabular}',
    ''
  ].join('\n')
}

const latexSigns: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '→': '$\\rightarrow$',
  '×': '$\\times$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  α: '$\\alpha$',
  κ: '$\\kappa$',
  '–': '--',
  '−': '$-$'
}

const latexText = (cell: string): string =>
  cell.replace(/[\\~^→×≤≥ακ–−]|[&%$#_{}]|[\r\n]+/g, (sign) => {
    if (/[\r\n]/.test(sign)) return ' '
    return latexSigns[sign] ?? `\\${sign}`
  })
