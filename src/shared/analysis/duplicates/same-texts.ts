import type { Sliced } from '../../agreement/sliced'
import { wordsOf } from '../language/words-of'

/** Texts of fewer words are the same by chance. */
export const FEWEST_WORDS = 4

/** Texts between two pauses. */
const SLICE = 2000

/** Groups of texts with the same words, case and punctuation aside; positions, each group ascending. */
export function* sameTexts(texts: readonly string[]): Sliced<readonly (readonly number[])[]> {
  const groups = new Map<string, number[]>()
  for (const [at, text] of texts.entries()) {
    if (at % SLICE === SLICE - 1) yield
    const words = wordsOf(text)
    if (words.length < FEWEST_WORDS) continue
    const key = words.map(({ word }) => word).join(' ')
    const own = groups.get(key)
    if (own) own.push(at)
    else groups.set(key, [at])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}
