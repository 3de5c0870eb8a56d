/** Number of Unicode code points of a text; a character outside the basic plane (most emoji) counts once. */
export function codePointCount(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; count++) at += unitsOf(text, at)
  return count
}

/** The characters [from, to) of a text, in code points. */
export function sliceCodePoints(text: string, from: number, to: number): string {
  const start = unitsBefore(text, from)
  return text.slice(start, start + unitsBefore(text.slice(start), to - from))
}

/** Position in UTF-16 units (as pages and strings count) of a position in code points; past the end: the end. */
export function unitsBefore(text: string, points: number): number {
  let at = 0
  for (let count = 0; count < points && at < text.length; count++) at += unitsOf(text, at)
  return at
}

/** Position in code points of a position in UTF-16 units; inside a pair: the character it belongs to. */
export const pointsBefore = (text: string, units: number): number => {
  const inPair = units > 0 && units < text.length && unitsOf(text, units - 1) === 2
  return codePointCount(text.slice(0, inPair ? units - 1 : units))
}

/** UTF-16 units of the character that starts at a unit; half of a pair that stands alone counts as one character. */
function unitsOf(text: string, at: number): 1 | 2 {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}
