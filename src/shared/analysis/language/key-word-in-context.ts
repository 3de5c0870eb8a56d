import { wordsOf } from './words-of'

/** One occurrence of a word with what stands around it. */
export interface ContextLine {
  /** Position of the text. */
  readonly text: number
  readonly left: string
  readonly hit: string
  readonly right: string
}

/** Characters shown on each side. */
const REACH = 60

/** Occurrences of a word in texts, in order, at most `limit`; and how many there are. */
export function keyWordInContext(
  texts: readonly string[],
  word: string,
  limit: number
): { readonly lines: readonly ContextLine[]; readonly total: number } {
  const lines: ContextLine[] = []
  let total = 0
  texts.forEach((text, at) => {
    if (!text.toLowerCase().replaceAll('’', "'").includes(word)) return
    for (const each of wordsOf(text)) {
      if (each.word !== word) continue
      total++
      if (lines.length >= limit) continue
      lines.push({
        text: at,
        left: leftOf(text, each.start),
        hit: text.slice(each.start, each.end),
        right: rightOf(text, each.end)
      })
    }
  })
  return { lines, total }
}

/** The end of what stands before, cut at a word where it is long. */
function leftOf(text: string, end: number): string {
  if (end <= REACH) return text.slice(0, end)
  const part = text.slice(end - REACH, end)
  return `… ${part.slice(part.indexOf(' ') + 1)}`
}

function rightOf(text: string, start: number): string {
  if (text.length - start <= REACH) return text.slice(start)
  const part = text.slice(start, start + REACH)
  const last = part.lastIndexOf(' ')
  return `${last > 0 ? part.slice(0, last) : part} …`
}
