import type { WhisperVocabulary } from './whisper-vocabulary'

/** The token chosen, and how likely it was among those allowed. */
export interface NextToken {
  readonly token: number
  /** Natural logarithm of its probability, 0 or less. */
  readonly logProbability: number
}

/** Latest first time: words begin in the first second of what is heard (Radford et al. 2022, 4.5). */
const LATEST_FIRST_SECONDS = 1
const STEPS_PER_SECOND = 50

/**
 * The likeliest next token under Whisper's rules of time (Radford et al. 2022, 4.5): a time comes first; times come in
 * pairs, the end of one piece and the start of the next, and never run backwards; where all times together are likelier
 * than any word, a time is due. Special tokens other than the end are never said.
 * @param scores before softmax, one for each token; changed in place
 * @param said tokens so far, without those that asked
 */
export function nextToken(
  scores: Float32Array,
  said: readonly number[],
  vocabulary: WhisperVocabulary
): NextToken {
  const { end, firstTime } = vocabulary
  forbid(scores, end + 1, firstTime)
  for (const token of vocabulary.never) scores[token] = -Infinity
  if (said.length === 0) {
    for (const token of vocabulary.neverFirst) scores[token] = -Infinity
    forbid(scores, 0, firstTime)
    forbid(scores, firstTime + LATEST_FIRST_SECONDS * STEPS_PER_SECOND + 1, scores.length)
  } else keepTimesInOrder(scores, said, vocabulary)
  const word = greatest(scores, 0, firstTime)
  const time = greatest(scores, firstTime, scores.length)
  const peak = Math.max(word.score, time.score)
  const words = sumOfPowers(scores, 0, firstTime, peak)
  const times = sumOfPowers(scores, firstTime, scores.length, peak)
  if (times > 0 && Math.log(times) + peak > word.score)
    return { token: time.token, logProbability: time.score - peak - Math.log(times) }
  const chosen = time.score > word.score ? time : word
  return { token: chosen.token, logProbability: chosen.score - peak - Math.log(words + times) }
}

/** Probability of one token over all, for instance of the one that says nobody speaks. */
export function probabilityOf(token: number, scores: Float32Array): number {
  const peak = greatest(scores, 0, scores.length).score
  return Math.exp((scores[token] ?? -Infinity) - peak) / sumOfPowers(scores, 0, scores.length, peak)
}

function keepTimesInOrder(
  scores: Float32Array,
  said: readonly number[],
  { end, firstTime }: WhisperVocabulary
): void {
  const isTime = (token: number | undefined): boolean => token !== undefined && token >= firstTime
  const last = said.at(-1)
  const open = isTime(last) && said.length > 1 && !isTime(said.at(-2))
  if (isTime(last)) {
    // After the end of a piece comes the start of the next or the end of all; after a start come words.
    if (open) forbid(scores, 0, end)
    else forbid(scores, firstTime, scores.length)
  }
  const latest = said.findLast(isTime)
  // The next piece may begin when the last one ended; a piece has some length.
  if (latest !== undefined) forbid(scores, firstTime, open ? latest : latest + 1)
}

function forbid(scores: Float32Array, from: number, to: number): void {
  if (to > from) scores.fill(-Infinity, from, to)
}

function greatest(
  scores: Float32Array,
  from: number,
  to: number
): { readonly token: number; readonly score: number } {
  let token = from
  let score = -Infinity
  for (let i = from; i < to; i++) {
    const value = scores[i] ?? -Infinity
    if (value > score) {
      score = value
      token = i
    }
  }
  return { token, score }
}

function sumOfPowers(scores: Float32Array, from: number, to: number, peak: number): number {
  let sum = 0
  for (let i = from; i < to; i++) {
    const value = scores[i] ?? -Infinity
    if (value !== -Infinity) sum += Math.exp(value - peak)
  }
  return sum
}
