/** A stretch of text in UTF-16 units; `to` is exclusive. */
export interface UnitRange {
  readonly from: number
  readonly to: number
}

/** The first word that ends behind a position; undefined after the last. Words as Unicode says (UAX 29), line by line. */
export function wordAfter(text: string, units: number): UnitRange | undefined {
  for (let at = units; at <= text.length;) {
    const line = lineAt(text, at)
    const found = wordsIn(text, line).find(({ to }) => to > units)
    if (found) return found
    at = line.to + 1
  }
  return undefined
}

/** The last word that starts before a position; undefined before the first. */
export function wordBefore(text: string, units: number): UnitRange | undefined {
  for (let at = units; at >= 0;) {
    const line = lineAt(text, at)
    const found = wordsIn(text, line).findLast(({ from }) => from < units)
    if (found) return found
    at = line.from - 1
  }
  return undefined
}

/** Position one character further, as a reader sees characters: a base with its accents, a joined emoji. */
export function characterStep(text: string, units: number, direction: 1 | -1): number {
  const { from, to } = lineAt(text, direction > 0 ? units : Math.max(0, units - 1))
  const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(from, to))
  const edges = [from, ...[...characters].map(({ index, segment }) => from + index + segment.length)]
  return direction > 0
    ? (edges.find((edge) => edge > units) ?? Math.min(text.length, units + 1))
    : (edges.findLast((edge) => edge < units) ?? Math.max(0, units - 1))
}

/** Whether a line is read from right to left: its first letter is of a script that is. */
export function isRightToLeft(line: string): boolean {
  const letter = /\p{L}/u.exec(line)?.[0]
  return letter !== undefined && RIGHT_TO_LEFT.test(letter)
}
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** The line around a position, without its line break. */
export function lineAt(text: string, units: number): UnitRange {
  const from = units <= 0 ? 0 : text.lastIndexOf('\n', units - 1) + 1
  const end = text.indexOf('\n', units)
  return { from, to: end < 0 ? text.length : end }
}

function wordsIn(text: string, { from, to }: UnitRange): readonly UnitRange[] {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text.slice(from, to))
  return [...words]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ from: from + index, to: from + index + segment.length }))
}
