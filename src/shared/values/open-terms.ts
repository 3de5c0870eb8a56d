import type { Vocabulary } from './attribute'
import { wordGroups } from './word-groups'

/**
 * A free word as it is compared: outer spaces off, inner ones single, composed letters (NFC), lower case unless the
 * scheme's `normalise` list leaves `lower` out, then its synonym. An empty text stays empty.
 */
export function normaliseTerm(vocabulary: Vocabulary, term: string): string {
  const tidy = term.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  const cased = vocabulary.normalise.includes('lower') ? tidy.toLowerCase() : tidy
  return lookUp(vocabulary.synonymTable, cased) ?? cased
}

/** Terms in order without those that mean the same word as an earlier one; empty ones are dropped. */
export function tidyTerms(vocabulary: Vocabulary, terms: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return terms
    .map((term) => term.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
    .filter((term) => {
      const key = normaliseTerm(vocabulary, term)
      if (key === '' || seen.has(key)) return false
      seen.add(key)
      return true
    })
}

/**
 * Group of a word on a wheel of the scheme (the first wheel when none is named); a scheme without wheels uses a small
 * table of common English emotion words. Undefined for a word without a group.
 */
export function groupOfTerm(vocabulary: Vocabulary, term: string, wheel?: string): string | undefined {
  const word = normaliseTerm(vocabulary, term)
  const wheels = vocabulary.wheelTable
  const groups = wheels[wheel ?? Object.keys(wheels)[0] ?? ''] ?? wordGroups
  for (const [group, words] of Object.entries(groups))
    if (group === word || words.includes(word)) return group
  return undefined
}

/** Words that mean the same as a word by the scheme's synonyms, without itself. */
export function synonymsOf(vocabulary: Vocabulary, term: string): readonly string[] {
  const word = normaliseTerm(vocabulary, term)
  const all = [word, ...Object.keys(vocabulary.synonymTable)]
  const own = term.trim().toLowerCase()
  return [...new Set(all.filter((other) => normaliseTerm(vocabulary, other) === word && other !== own))]
}

/** A word that can be offered while typing. */
export interface OfferedTerm {
  readonly term: string
  readonly group?: string
  /** How often it was used in the project. */
  readonly count: number
}

/**
 * Words to offer for what is typed: the scheme's own and those used before, begun alike first, then those that hold
 * the text; the more used first. Nothing typed offers the most used.
 */
export function offerTerms(
  vocabulary: Vocabulary,
  used: ReadonlyMap<string, number>,
  typed: string,
  most = 8
): readonly OfferedTerm[] {
  const words = new Set([
    ...vocabulary.seed,
    ...used.keys(),
    ...Object.keys(vocabulary.synonymTable),
    ...Object.values(vocabulary.wheelTable).flatMap((groups) => Object.values(groups).flat())
  ])
  if (words.size < 50)
    for (const group of Object.values(wordGroups)) for (const word of group) words.add(word)
  const text = typed.trim().toLowerCase()
  const begins = (word: string): number => Number(word.toLowerCase().startsWith(text))
  return [...words]
    .filter((word) => word.toLowerCase().includes(text))
    .map((term) => ({ term, group: groupOfTerm(vocabulary, term), count: used.get(term) ?? 0 }))
    .sort(
      (a, b) =>
        begins(b.term) - begins(a.term) ||
        b.count - a.count ||
        Number(vocabulary.seed.includes(b.term)) - Number(vocabulary.seed.includes(a.term)) ||
        (a.term < b.term ? -1 : 1)
    )
    .slice(0, most)
}

const lookUp = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
