import type { JsonObject } from './document'
import { Unreadable } from './unreadable'

/** An element. Comments and processing instructions are not kept. */
export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Character data of the element itself, all pieces joined. */
  readonly text: string
  /** Line of the start tag, 1-based; for sentences. */
  readonly line: number
}

interface Open {
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
  text: string
  line: number
}

/** Nesting deeper than any annotation format has; keeps recursion over the tree safe. */
const DEEPEST = 100

/**
 * Read XML 1.0 with namespaces left in the names. Document type declarations are refused, so that no entity is ever
 * expanded and nothing outside the file is ever opened. Linear in time and memory.
 */
export function parseXml(text: string): XmlNode {
  const stack: Open[] = []
  let root: XmlNode | undefined
  let at = 0
  let line = 1
  let nextBreak = text.indexOf('\n')
  const here = (): number => {
    for (; nextBreak >= 0 && nextBreak < at; nextBreak = text.indexOf('\n', nextBreak + 1)) line++
    return line
  }
  const broken = (what: string): never => {
    throw new Unreadable(
      `is not proper XML at line ${here()}: ${what}.`,
      'Open it in the program that made it and save it again.'
    )
  }
  const until = (mark: string, what: string): number => {
    const end = text.indexOf(mark, at)
    return end < 0 ? broken(`${what} is not closed; the file may be cut off`) : end
  }
  while (at < text.length) {
    const open = text.indexOf('<', at)
    const top = stack.at(-1)
    const data = text.slice(at, open < 0 ? text.length : open)
    if (top) top.text += unescape(data, broken)
    else if (data.trim() !== '' && data.trim() !== '\uFEFF') broken('text stands outside the root element')
    if (open < 0) break
    at = open
    if (text.startsWith('<!--', at)) at = until('-->', 'a comment') + 3
    else if (text.startsWith('<?', at)) at = until('?>', 'a processing instruction') + 2
    else if (text.startsWith('<![CDATA[', at)) {
      const end = until(']]>', 'a CDATA section')
      if (!top) broken('text stands outside the root element')
      else top.text += text.slice(at + 9, end)
      at = end + 3
    } else if (text.startsWith('<!', at)) {
      throw new Unreadable(
        `has a document type declaration or entities at line ${here()}, which are not read because they can name other files or swell without end.`,
        'Remove the <!DOCTYPE ...> part and import the file again.',
        'unsafe'
      )
    } else if (text.startsWith('</', at)) {
      const end = until('>', 'an end tag')
      const name = text.slice(at + 2, end).trim()
      const done = stack.pop()
      if (!done || done.name !== name)
        broken(
          done ? `</${name.slice(0, 40)}> closes <${done.name}>` : `</${name.slice(0, 40)}> closes nothing`
        )
      else {
        const parent = stack.at(-1)
        if (parent) parent.children.push(done)
        else root = done
      }
      at = end + 1
    } else {
      if (root) broken('there is a second root element')
      const tag = startTag(text, at, broken)
      const node: Open = { name: tag.name, attributes: tag.attributes, children: [], text: '', line: here() }
      at = tag.end
      if (!tag.empty) stack.push(node)
      else if (top) top.children.push(node)
      else root = node
      if (stack.length > DEEPEST) broken(`elements are nested deeper than ${DEEPEST}`)
    }
  }
  const unclosed = stack.at(-1)
  if (unclosed) broken(`<${unclosed.name}> of line ${unclosed.line} is not closed; the file may be cut off`)
  return root ?? broken('there is no element')
}

const NAME = /[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*/uy
const ATTRIBUTE = /\s+([\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy
const END = /\s*(\/?)>/y

function startTag(text: string, at: number, broken: (what: string) => never) {
  NAME.lastIndex = at + 1
  const name = NAME.exec(text)?.[0] ?? broken('"<" begins no element; write it as &lt;')
  const attributes: Record<string, string> = {}
  let next = NAME.lastIndex
  for (;;) {
    END.lastIndex = next
    const end = END.exec(text)
    if (end) return { name, attributes, empty: end[1] === '/', end: END.lastIndex }
    ATTRIBUTE.lastIndex = next
    const attribute = ATTRIBUTE.exec(text)
    if (!attribute) return broken(`the attributes of <${name}> cannot be read`)
    const [, key = '', double, single] = attribute
    if (Object.hasOwn(attributes, key)) broken(`<${name}> has the attribute ${key} twice`)
    // Defined, not assigned, so that an attribute called __proto__ is a name like any other.
    Object.defineProperty(attributes, key, {
      value: unescape((double ?? single ?? '').replace(/[\t\r\n]/g, ' '), broken),
      enumerable: true,
      writable: true,
      configurable: true
    })
    next = ATTRIBUTE.lastIndex
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(text: string, broken: (what: string) => never): string {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (!plain.includes('&')) return plain
  return plain.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{1,20}));|&/g, (whole, decimal, hex, name) => {
    if (name !== undefined && Object.hasOwn(entities, name)) return entities[name] ?? ''
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : -1
    if (code < 1 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      return broken(`"${whole.slice(0, 20)}" is no character reference; write & as &amp;`)
    return String.fromCodePoint(code)
  })
}

/** An element to write. */
export interface XmlOut {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | number | undefined>>
  readonly children?: readonly XmlOut[]
  readonly text?: string
}

/** XML text with declaration, two spaces of indent, LF; attributes that are undefined are left out. */
export const writeXml = (root: XmlOut): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, '')}`

function element({ name, attributes = {}, children = [], text = '' }: XmlOut, indent: string): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
    .join('')
  const own = children.length > 0 ? text.trim() : text
  if (children.length === 0 && own === '') return `${indent}<${name}${pairs}/>\n`
  if (children.length === 0) return `${indent}<${name}${pairs}>${escapeText(own)}</${name}>\n`
  const inner = children.map((child) => element(child, `${indent}  `)).join('')
  return `${indent}<${name}${pairs}>${escapeText(own)}\n${inner}${indent}</${name}>\n`
}

/** Characters that XML 1.0 cannot hold at all become U+FFFD. */
export const xmlSafe = (text: string): string =>
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\uFFFD')

const escapeText = (text: string): string =>
  xmlSafe(text).replace(/[&<>\r]/g, (char) => escapes[char] ?? char)
const escapeAttribute = (text: string): string =>
  xmlSafe(text).replace(/[&<>"\r\n\t]/g, (char) => escapes[char] ?? char)
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;'
}

/** An element as JSON, to be kept as it is. */
export const nodeToJson = (node: XmlNode): JsonObject => ({
  name: node.name,
  attributes: { ...node.attributes },
  ...(node.children.length > 0 ? { children: node.children.map(nodeToJson) } : {}),
  ...(node.children.length > 0
    ? node.text.trim() !== ''
      ? { text: node.text }
      : {}
    : node.text !== ''
      ? { text: node.text }
      : {})
})

/** The inverse of `nodeToJson`; undefined for anything else. */
export function jsonToNode(json: unknown): XmlOut | undefined {
  if (typeof json !== 'object' || json === null || !('name' in json) || typeof json.name !== 'string')
    return undefined
  const given = 'attributes' in json && typeof json.attributes === 'object' ? json.attributes : {}
  const attributes: Record<string, string> = {}
  for (const [key, value] of Object.entries(given ?? {}))
    if (typeof value === 'string') attributes[key] = value
  const children =
    'children' in json && Array.isArray(json.children)
      ? json.children.map(jsonToNode).filter((child) => child !== undefined)
      : []
  const text = 'text' in json && typeof json.text === 'string' ? json.text : ''
  return { name: json.name, attributes, children, text }
}
