/** Positions of one text in code points (as they are kept) and in UTF-16 units (as pages count). */
export interface TextPositions {
  toUnits(points: number): number
  toPoints(units: number): number
}

/** Positions of a text; made once, then each question takes a search among the characters that need two units. */
export function textPositions(text: string): TextPositions {
  // Unit positions of the first halves, ascending.
  const pairs: number[] = []
  for (const { index } of text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) pairs.push(index)
  /** Number of pairs before the first for which `beyond` holds; it holds from some pair on. */
  const pairsBefore = (beyond: (unit: number, order: number) => boolean): number => {
    let [low, high] = [0, pairs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (beyond(pairs[middle] ?? 0, middle)) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    toUnits: (points) => Math.min(text.length, points + pairsBefore((unit, order) => unit - order >= points)),
    // Inside a pair: the character it belongs to.
    toPoints: (units) => units - pairsBefore((unit) => unit >= units)
  }
}
