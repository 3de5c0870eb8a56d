export type TruncateSide = 'left' | 'right' | 'none'

/**
 * One or two sequences cut to `most` tokens together, as Hugging Face's "longest first": the longer of two gives way as
 * far as the shorter; where both are too long each keeps half, an odd token goes to the longer, the second of equals.
 */
export function truncatePair(
  first: string[],
  second: string[] | undefined,
  most: number,
  side: TruncateSide
): [string[], string[] | undefined] {
  if (!second) return [cut(first, most, side), undefined]
  if (first.length + second.length <= most) return [first, second]
  const kept = Math.min(first.length, second.length, Math.floor(most / 2))
  const [a, b] = first.length > second.length ? [most - kept, kept] : [kept, most - kept]
  return [cut(first, a, side), cut(second, b, side)]
}

function cut(tokens: string[], most: number, side: TruncateSide): string[] {
  if (side === 'none' || tokens.length <= most) return tokens
  return side === 'left' ? tokens.slice(tokens.length - most) : tokens.slice(0, most)
}
