import { readTable } from '../../../../../shared/analysis/open-vocabulary/read-table'
import type { ReadTable } from '../../../../../shared/analysis/open-vocabulary/read-table'
import { SchemeDocument } from '../../../../../shared/domain/scheme'
import { apply, command } from '../../../../session/edit'
import { schemeOf } from '../../../../session/project'
import { toast } from '../../../../session/toasts'
import { xlsxRows } from './xlsx-rows'

/** A file larger than this is no table of words. */
const MOST_BYTES = 8_000_000

/** Take tables of words into the scheme, as one edit that can be undone. Wheels are named after their files. */
export async function importTables(
  schemeId: string,
  attributeId: string,
  files: readonly File[]
): Promise<void> {
  const scheme = schemeOf(schemeId)
  const document = SchemeDocument.safeParse(scheme?.document).data
  const attribute = document?.attributes.find(({ id }) => id === attributeId)
  if (!document || !attribute || files.length === 0) return
  let vocabulary: Record<string, unknown> = { ...objectOf(attribute['vocabulary']) }
  const told: string[] = []
  for (const file of files) {
    const read = file.size > MOST_BYTES ? { kind: 'unknown' as const } : readTable(await cellsOf(file))
    if (read.kind === 'unknown') {
      toast(`${file.name} is no table of words that is known here.`, {
        tone: 'bad',
        hint: 'Its first line must say “level1, level2, …” for a wheel, “name, format” for forms, or “word, synonym”. It is read from CSV, tab-separated text, or the first sheet of an Excel workbook (.xlsx).'
      })
      continue
    }
    vocabulary = taken(vocabulary, read, file.name.replace(/\.[^.]*$/, ''))
    told.push(`${file.name}: ${read.entries} ${read.kind === 'wheel' ? 'words of a wheel' : read.kind}`)
  }
  if (told.length === 0) return
  const attributes = document.attributes.map((one) => (one.id === attributeId ? { ...one, vocabulary } : one))
  const done = await apply([command('scheme-save', { document: { ...document, attributes } })])
  if (done) toast(`Taken in: ${told.join('; ')}.`)
}

function taken(
  vocabulary: Record<string, unknown>,
  read: Exclude<ReadTable, { readonly kind: 'unknown' }>,
  name: string
): Record<string, unknown> {
  if (read.kind !== 'wheel') {
    const field = read.kind === 'forms' ? 'formTable' : 'synonymLists'
    return { ...vocabulary, [field]: { ...objectOf(vocabulary[field]), ...read.lists } }
  }
  const wheels = Object.fromEntries(
    Object.entries(read.levels).map(([level, groups]) => [`${name}, ${level}`, groups])
  )
  const wheelTable = { ...objectOf(vocabulary['wheelTable']), ...wheels }
  return { ...vocabulary, wheelTable, wheels: Object.keys(wheelTable) }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** Cells of a text or of a workbook's first sheet; none where a workbook cannot be read. */
async function cellsOf(file: File): Promise<string[][]> {
  if (!file.name.toLowerCase().endsWith('.xlsx')) return rowsOf(await file.text(), file.name)
  return (await xlsxRows(new Uint8Array(await file.arrayBuffer()))) ?? []
}

/** Cells of a text with commas (quotes around cells that have some themselves) or tabs. */
function rowsOf(text: string, name: string): string[][] {
  const separator = name.endsWith('.tsv') || !text.split('\n', 1)[0]?.includes(',') ? '\t' : ','
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const end = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (quoted && sign === '"' && text.charAt(at + 1) === '"') {
      cell += '"'
      at++
    } else if (sign === '"') quoted = !quoted
    else if (!quoted && sign === separator) end()
    else if (!quoted && sign === '\n') {
      end()
      rows.push([])
    } else if (sign !== '\r') cell += sign
  }
  end()
  return rows.filter((row) => row.some((one) => one.trim() !== ''))
}
