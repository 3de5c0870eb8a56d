/** Items of one file of a split: every line names one. */
export interface SplitList {
  /** Names as they stand, without what follows them on their line. */
  readonly names: readonly string[]
  /** Part of every name, where the file says it in a column. */
  readonly parts?: readonly string[]
}

const PART_HEADS = ['split', 'set', 'subset', 'fold', 'part', 'partition', 'usage']
const NAME_HEADS = [
  'fname',
  'filename',
  'file',
  'file_name',
  'filepath',
  'path',
  'name',
  'id',
  'clip',
  'wav',
  'key'
]

/**
 * Read a list of a split: one item per line, alone or as the first of several columns (comma, semicolon, tab or space).
 * A first line whose head is a usual name of a column is not an item; a column called split, fold or the like names
 * the part of each item.
 */
export function splitList(text: string): SplitList {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const first = lines[0]
  if (first === undefined) return { names: [] }
  const mark = [',', ';', '\t', ' '].find((each) => first.includes(each))
  const cells = (line: string): string[] =>
    mark === undefined ? [line.trim()] : line.split(mark).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const heads = cells(first).map((head) => head.toLowerCase())
  const part = heads.findIndex((head) => PART_HEADS.includes(head))
  const name = heads.findIndex((head) => NAME_HEADS.includes(head))
  const headed = part >= 0 || name >= 0
  const rows = (headed ? lines.slice(1) : lines).map(cells)
  const at = Math.max(0, name >= 0 ? name : part === 0 ? 1 : 0)
  const names = rows.map((row) => row[at] ?? '')
  return part < 0 ? { names } : { names, parts: rows.map((row) => row[part] ?? '') }
}
