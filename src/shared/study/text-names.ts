import type { Person } from '../domain/rows'

/** A name that free text may hold, and the code that stands for it. */
export interface TextName {
  /** The whole name of a person, or one word of it. */
  readonly word: string
  /** Codes of all persons it may mean, with a stroke between them. */
  readonly code: string
}

/** A name found in a text; `from` and `to` count code points, `to` not included. */
export interface NameHit {
  readonly from: number
  readonly to: number
  readonly word: string
  readonly code: string
}

/** A text with codes in place of names. */
export interface CodedText {
  readonly text: string
  readonly hits: readonly NameHit[]
}

/** Fewer letters than this are an initial, which is no name that could be told from a word. */
const SHORTEST_WORD = 2

/**
 * Names to look for: each person's whole name, then its words. Small words of a name ("von", "de") are none. `coded` are
 * the same persons under their codes. A word that several persons share stands for all of them.
 */
export function textNames(persons: readonly Person[], coded: readonly Person[]): readonly TextName[] {
  const codes = new Map(coded.map(({ id, name }) => [id, name]))
  const found = new Map<string, { readonly word: string; readonly codes: Set<string> }>()
  const add = (word: string, code: string): void => {
    const key = folded(word)
    const known = found.get(key) ?? { word, codes: new Set<string>() }
    found.set(key, known)
    known.codes.add(code)
  }
  const each = persons.flatMap(({ id, name }) => {
    const code = codes.get(id)
    return code === undefined || name.trim() === '' || name === code ? [] : [{ name: name.trim(), code }]
  })
  for (const { name, code } of each) add(name, code)
  for (const { name, code } of each) for (const word of wordsOf(name)) add(word, code)
  return [...found.values()].map(({ word, codes: all }) => ({ word, code: [...all].join('/') }))
}

/** A function that puts codes in place of these names: whole words, in capitals or not, longer names first. */
export function nameCoder(names: readonly TextName[]): (text: string) => CodedText {
  const byLength = [...names].sort((a, b) => b.word.length - a.word.length)
  const any = new RegExp(byLength.map(({ word }) => `(${pattern(word)})`).join('|'), 'giu')
  return (text) => {
    if (names.length === 0) return { text, hits: [] }
    const hits: NameHit[] = []
    let coded = ''
    /** Read up to here, in code units and in code points. */
    let [unit, point] = [0, 0]
    for (const match of text.matchAll(any)) {
      // The group that matched tells the name.
      const name = byLength[match.slice(1).findIndex((group) => group !== undefined)]
      if (!name) continue
      const between = text.slice(unit, match.index)
      const from = point + [...between].length
      point = from + [...match[0]].length
      unit = match.index + match[0].length
      hits.push({ from, to: point, ...name })
      coded += between + name.code
    }
    return { text: coded + text.slice(unit), hits }
  }
}

/**
 * A stretch of code points of a text in the text with codes. An end that lies inside a name goes to the edge of its code,
 * so that a mark on half a name holds all of the code and none of the name.
 */
export function movedSpan<S extends { readonly from: number; readonly to: number }>(
  span: S,
  { hits }: CodedText
): S {
  const place = (offset: number, edge: 'from' | 'to'): number => {
    let shift = 0
    for (const hit of hits) {
      if (offset <= hit.from) break
      const length = [...hit.code].length
      if (offset < hit.to) return edge === 'from' ? hit.from + shift : hit.from + shift + length
      shift += length - (hit.to - hit.from)
    }
    return offset + shift
  }
  return { ...span, from: place(span.from, 'from'), to: place(span.to, 'to') }
}

/** One spelling of a word for all its capitals, accents and spaces. */
const folded = (word: string): string => word.normalize('NFC').replace(/\s+/gu, ' ').toLowerCase()

function wordsOf(name: string): readonly string[] {
  const words = name.split(/[\s,]+/u).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
  if (words.length < 2) return []
  return words.filter((word) => {
    const isParticle = word === word.toLowerCase() && word !== word.toUpperCase()
    return [...word.normalize('NFC')].length >= SHORTEST_WORD && !isParticle
  })
}

/** Scripts written without spaces, or in which particles stand at the name: there a name is found within a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const LETTER = '[\\p{L}\\p{N}\\p{M}]'

/** A name as it may be written: composed or not, with any space between its words, and no letter beside it. */
function pattern(word: string): string {
  const letters = [...word]
  const before = UNSPACED.test(letters[0] ?? '') ? '' : `(?<!${LETTER})`
  const behind = UNSPACED.test(letters.at(-1) ?? '') ? '' : `(?!${LETTER})`
  const forms = new Set([word.normalize('NFC'), word.normalize('NFD')])
  const either = [...forms].map((form) => form.split(/\s+/u).map(escaped).join('\\s+'))
  return `${before}(?:${either.join('|')})${behind}`
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
