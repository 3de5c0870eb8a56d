/**
 * Rows of the first sheet of a workbook (ECMA-376: a ZIP archive of XML; shared and inline strings, numbers), enough for
 * tables of words. Undefined where the bytes are no workbook.
 */
export async function xlsxRows(bytes: Uint8Array<ArrayBuffer>): Promise<string[][] | undefined> {
  const entries = entriesOf(bytes)
  const sheet = await textOf(bytes, entries.get('xl/worksheets/sheet1.xml'))
  if (sheet === undefined) return undefined
  const strings = (await textOf(bytes, entries.get('xl/sharedStrings.xml'))) ?? ''
  const shared = [...strings.matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = '']) => wordsIn(item))
  return [...sheet.matchAll(/<row[^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, row = '']) => {
    const cells: string[] = []
    for (const [, attributes = '', content = ''] of row.matchAll(/<c\s([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const letters = /r="([A-Z]+)\d+"/.exec(attributes)?.[1] ?? ''
      const at = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
      const value = /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? ''
      if (at < 0 || at > MOST_COLUMNS) continue
      while (cells.length < at) cells.push('')
      cells[at] = attributes.includes('t="s"')
        ? (shared[Number(value)] ?? '')
        : value === ''
          ? wordsIn(content)
          : plain(value)
    }
    return cells
  })
}

/** More columns than any table of words has. */
const MOST_COLUMNS = 500

interface Entry {
  readonly at: number
  readonly size: number
  readonly packed: boolean
}

const [END, LISTED] = [0x06054b50, 0x02014b50]

/** Files of the archive by name, from its directory at the end. */
function entriesOf(bytes: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new Map<string, Entry>()
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) return found
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== LISTED) break
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    found.set(name, {
      at: view.getUint32(at + 42, true),
      size: view.getUint32(at + 20, true),
      packed: view.getUint16(at + 10, true) === 8
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return found
}

async function textOf(bytes: Uint8Array<ArrayBuffer>, entry: Entry | undefined): Promise<string | undefined> {
  if (!entry || entry.at + 30 > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  const content = bytes.subarray(from, from + entry.size)
  if (!entry.packed) return new TextDecoder().decode(content)
  const unpacked = new Blob([content]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Response(unpacked).text()
}

/** Text of a string with or without runs of its own format. */
const wordsIn = (item: string): string =>
  plain([...item.matchAll(/<t(?:\s[^>]*)?>(.*?)<\/t>/gs)].map(([, text = '']) => text).join(''))

const plain = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
