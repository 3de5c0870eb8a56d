import { Unreadable } from './unreadable'

/** What counts in a Praat text file: everything else is comment. */
export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly comma: boolean; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'flag'; readonly value: string; readonly at: number }

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/

/**
 * Free-standing numbers, quoted texts (a quote inside is doubled) and <flags>, in order; `!` begins a comment to the end of
 * the line. Lines and the words between do not matter, so the long, the short and ELAN's variant are one grammar.
 */
export function* tokens(text: string): Generator<Token> {
  let at = 0
  while (at < text.length) {
    const char = text[at]
    if (char === '"') {
      const start = at
      let value = ''
      for (;;) {
        const end = text.indexOf('"', at + 1)
        if (end < 0)
          throw new Unreadable(
            `has a quoted text at ${place(text, start)} that is not closed; the file may be cut off.`,
            'Open it in Praat and save it again.'
          )
        value += text.slice(at + 1, end)
        at = end + 1
        if (text[at] !== '"') break
        value += '"'
      }
      yield { kind: 'text', value, at: start }
      continue
    }
    if (char === '!') {
      at = endOfLine(text, at)
      continue
    }
    if (char === undefined || char <= ' ') {
      at++
      continue
    }
    const start = at
    while (at < text.length && (text[at] ?? ' ') > ' ' && text[at] !== '"') at++
    const word = text.slice(start, at)
    if (NUMBER.test(word))
      yield { kind: 'number', value: Number(word.replace(',', '.')), comma: word.includes(','), at: start }
    else if (/^<\w+>$/.test(word)) yield { kind: 'flag', value: word, at: start }
  }
}

/** "line 12" of a position. */
export const place = (text: string, at: number): string =>
  `line ${text.slice(0, at).split(/\r\n|\r|\n/).length}`

function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '\n' || text[at] === '\r') return at
  return text.length
}
