/** A stretch of a text that is drawn in a special way; positions in UTF-16 units, as the page counts. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly kind: 'hit' | 'current-hit' | 'from' | 'to' | 'picked'
}

/** A stretch of text with everything that marks it. */
export interface Piece {
  readonly text: string
  readonly kinds: readonly Mark['kind'][]
}

/** A text cut where marks begin and end. */
export function textPieces(text: string, marks: readonly Mark[]): readonly Piece[] {
  const inside = marks.filter(({ from, to }) => to > from && from < text.length)
  if (inside.length === 0) return [{ text, kinds: [] }]
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ from, to }) => [from, to])])]
    .filter((cut) => cut >= 0 && cut <= text.length)
    .sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length
    return {
      text: text.slice(from, to),
      kinds: inside.filter((mark) => mark.from <= from && mark.to >= to).map(({ kind }) => kind)
    }
  })
}

/** A position in code points as one in UTF-16 units. */
export const unitsAt = (text: string, points: number): number => [...text].slice(0, points).join('').length

/** A position in UTF-16 units as one in code points. */
export const pointsAt = (text: string, units: number): number => [...text.slice(0, units)].length

/** Words of a text with where they stand in code points; characters of scripts without spaces by the language's own rules. */
export function wordSpans(text: string): readonly { readonly from: number; readonly to: number }[] {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)
  return [...words]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => {
      const from = pointsAt(text, index)
      return { from, to: from + [...segment].length }
    })
}
