import type { Person, Track } from '../domain/rows'

/**
 * Persons under their codes: the code takes the place of the name, and the note, which is free text, is left out. A
 * person without a code is called P and a number by place in the list, the first number that nobody has as a code.
 */
export function inCodes(persons: readonly Person[]): readonly Person[] {
  const taken = new Set(persons.map(({ details }) => details?.code).filter((code) => code !== undefined))
  let number = 0
  const next = (): string => {
    do number++
    while (taken.has(`P${number}`))
    return `P${number}`
  }
  return persons.map(({ note: _note, ...person }) => ({ ...person, name: person.details?.code || next() }))
}

/** A text with every name of a person, as a word of its own, replaced by the code that stands for it. */
export function namesReplaced(text: string, persons: readonly Person[], coded: readonly Person[]): string {
  const codes = new Map(coded.map(({ id, name }) => [id, name]))
  // The longest first, so that "Ann Lee" is not left as "P1 Lee".
  const byLength = [...persons].sort((a, b) => b.name.length - a.name.length)
  return byLength.reduce((result, { id, name }) => {
    const code = codes.get(id)
    if (code === undefined || name.trim() === '' || name === code) return result
    const word = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu')
    return result.replace(word, () => code)
  }, text)
}

/** Tracks whose names do not name persons any more. */
export const tracksInCodes = (
  tracks: readonly Track[],
  persons: readonly Person[],
  coded: readonly Person[]
): readonly Track[] => tracks.map((track) => ({ ...track, name: namesReplaced(track.name, persons, coded) }))

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
