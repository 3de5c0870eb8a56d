import { cleanWord } from './grouping-tables'
import type { WordLists } from './grouping-tables'

/** What a table of words turned out to be. */
export type ReadTable =
  | { readonly kind: 'forms' | 'synonyms'; readonly lists: WordLists; readonly entries: number }
  | {
      readonly kind: 'wheel'
      /** Level -> group -> its words, from the inside of the wheel out. */
      readonly levels: Readonly<Record<string, WordLists>>
      readonly entries: number
    }
  | { readonly kind: 'unknown' }

/**
 * Read a table by its heads. `level1, level2, ...`: a wheel, of which every level gives groups (a cell that is empty is
 * the one above it). `name, format`: words with their forms. `word, synonym` (or any number of pairs of such columns): words
 * with what they may be called instead. Lists within a cell have commas.
 */
export function readTable(rows: readonly (readonly string[])[]): ReadTable {
  const [head = [], ...body] = rows
  const heads = head.map((cell) => cell.trim().toLowerCase())
  const levels = heads.flatMap((name, at) => (/^level\s*\d+$/.test(name) ? [at] : []))
  if (levels.length > 1) return readWheelTable(body, levels)
  const forms = heads.indexOf('format') >= 0 ? heads.indexOf('format') : heads.indexOf('forms')
  if (forms >= 0) {
    const lists = inverted(body, [[heads.findIndex((_, at) => at !== forms), forms]])
    return { kind: 'forms', lists, entries: Object.keys(lists).length }
  }
  const pairs = heads.flatMap((name, at): readonly (readonly [number, number])[] =>
    name.startsWith('synonym') && at > 0 ? [[at - 1, at]] : []
  )
  if (pairs.length === 0) return { kind: 'unknown' }
  const lists = inverted(body, pairs)
  return { kind: 'synonyms', lists, entries: Object.keys(lists).length }
}

/** Each listed word, and the word itself, leads to the word it is listed for. */
function inverted(
  rows: readonly (readonly string[])[],
  pairs: readonly (readonly [number, number])[]
): WordLists {
  const found = new Map<string, Set<string>>()
  for (const row of rows)
    for (const [from, to] of pairs) {
      const word = cleanWord(row[from] ?? '')
      if (word === '') continue
      for (const other of [...(row[to] ?? '').split(','), word]) {
        const clean = cleanWord(other)
        if (clean !== '') found.set(clean, (found.get(clean) ?? new Set()).add(word))
      }
    }
  return Object.fromEntries([...found].map(([word, meanings]) => [word, [...meanings]]))
}

function readWheelTable(rows: readonly (readonly string[])[], columns: readonly number[]): ReadTable {
  const now = columns.map(() => '')
  const lines: (readonly string[])[] = []
  for (const row of rows) {
    columns.forEach((column, level) => {
      const cell = cleanWord(row[column] ?? '')
      if (cell !== '') now[level] = cell
    })
    if (now.every((word) => word !== '')) lines.push([...now])
  }
  const levels = columns.slice(0, -1).map((_, level) => [`level ${level + 1}`, ringOf(lines, level)] as const)
  return { kind: 'wheel', entries: new Set(lines.flat()).size, levels: Object.fromEntries(levels) }
}

/**
 * Groups of one ring with their words, each word once: where it stands last. A word of a ring further in counts as the
 * first of the groups it holds, in the order of the alphabet.
 */
function ringOf(lines: readonly (readonly string[])[], level: number): WordLists {
  const places = new Map<string, string>()
  const groups = [...new Set(lines.map((line) => line[level] ?? ''))]
  // Line after line as the wheel is read from its middle: an inner word before what it holds.
  const held = Map.groupBy(lines, (line) => line[0] ?? '')
  for (const own of held.values()) {
    for (let inner = 0; inner < level; inner++)
      for (const [word, lines] of Map.groupBy(own, (line) => line[inner] ?? ''))
        places.set(word, lines.map((line) => line[level] ?? '').sort()[0] ?? word)
    const inGroup = Map.groupBy(own, (line) => line[level] ?? '')
    for (const [group, lines] of inGroup)
      for (const word of lines.flatMap((line) => line.slice(level))) places.set(word, group)
  }
  const found = new Map(groups.map((group) => [group, [] as string[]]))
  for (const [word, group] of places) found.get(group)?.push(word)
  return Object.fromEntries(found)
}
