import { z } from 'zod'
import type { SchemeRow } from '../../domain/rows'
import { SchemeDocument } from '../../domain/scheme'
import { wordGroups } from '../../values/word-groups'

/** Words by word: each may stand for several. */
export type WordLists = Readonly<Record<string, readonly string[]>>

/** How free words become groups. */
export interface GroupingTables {
  /** A form of a word -> the words it is a form of (joyfully -> joyful). */
  readonly forms: WordLists
  /** A word -> the words of the wheels that it means. */
  readonly synonyms: WordLists
  /** Wheel -> group -> its words. */
  readonly wheels: Readonly<Record<string, WordLists>>
  /** The scheme brings no wheel: these are the app's own few hundred English words. */
  readonly builtIn: boolean
}

const Lists = z.record(z.string(), z.array(z.string()))
const Vocabulary = z.looseObject({
  synonymTable: z.record(z.string(), z.string()).default({}),
  /** Tables that are larger than a person types, as they were imported. */
  synonymLists: Lists.default({}),
  formTable: Lists.default({}),
  wheelTable: z.record(z.string(), Lists).default({})
})

/** The tables of an attribute with free words. Unreadable ones are empty. */
export function groupingTables(scheme: SchemeRow | undefined, attributeId: string): GroupingTables {
  const attribute = SchemeDocument.safeParse(scheme?.document).data?.attributes.find(
    ({ id }) => id === attributeId
  )
  const read = Vocabulary.safeParse(attribute?.['vocabulary'] ?? {}).data ?? Vocabulary.parse({})
  const synonyms: Record<string, readonly string[]> = { ...lower(read.synonymLists) }
  for (const [word, meaning] of Object.entries(read.synonymTable)) {
    const key = cleanWord(word)
    synonyms[key] = [...new Set([...(synonyms[key] ?? []), cleanWord(meaning)])]
  }
  const wheels = Object.entries(read.wheelTable).map(([wheel, groups]) => [wheel, lower(groups)] as const)
  const builtIn = wheels.length === 0
  return {
    forms: lower(read.formTable),
    synonyms,
    wheels: builtIn ? { 'Common English words': wordGroups } : Object.fromEntries(wheels),
    builtIn
  }
}

/** A word as it is looked up: lower case, single spaces, none outside. */
export const cleanWord = (word: string): string =>
  word.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, ' ')

const lower = (lists: WordLists): WordLists =>
  Object.fromEntries(Object.entries(lists).map(([key, words]) => [cleanWord(key), words.map(cleanWord)]))

/** Groups of words on one wheel; the same word is looked up once. */
export function wordGrouper(
  { forms, synonyms, wheels }: GroupingTables,
  wheel: string
): (word: string) => readonly string[] {
  const byWord = new Map<string, Set<string>>()
  for (const [group, words] of Object.entries(wheels[wheel] ?? {}))
    for (const word of [group, ...words]) byWord.set(word, (byWord.get(word) ?? new Set()).add(group))
  const known = new Map<string, readonly string[]>()
  return (word) => {
    const clean = cleanWord(word)
    const before = known.get(clean)
    if (before) return before
    // A word that stands on the wheel itself means what it says; only others go through the tables.
    const own = byWord.get(clean)
    const found = own
      ? [...own]
      : [
          ...new Set(
            [clean, ...listOf(forms, clean)]
              .flatMap((base) => [base, ...listOf(synonyms, base)])
              .flatMap((meaning) => [...(byWord.get(meaning) ?? [])])
          )
        ]
    known.set(clean, found)
    return found
  }
}

const listOf = (lists: WordLists, word: string): readonly string[] =>
  Object.hasOwn(lists, word) ? (lists[word] ?? []) : []
