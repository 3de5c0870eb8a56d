import { TIME_STEP_SECONDS, type WhisperVocabulary } from './whisper-vocabulary'

/** Tokens of words between two times. */
export interface TimedTokens {
  /** Seconds from the start of the sound. */
  readonly start: number
  readonly end: number
  readonly tokens: readonly number[]
}

/** Pieces shorter than this belong to the one before: nobody says a sentence in a third of a second. */
const SHORTEST_SECONDS = 0.3

/**
 * What was said, cut where the tokens name the end of a piece and the start of the next. Times are kept within the sound
 * and in order; a piece without an end goes on to the next start or the end of the sound.
 * @param seconds length of the sound, above 0
 */
export function splitAtTimes(
  tokens: readonly number[],
  { firstTime }: Pick<WhisperVocabulary, 'firstTime'>,
  seconds: number
): TimedTokens[] {
  const pieces: { start: number; end: number | undefined; tokens: number[] }[] = []
  let open: { start: number; end: number | undefined; tokens: number[] } | undefined
  let last = 0
  for (const token of tokens) {
    if (token < firstTime) {
      open ??= { start: last, end: undefined, tokens: [] }
      open.tokens.push(token)
      continue
    }
    last = Math.min(seconds, Math.max(last, (token - firstTime) * TIME_STEP_SECONDS))
    if (open && open.tokens.length > 0) {
      pieces.push({ ...open, end: last })
      open = undefined
    } else open = { start: last, end: undefined, tokens: [] }
  }
  if (open && open.tokens.length > 0) pieces.push(open)
  return joinShort(
    pieces.map(({ start, end, tokens: words }) => ({ start, end: end ?? seconds, tokens: words })),
    seconds
  )
}

/** The first piece begins with the sound and the last one ends with it: the stretch is known better than the times. */
function joinShort(pieces: readonly TimedTokens[], seconds: number): TimedTokens[] {
  const joined: TimedTokens[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    if (
      before &&
      (piece.end - piece.start < SHORTEST_SECONDS || before.end - before.start < SHORTEST_SECONDS)
    )
      joined[joined.length - 1] = {
        start: before.start,
        end: Math.max(before.end, piece.end),
        tokens: [...before.tokens, ...piece.tokens]
      }
    else joined.push(piece)
  }
  return joined.map((piece, i) => ({
    ...piece,
    start: i === 0 ? 0 : piece.start,
    end: i === joined.length - 1 ? seconds : piece.end
  }))
}
