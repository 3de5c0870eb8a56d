import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { AnswerCells } from '../../../shared/external/read-answer-row'

/** How rows are separated in a file of answers. */
export type AnswerFormat = 'csv' | 'tsv' | 'jsonl' | 'json'

/** A row and where it stands. */
export interface PlacedCells {
  /** Line of the file, from 1; of a list in JSON the place in it. */
  readonly line: number
  readonly cells: AnswerCells
  /** Bytes read so far. */
  readonly bytes: number
}

/** A list in JSON is read at once; a larger one belongs into lines. */
const LARGEST_JSON = 256 * 1024 * 1024

/** A file that cannot be read as rows, in words. */
export class AnswerFileError extends Error {}

/** The format of a file, by its ending, else by its first character. */
export async function formatOf(path: string): Promise<AnswerFormat> {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase()
  if (ending === 'tsv' || ending === 'jsonl' || ending === 'csv') return ending
  if (ending === 'ndjson') return 'jsonl'
  const head = (await firstPiece(path)).trimStart()
  if (head.startsWith('[')) return 'json'
  if (head.startsWith('{')) return /^\{[^\n]*\}\s*\n\s*\{/.test(head) ? 'jsonl' : 'json'
  return (head.split('\n')[0] ?? '').includes('\t') ? 'tsv' : 'csv'
}

/** Rows of a file, one after the other; cells are texts. Throws an `AnswerFileError` that names the line. */
export async function* answerRows(
  path: string,
  format: AnswerFormat,
  signal: AbortSignal
): AsyncGenerator<PlacedCells> {
  switch (format) {
    case 'csv':
    case 'tsv':
      return yield* delimited(path, signal, format === 'tsv' ? '\t' : undefined)
    case 'jsonl':
      return yield* jsonLines(path, signal)
    case 'json':
      return yield* jsonList(path)
  }
}

async function* delimited(
  path: string,
  signal: AbortSignal,
  given: string | undefined
): AsyncGenerator<PlacedCells> {
  let separator = given
  let names: readonly string[] | undefined
  let bytes = 0
  let line = 1
  let cell = ''
  let row: string[] = []
  let rowLine = 1
  let quoted = false
  let wasQuoted = false
  const done: { cells: readonly string[]; line: number }[] = []
  const endCell = (): void => {
    row.push(wasQuoted ? cell : cell.trim())
    cell = ''
    wasQuoted = false
  }
  const endRow = (): void => {
    endCell()
    if (row.length > 1 || row[0] !== '') done.push({ cells: row, line: rowLine })
    row = []
    rowLine = line
  }
  const input = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18, signal })
  let pending = ''
  for await (const chunk of input) {
    const piece = String(chunk)
    bytes += Buffer.byteLength(piece)
    let text =
      pending +
      (names === undefined && bytes === Buffer.byteLength(piece) ? piece.replace(/^\uFEFF/, '') : piece)
    pending = ''
    separator ??= separatorOf(text)
    // A quote or line end at the end of a piece may belong to what comes next.
    if (text.endsWith('"') || text.endsWith('\r')) {
      pending = text.slice(-1)
      text = text.slice(0, -1)
    }
    for (let i = 0; i < text.length; i++) {
      const char = text[i] ?? ''
      if (char === '\n') line++
      if (quoted) {
        if (char !== '"') cell += char
        else if (text[i + 1] === '"') {
          cell += '"'
          i++
        } else quoted = false
      } else if (char === '"' && cell.trim() === '' && !wasQuoted) {
        quoted = true
        wasQuoted = true
        cell = ''
      } else if (char === separator) endCell()
      else if (char === '\n') endRow()
      else if (char !== '\r' && !(wasQuoted && char === ' ')) cell += char
    }
    for (const { cells, line: at } of done.splice(0)) {
      if (names === undefined) names = uniqueNames(cells)
      else yield { line: at, cells: named(names, cells), bytes }
    }
  }
  if (pending === '"' && quoted) quoted = false
  if (quoted) throw new AnswerFileError(`A quoted cell that begins in line ${rowLine} has no end.`)
  if (cell !== '' || row.length > 0) endRow()
  for (const { cells, line: at } of done) {
    if (names === undefined) names = uniqueNames(cells)
    else yield { line: at, cells: named(names, cells), bytes }
  }
}

/** The sign that the first line has most of outside quotes. */
function separatorOf(text: string): string {
  const head = (text.split('\n')[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const count = (sign: string): number => head.split(sign).length
  return [',', ';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',')
}

function uniqueNames(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return cells.map((cell, i) => {
    const name = cell || `Column ${i + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

const named = (names: readonly string[], cells: readonly string[]): AnswerCells =>
  Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))

async function* jsonLines(path: string, signal: AbortSignal): AsyncGenerator<PlacedCells> {
  let rest = ''
  let line = 0
  let bytes = 0
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18, signal })) {
    const piece = String(chunk)
    bytes += Buffer.byteLength(piece)
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      line++
      if (text.trim() !== '') yield { line, cells: lineCells(text, line), bytes }
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, cells: lineCells(rest, line + 1), bytes }
}

function lineCells(text: string, line: number): AnswerCells {
  try {
    return flat(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch (error) {
    throw new AnswerFileError(
      `Line ${line} is not JSON: ${error instanceof Error ? error.message : String(error)}`
    )
  }
}

async function* jsonList(path: string): AsyncGenerator<PlacedCells> {
  const { size } = await stat(path)
  if (size > LARGEST_JSON)
    throw new AnswerFileError(
      'The list is larger than 256 MiB; write it as JSON lines (one object on each line).'
    )
  let document: unknown
  try {
    document = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new AnswerFileError(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  // A list of rows, a list inside the document, or rows by name.
  const list = listIn(document)
  for (const [i, entry] of list.entries()) yield { line: i + 1, cells: flat(entry), bytes: size }
}

function listIn(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document
  if (typeof document !== 'object' || document === null) return []
  const inside = Object.values(document).find((value) => Array.isArray(value))
  if (Array.isArray(inside)) return inside
  return Object.entries(document).map(([key, value]) =>
    typeof value === 'object' && value !== null ? { key, ...value } : { key, value }
  )
}

/** Fields as texts; fields of fields by their path: `response.text`. */
function flat(value: unknown, prefix = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null)
    return { [prefix || 'value']: value === null || value === undefined ? '' : String(value) }
  if (Array.isArray(value))
    return value.every((entry) => typeof entry !== 'object' || entry === null)
      ? { [prefix || 'value']: value.map(String).join(', ') }
      : { [prefix || 'value']: JSON.stringify(value) }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, entry]) => flat(entry, prefix ? `${prefix}.${key}` : key))
  ) as Record<string, string>
}

async function firstPiece(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 65_535 })) return String(chunk)
  return ''
}
