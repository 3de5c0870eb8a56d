import type { ReactNode } from 'react'

/**
 * A small, safe reading of Markdown for model cards: headings, paragraphs, lists, tables, bold and code.
 * Anything else, HTML and links included, is shown as text.
 */
export const Prose = ({ text }: { text: string }): ReactNode => (
  <div className="prose">{blocks(text).map((block, index) => drawBlock(block, index))}</div>
)

type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

/** Split a text into blocks. */
export function blocks(text: string): readonly Block[] {
  const found: Block[] = []
  const lines = text.replace(/\r/g, '').split('\n')
  let index = 0
  const take = (matches: (line: string) => boolean): readonly string[] => {
    const start = index
    while (index < lines.length && matches(lines[index] ?? '')) index++
    return lines.slice(start, index)
  }
  while (index < lines.length) {
    const line = lines[index] ?? ''
    if (line.trim() === '') index++
    else if (/^#{1,6}\s/.test(line)) {
      found.push({ kind: 'heading', text: line.replace(/^#+\s*/, '') })
      index++
    } else if (LIST.test(line)) {
      const items: string[] = []
      for (const each of take((candidate) => LIST.test(candidate) || /^\s{2,}\S/.test(candidate))) {
        if (LIST.test(each)) items.push(each.replace(LIST, ''))
        else items.push(`${items.pop() ?? ''} ${each.trim()}`)
      }
      found.push({ kind: 'list', items })
    } else if (line.trim().startsWith('|')) {
      const rows = take((candidate) => candidate.trim().startsWith('|')).filter(
        (each) => !/^[\s|:-]+$/.test(each)
      )
      found.push({
        kind: 'table',
        rows: rows.map((row) =>
          row
            .trim()
            .replace(/^\||\|$/g, '')
            .split('|')
            .map((cell) => cell.trim())
        )
      })
    } else {
      const paragraph = take(
        (candidate) =>
          candidate.trim() !== '' &&
          !/^#{1,6}\s/.test(candidate) &&
          !LIST.test(candidate) &&
          !candidate.trim().startsWith('|')
      )
      found.push({ kind: 'paragraph', text: paragraph.map((each) => each.trim()).join(' ') })
    }
  }
  return found
}

const LIST = /^\s*(?:[-*+]|\d+\.)\s+/

function drawBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <h3 key={key}>{inline(block.text)}</h3>
    case 'paragraph':
      return <p key={key}>{inline(block.text)}</p>
    case 'list':
      return (
        <ul key={key}>
          {block.items.map((item, index) => (
            <li key={index}>{inline(item)}</li>
          ))}
        </ul>
      )
    case 'table':
      return (
        <table key={key}>
          <thead>
            <tr>
              {block.rows[0]?.map((cell, index) => (
                <th key={index}>{inline(cell)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.slice(1).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}

const inline = (text: string): ReactNode =>
  text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part, index) => {
    if (part.startsWith('**') && part.length > 4) return <b key={index}>{part.slice(2, -2)}</b>
    if (part.startsWith('`') && part.length > 2) return <code key={index}>{part.slice(1, -1)}</code>
    return part
  })
