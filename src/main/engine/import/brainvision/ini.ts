/** Sections of a BrainVision text file, names in small letters, keys as written. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Text of a BrainVision file: in the code page that it names, else UTF-8, else that of Windows in the west. */
export function brainVisionText(bytes: Uint8Array): string {
  const named = /^\s*codepage\s*=\s*(\S+)/im.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  )?.[1]
  for (const encoding of [named && encodingOf(named), 'utf-8'])
    try {
      if (encoding) return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The file says one encoding and is written in another.
    }
  return new TextDecoder('windows-1252').decode(bytes)
}

function encodingOf(codePage: string): string {
  const number = /^(?:cp|windows-)?(\d{3,5})$/i.exec(codePage)?.[1]
  if (/^utf-?8$/i.test(codePage) || number === '65001') return 'utf-8'
  return /^ansi$/i.test(codePage) ? 'windows-1252' : number === undefined ? codePage : `windows-${number}`
}

/** Whether a text begins as a BrainVision file of that kind; amplifiers and exporters write the name in several ways. */
export const isBrainVision = (text: string): boolean => /^\uFEFF?\s*brain ?vision/i.test(text)

/** Read sections and their keys; comments and the free text of the section Comment are left out. */
export function brainVisionSections(text: string): Sections {
  const sections = new Map<string, Map<string, string>>()
  let section = new Map<string, string>()
  let free = false
  for (const line of text.split(/\r\n|\r|\n/)) {
    const name = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1]
    if (name !== undefined) {
      const key = name.trim().toLowerCase()
      free = key === 'comment'
      section = sections.get(key) ?? new Map()
      sections.set(key, section)
      continue
    }
    const sign = line.indexOf('=')
    if (free || sign < 1 || line.trimStart().startsWith(';')) continue
    section.set(line.slice(0, sign).trim(), line.slice(sign + 1).trim())
  }
  return sections
}

/** A value of a section by its key, whatever the case; undefined when absent or empty. */
export function valueOf(sections: Sections, section: string, key: string): string | undefined {
  for (const [name, value] of sections.get(section) ?? [])
    if (name.toLowerCase() === key.toLowerCase()) return value === '' ? undefined : value
  return undefined
}

/** Entries `Ch1`, `Ch2` ... or `Mk1` ... of a section by their number, fields parted at commas; `\1` stands for a comma in a field. */
export function entriesOf(
  sections: Sections,
  section: string,
  prefix: string
): ReadonlyMap<number, readonly string[]> {
  const entries = new Map<number, readonly string[]>()
  const pattern = new RegExp(`^${prefix}(\\d+)$`, 'i')
  for (const [key, value] of sections.get(section) ?? []) {
    const number = pattern.exec(key)?.[1]
    if (number === undefined) continue
    entries.set(
      Number(number),
      value.split(',').map((field) => field.replaceAll('\\1', ',').trim())
    )
  }
  return entries
}
