/** A word of a text: as it is counted, and where it stands. */
export interface Word {
  /** Lower case, with one kind of apostrophe. */
  readonly word: string
  /** Characters [start, end) of the text. */
  readonly start: number
  readonly end: number
}

// Letters and digits with the marks on them; apostrophes and hyphens only between letters.
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’\-][\p{L}\p{N}\p{M}]+)*/gu

/** Words of a text in order. Scripts written without spaces give one word per run of letters. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    word: match[0].toLowerCase().replaceAll('’', "'"),
    start: match.index,
    end: match.index + match[0].length
  }))
}
