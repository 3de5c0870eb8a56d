import type { ReactNode } from 'react'
import './prose.css'

interface ProseProps {
  readonly text: string
  /** Called with the target of a link; without it, and for addresses of the web, links are shown as text. */
  readonly onLink?: (target: string) => void
  /** Draws a picture; without it only its words are shown. */
  readonly picture?: (target: string, words: string) => ReactNode
  /** Id of a heading, for links to it. */
  readonly anchorOf?: (heading: string) => string
  /** Words to be marked wherever they stand. */
  readonly mark?: readonly string[]
}

/**
 * A small, safe reading of Markdown for model cards and the handbook: headings, paragraphs, lists, tables, code, links,
 * pictures, bold. Anything else, HTML included, is shown as text.
 */
export const Prose = (props: ProseProps): ReactNode => (
  <div className="prose">{blocks(props.text).map((block, index) => drawBlock(block, index, props))}</div>
)

type Block =
  /** `minor`: below a heading of the second level. */
  | { readonly kind: 'heading'; readonly text: string; readonly minor?: true }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly ordered?: true }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly text: string }

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
    else if (line.startsWith(FENCE)) {
      index++
      found.push({ kind: 'code', text: take((candidate) => !candidate.startsWith(FENCE)).join('\n') })
      index++
    } else if (HEADING.test(line)) {
      const minor = line.startsWith('###')
      found.push({ kind: 'heading', text: line.replace(/^#+\s*/, ''), ...(minor ? { minor } : {}) })
      index++
    } else if (LIST.test(line)) found.push(listOf(take((each) => LIST.test(each) || /^\s{2,}\S/.test(each))))
    else if (isRow(line)) {
      const rows = take(isRow).filter((each) => !/^[\s|:-]+$/.test(each))
      found.push({ kind: 'table', rows: rows.map(cellsOf) })
    } else {
      const ends = (each: string): boolean =>
        each.trim() === '' || HEADING.test(each) || LIST.test(each) || isRow(each) || each.startsWith(FENCE)
      const paragraph = take((each) => !ends(each))
      found.push({ kind: 'paragraph', text: paragraph.map((each) => each.trim()).join(' ') })
    }
  }
  return found
}

const FENCE = '```'
const HEADING = /^#{1,6}\s/
const LIST = /^\s*(?:[-*+]|\d+\.)\s+/
const isRow = (line: string): boolean => line.trim().startsWith('|')
const cellsOf = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** Lines that begin no item of their own belong to the one above. */
function listOf(lines: readonly string[]): Block {
  const items: string[] = []
  for (const line of lines) {
    if (LIST.test(line)) items.push(line.replace(LIST, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return { kind: 'list', items, ...(/^\s*\d/.test(lines[0] ?? '') ? { ordered: true } : {}) }
}

function drawBlock(block: Block, key: number, props: ProseProps): ReactNode {
  const inline = (text: string): ReactNode =>
    inlineParts(text).map((part, index) => drawPart(part, index, props))
  switch (block.kind) {
    case 'heading': {
      const Heading = block.minor ? 'h4' : 'h3'
      return (
        <Heading key={key} id={props.anchorOf?.(block.text)}>
          {inline(block.text)}
        </Heading>
      )
    }
    case 'paragraph':
      return <p key={key}>{inline(block.text)}</p>
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{inline(item)}</li>)
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>
    }
    case 'table':
      return (
        <table key={key}>
          <thead>
            <tr>
              {block.rows[0]?.map((cell, index) =>
                // A corner without words heads nothing.
                cell.trim() === '' ? <td key={index} /> : <th key={index}>{inline(cell)}</th>
              )}
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
    case 'code':
      return <pre key={key}>{marked(block.text, props.mark)}</pre>
  }
}

type InlinePart =
  | { readonly kind: 'text' | 'bold' | 'code'; readonly text: string }
  | { readonly kind: 'link' | 'picture'; readonly text: string; readonly target: string }

/** Split the text of a block into plain text, bold, code, links and pictures. */
export const inlineParts = (text: string): readonly InlinePart[] =>
  text
    .split(/(!?\[[^\]]*\]\([^)\s]+\)|\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part): InlinePart => {
      if (part.startsWith('**') && part.length > 4) return { kind: 'bold', text: part.slice(2, -2) }
      if (part.startsWith('`') && part.length > 2) return { kind: 'code', text: part.slice(1, -1) }
      const [, sign, words = '', target = ''] = /^(!?)\[([^\]]*)\]\(([^)\s]+)\)$/.exec(part) ?? []
      if (sign === undefined) return { kind: 'text', text: part }
      return { kind: sign === '!' ? 'picture' : 'link', text: words, target }
    })

function drawPart(part: InlinePart, key: number, props: ProseProps): ReactNode {
  const { onLink, mark } = props
  switch (part.kind) {
    case 'text':
      return marked(part.text, mark)
    case 'bold':
      return <b key={key}>{marked(part.text, mark)}</b>
    case 'code':
      return <code key={key}>{marked(part.text, mark)}</code>
    case 'link':
      return onLink && !/^\w+:/.test(part.target) ? (
        <button key={key} type="button" className="prose-link" onClick={() => onLink(part.target)}>
          {marked(part.text, mark)}
        </button>
      ) : (
        `${part.text} (${part.target})`
      )
    case 'picture':
      return <span key={key}>{props.picture?.(part.target, part.text) ?? part.text}</span>
  }
}

/** The text with the words found in it marked. */
function marked(text: string, words: readonly string[] = []): ReactNode {
  if (words.length === 0) return text
  const any = new RegExp(
    `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
    'i'
  )
  return text.split(any).map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece))
}
