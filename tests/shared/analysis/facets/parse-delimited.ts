/** Rows of a CSV text by the names of its first line; fields may be quoted. */
export function parseDelimited(text: string): readonly Readonly<Record<string, string>>[] {
  const lines: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (quoted) {
      if (char !== '"') field += char
      else if (text[i + 1] === '"') field += text[++i] ?? ''
      else quoted = false
    } else if (char === '"') quoted = true
    else if (char === ',' || char === '\n') {
      lines.at(-1)?.push(field.replace(/\r$/, ''))
      field = ''
      if (char === '\n') lines.push([])
    } else field += char
  }
  lines.at(-1)?.push(field)
  const [head = [], ...rows] = lines
  return rows
    .filter((row) => row.length >= head.length)
    .map((row) => Object.fromEntries(head.map((name, at) => [name.replace(/^\uFEFF/, ''), row[at] ?? ''])))
}
