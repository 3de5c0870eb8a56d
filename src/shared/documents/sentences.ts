import { codePointCount } from './code-points'

/** One sentence or line of a document; `from` and `to` (exclusive) in code points of the whole text. */
export interface Sentence {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * Sentences of a document in order: every line is taken by itself, within it sentences end as Unicode says (UAX 29,
 * `Intl.Segmenter`). White space around a sentence is no part of it; lines without words are left out.
 */
export function sentences(text: string, language?: string): readonly Sentence[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  const found: Sentence[] = []
  let from = 0
  for (const line of text.split(/(\r\n|\r|\n|\u2028|\u2029)/)) {
    for (const { segment } of segmenter.segment(line)) {
      const words = segment.trim()
      const length = codePointCount(segment)
      if (words !== '') {
        const start = from + codePointCount(segment.slice(0, segment.length - segment.trimStart().length))
        found.push({ from: start, to: start + codePointCount(words), text: words })
      }
      from += length
    }
  }
  return found
}
