import { wordsOf } from '../language/words-of'

/** Texts of fewer words are the same by chance. */
export const FEWEST_WORDS = 4

/** Groups of texts with the same words, case and punctuation aside; positions, each group ascending. */
export function sameTexts(texts: readonly string[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>()
  texts.forEach((text, at) => {
    const words = wordsOf(text)
    if (words.length < FEWEST_WORDS) return
    const key = words.map(({ word }) => word).join(' ')
    const own = groups.get(key)
    if (own) own.push(at)
    else groups.set(key, [at])
  })
  return [...groups.values()].filter((group) => group.length > 1)
}
