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
  const levels = columns.slice(0, -1).map(() => new Map<string, Set<string>>())
  const now = columns.map(() => '')
  const words = new Set<string>()
  for (const row of rows) {
    columns.forEach((column, level) => {
      const cell = cleanWord(row[column] ?? '')
      if (cell !== '') now[level] = cell
    })
    for (const word of now) if (word !== '') words.add(word)
    levels.forEach((groups, level) => {
      const group = now[level] ?? ''
      if (group === '') return
      const own = groups.get(group) ?? new Set()
      for (const word of now.slice(level + 1)) if (word !== '') own.add(word)
      groups.set(group, own)
    })
  }
  return {
    kind: 'wheel',
    entries: words.size,
    levels: Object.fromEntries(
      levels.map((groups, level) => [
        `level ${level + 1}`,
        Object.fromEntries([...groups].map(([group, own]) => [group, [...own]]))
      ])
    )
  }
}
