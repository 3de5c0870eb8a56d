import type { Source } from './format'
import { textOf } from './tools'
import { Unreadable, type Repairs } from './unreadable'
import { parseXml, type XmlNode } from './xml'

/** Header files are small; data is in the file beside. */
const LARGEST_HEADER = 4 * 1024 * 1024

/** Headers and lines beyond these are not repaired: no label is so long, and the search takes time. */
const LARGEST_REPAIR = 256 * 1024
const LONGEST_LINE = 10_000

/** The header of an SSI file and the bytes of its data file, `<name>~`. Attributes that were not escaped are understood. */
export function ssiFile(
  source: Source,
  root: string,
  repairs: Repairs
): { readonly header: XmlNode; readonly data: Uint8Array } {
  if (source.bytes.length > LARGEST_HEADER)
    throw new Unreadable(
      'is larger than 4 MB, which no header of an SSI file is.',
      'Check that it is the right file.',
      'too-large'
    )
  if (source.bytes.every((byte) => byte === 0))
    throw new Unreadable(
      'holds nothing but zero bytes.',
      'Copy it again from where it was made; this copy is damaged.'
    )
  const header = parseLenient(textOf(source.bytes), repairs)
  if (header.name !== root)
    throw new Unreadable(
      `begins with <${header.name.slice(0, 40)}>, such a file begins with <${root}>.`,
      'Check that it is the right file.',
      'not-this-format'
    )
  const data = source.sibling?.(`${source.name}~`)
  if (!data)
    throw new Unreadable(
      `needs the file ${source.name}~ beside it, which holds its data.`,
      `Put ${source.name}~ into the same folder and import again.`,
      'missing-data'
    )
  return { header, data }
}

/** NOVA writes attributes as they are: quotes, `&` and `<` inside them are escaped here, where the XML cannot be read without. */
function parseLenient(text: string, repairs: Repairs): XmlNode {
  try {
    return parseXml(text)
  } catch (error) {
    if (!(error instanceof Unreadable) || error.code === 'unsafe' || text.length > LARGEST_REPAIR) throw error
    const repaired = text.split('\n').map(escapeLine).join('\n')
    const node = parseXml(repaired)
    repairs.add(
      'not-escaped',
      'attributes that are not escaped as XML asks',
      'They were read as meant; writing the file repairs them.',
      'header'
    )
    return node
  }
}

/** An attribute ends at a quote that is followed by another attribute or the end of the tag. */
const escapeLine = (line: string): string =>
  line.length > LONGEST_LINE
    ? line
    : line.replace(
        /([\w:-]+)="([^\n]*?)"(?=\s+[\w:-]+="|\s*\/?>\s*(?:<|$)|\s*\?>)/g,
        (_, name: string, value: string) =>
          `${name}="${value
            .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi, '&amp;')
            .replaceAll('<', '&lt;')
            .replaceAll('>', '&gt;')
            .replaceAll('"', '&quot;')}"`
      )

/** First child of that name. */
export const child = (node: XmlNode, name: string): XmlNode | undefined =>
  node.children.find((candidate) => candidate.name === name)
