export type TruncateSide = 'left' | 'right' | 'none'

/**
 * One or two sequences cut to `most` tokens together. Of two, the longer gives way first, token by token, the second
 * where both are equally long (the rule called "longest first").
 */
export function truncatePair(
  first: string[],
  second: string[] | undefined,
  most: number,
  side: TruncateSide
): [string[], string[] | undefined] {
  if (!second) return [cut(first, most, side), undefined]
  let [a, b] = [first.length, second.length]
  while (a + b > most) {
    if (a > b) a--
    else b--
  }
  return [cut(first, a, side), cut(second, b, side)]
}

function cut(tokens: string[], most: number, side: TruncateSide): string[] {
  if (side === 'none' || tokens.length <= most) return tokens
  return side === 'left' ? tokens.slice(tokens.length - most) : tokens.slice(0, most)
}
