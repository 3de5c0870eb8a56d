import { drawBelow, seededRandom } from '../metrics/base/seeded-random'
import { textSeed } from './text-seed'

/**
 * A text with word errors made on purpose: each word is wrong with probability `rate` (0 to 1). Of the wrong ones 60 % are
 * replaced by another word of `vocabulary`, 25 % are left out, 15 % are followed by one. The same seed and text give the same
 * errors; those of a smaller rate are among those of a larger one. Spaces become single ones where anything changed.
 */
export function wordErrorsIn(
  text: string,
  rate: number,
  seed: number,
  vocabulary: readonly string[]
): { readonly text: string; readonly errors: number; readonly words: number } {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  const draw = seededRandom(textSeed(text, seed))
  const unit = (): number => draw() / 4294967296
  const out: string[] = []
  let errors = 0
  for (const word of words) {
    // Drawn for every word, wrong or not, so that a larger rate only adds errors.
    const [chance, kind, place] = [unit(), unit(), draw()]
    const other = vocabulary.length > 0 ? otherWord(vocabulary, word, () => place) : undefined
    if (chance >= rate) out.push(word)
    else {
      errors++
      if (kind < LEFT_OUT) continue
      if (other === undefined) errors--
      if (kind < LEFT_OUT + ADDED) out.push(word, ...(other === undefined ? [] : [other]))
      else out.push(other ?? word)
    }
  }
  return { text: errors > 0 ? out.join(' ') : text, errors, words: words.length }
}

const LEFT_OUT = 0.25
const ADDED = 0.15

function otherWord(vocabulary: readonly string[], word: string, draw: () => number): string | undefined {
  const at = drawBelow(draw, vocabulary.length)
  const found = vocabulary[at]
  return found === word ? vocabulary[(at + 1) % vocabulary.length] : found
}
