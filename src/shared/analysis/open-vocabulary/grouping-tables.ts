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

/**
 * Group of words on one wheel, by the rule of EW (Lian et al. 2025): a word goes to the words it is a form of, these to
 * their synonyms; of all of them in the order of the alphabet the first that stands on the wheel tells the group. A word
 * without an entry in a table stands for itself. A word that a wheel lists twice counts where it stands last. Nothing
 * for a word that comes to stand nowhere; the same word is looked up once.
 */
export function wordGrouper(
  { forms, synonyms, wheels }: GroupingTables,
  wheel: string
): (word: string) => readonly string[] {
  const groups = Object.entries(wheels[wheel] ?? {})
  const places = new Map(groups.map(([group]) => [group, group]))
  for (const [group, words] of groups) for (const word of words) places.set(word, group)
  const known = new Map<string, readonly string[]>()
  return (word) => {
    const clean = cleanWord(word)
    const before = known.get(clean)
    if (before) return before
    const group = listOf(forms, clean)
      .flatMap((base) => listOf(synonyms, base))
      .sort()
      .map((meaning) => places.get(meaning))
      .find((found) => found !== undefined)
    const found = group === undefined ? [] : [group]
    known.set(clean, found)
    return found
  }
}

const listOf = (lists: WordLists, word: string): readonly string[] =>
  Object.hasOwn(lists, word) ? (lists[word] ?? []) : [word]
