/** Cells of a delimited text, and the line each row began on (1-based), for sentences. */
export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/** The separator that the first line uses most; a comma when it has none. */
export function separatorOf(firstLine: string): ',' | ';' | '\t' {
  const counts = ([',', ';', '\t'] as const).map((separator) => ({
    separator,
    count: firstLine.split(separator).length - 1
  }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator
}

/** Names of the columns: the first line that is neither empty nor a `#` comment, lower case. */
export function headerOf(text: string): readonly string[] {
  const line =
    text.split(/\r\n|\r|\n/, 64).find((candidate) => candidate.trim() !== '' && !candidate.startsWith('#')) ??
    ''
  return splitLine(line, separatorOf(line)).map((cell) => cell.trim().toLowerCase())
}

/**
 * Read a table with a header line. Quoted cells may hold separators, doubled quotes and line breaks (RFC 4180).
 * Empty lines and lines that begin with `#` are left out.
 */
export function parseTable(text: string): Table {
  const lines = text.split(/\r\n|\r|\n/)
  let separator: ',' | ';' | '\t' | undefined
  let header: readonly string[] = []
  const rows: { line: number; cells: readonly string[] }[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1
    let content = lines[i] ?? ''
    if (content.trim() === '' || content.startsWith('#')) continue
    for (let joined = 0; joined < 100 && quotes(content) % 2 === 1 && i + 1 < lines.length; joined++)
      content += `\n${lines[++i] ?? ''}`
    if (separator === undefined) {
      separator = separatorOf(content)
      header = splitLine(content, separator).map((cell) => cell.trim())
    } else rows.push({ line, cells: splitLine(content, separator) })
  }
  return { header, rows }
}

function quotes(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++
  return count
}

function splitLine(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator)
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
      cell = quoted ? '' : cell
    } else if (char === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += char
  }
  return [...cells, cell]
}

/** A number in a cell; `,` counts as a decimal point where the separator is another. Undefined for anything else. */
export function numberOf(cell: string | undefined): number | undefined {
  const text = (cell ?? '').trim().replace(',', '.')
  if (text === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
