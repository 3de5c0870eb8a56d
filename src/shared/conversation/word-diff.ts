import { alignWords } from '../metrics/word-errors'

/** What is made equal before words are compared. */
export interface WordRules {
  readonly lowerCase: boolean
  readonly noPunctuation: boolean
}

/** One word or pair of words of two texts. `substitute` has both, `delete` only the reference's, `insert` only the other's. */
export interface DiffPart {
  readonly kind: 'same' | 'substitute' | 'delete' | 'insert'
  readonly reference?: string
  readonly other?: string
}

/**
 * The words of a text for comparison, under the rules; words that are nothing but punctuation vanish with it.
 * Punctuation is every character of the Unicode classes P and S; an apostrophe within a word is one ("don't" = "dont").
 */
export function comparedWords(text: string, rules: WordRules): readonly string[] {
  return displayedWords(text)
    .map((word) => comparedWord(word, rules))
    .filter((word) => word !== '')
}

/** A text as error rates take it. */
export const comparedText = (text: string, rules: WordRules): string => comparedWords(text, rules).join(' ')

/** How two texts differ word by word, with the words as they are written. The alignment is that of the error rate. */
export function wordDiff(reference: string, other: string, rules: WordRules): readonly DiffPart[] {
  const left = wordsWith(reference, rules)
  const right = wordsWith(other, rules)
  return alignWords(
    left.map(({ compared }) => compared),
    right.map(({ compared }) => compared)
  ).map((step): DiffPart => {
    const one = step.reference === undefined ? undefined : left[step.reference]?.written
    const two = step.hypothesis === undefined ? undefined : right[step.hypothesis]?.written
    switch (step.kind) {
      case 'hit':
        return { kind: 'same', reference: one, other: two }
      case 'substitution':
        return { kind: 'substitute', reference: one, other: two }
      case 'deletion':
        return { kind: 'delete', reference: one }
      case 'insertion':
        return { kind: 'insert', other: two }
    }
  })
}

const comparedWord = (word: string, { lowerCase, noPunctuation }: WordRules): string => {
  const plain = noPunctuation ? word.replace(/[\p{P}\p{S}]/gu, '') : word
  return (lowerCase ? plain.toLowerCase() : plain).normalize('NFC')
}

const wordsWith = (
  text: string,
  rules: WordRules
): readonly { readonly written: string; readonly compared: string }[] =>
  displayedWords(text)
    .map((written) => ({ written, compared: comparedWord(written, rules) }))
    .filter(({ compared }) => compared !== '')

const UNSPACED_START =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{P}]/u
const UNSPACED_END =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*$/u
/** Scripts that are written without spaces: each character stands for a word, as recognisers of them are scored. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu

/** Whether a space belongs between two words as they are written. */
export const spaceBetween = (before: string, after: string): boolean =>
  !(UNSPACED_END.test(before) && UNSPACED_START.test(after))

/** Words split at white space; characters of scripts written without spaces one by one. */
function displayedWords(text: string): readonly string[] {
  return text
    .replace(UNSPACED, ' $& ')
    .split(/\s+/u)
    .filter((word) => word !== '')
}
