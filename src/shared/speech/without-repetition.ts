/** Longest pattern looked for, in tokens: a long sentence. */
const LONGEST_PATTERN = 48
/** A pattern of one token may be said more often ("no, no, no, no") than a sentence. */
const MOST_TIMES = (length: number): number => (length === 1 ? 5 : length <= 3 ? 3 : 2)

/** What is left of tokens once a loop at their end is cut off. */
export interface WithoutRepetition {
  readonly tokens: readonly number[]
  /** The end was a loop. */
  readonly looped: boolean
}

/**
 * Decoders that run on fall into saying the same again and again. Where the tokens end in a pattern of up to 48 tokens that
 * follows itself more often than people say things (5 times for one token, 3 for two or three, 2 for longer ones), one is kept.
 */
export function withoutRepetition(tokens: readonly number[]): WithoutRepetition {
  for (let length = 1; length <= Math.min(LONGEST_PATTERN, Math.floor(tokens.length / 2)); length++) {
    const times = timesAtEnd(tokens, length)
    if (times > MOST_TIMES(length))
      return { tokens: tokens.slice(0, tokens.length - (times - 1) * length), looped: true }
  }
  return { tokens, looped: false }
}

/** How often the last `length` tokens follow each other at the end. */
function timesAtEnd(tokens: readonly number[], length: number): number {
  let times = 1
  let at = tokens.length - 2 * length
  while (at >= 0) {
    for (let i = 0; i < length; i++) if (tokens[at + i] !== tokens[tokens.length - length + i]) return times
    times++
    at -= length
  }
  return times
}
