import { describe, expect, test } from 'vitest'
import { nextToken, probabilityOf } from '../../../src/shared/speech/next-token'
import { splitAtTimes } from '../../../src/shared/speech/split-at-times'
import { withoutRepetition } from '../../../src/shared/speech/without-repetition'
import type { WhisperVocabulary } from '../../../src/shared/speech/whisper-vocabulary'

/** Words 0 to 9, the end 10, specials 11 to 19, times from 20 on. */
const vocabulary: WhisperVocabulary = {
  start: 11,
  end: 10,
  transcribe: 12,
  noSpeech: 18,
  firstTime: 20,
  languages: new Map([['de', 13]]),
  never: [9],
  neverFirst: [0, 10]
}
const SIZE = 320
/** Scores of 0 with some set. */
const scores = (set: Readonly<Record<number, number>>): Float32Array => {
  const all = new Float32Array(SIZE)
  for (const [token, value] of Object.entries(set)) all[Number(token)] = value
  return all
}
const after = (said: readonly number[], set: Readonly<Record<number, number>>): number =>
  nextToken(scores(set), said, vocabulary).token

describe('the next token of a transcript', () => {
  test('a time within the first second comes first, whatever the words say', () => {
    expect(after([], { 3: 50, 25: 1 })).toBe(25)
    expect(after([], { 3: 50, 200: 40, 25: 1 })).toBe(25)
  })

  test('words follow a start, not another time', () => {
    expect(after([20], { 3: 5, 30: 50 })).toBe(3)
  })

  test('the end of a piece is followed by the start of the next or the end of all', () => {
    expect(after([20, 3, 40], { 3: 50, 40: 20, 10: 5 })).toBe(40)
    expect(after([20, 3, 40], { 3: 50, 10: 30 })).toBe(10)
  })

  test('time never runs backwards, and a piece has some length', () => {
    expect(after([20, 3, 40, 40, 4], { 30: 90, 40: 80, 41: 70 })).toBe(41)
    expect(after([20, 3, 40], { 30: 90, 45: 60 })).toBe(45)
  })

  test('where all times together are likelier than any word, a time is due', () => {
    // 280 times at 0 weigh as much as one word at log 280, about 5.6.
    expect(after([20, 3], { 4: 5, 60: 0.5 })).toBe(60)
    expect(after([20, 3], { 4: 7, 60: 0.5 })).toBe(4)
  })

  test('specials and what is never said are never chosen', () => {
    expect(after([20], { 9: 50, 15: 60, 4: 12 })).toBe(4)
  })

  test('the probability is that among what is allowed', () => {
    // Words 0 to 8 and the end are allowed besides times from 21 on, which are 299: a word at 10 against 9 + 299 at 0.
    const { token, logProbability } = nextToken(scores({ 4: 10 }), [20, 3], vocabulary)
    expect(token).toBe(4)
    expect(logProbability).toBeCloseTo(10 - Math.log(Math.exp(10) + 9 + 299), 5)
  })

  test('probabilities over all tokens', () => {
    expect(probabilityOf(18, scores({ 18: Math.log(320) }))).toBeCloseTo(320 / (320 + 319), 5)
  })
})

describe('repetition', () => {
  const sentence = [5, 6, 7, 8]
  test('a sentence said twice stays, said three times it is a loop of which one is kept', () => {
    expect(withoutRepetition([1, ...sentence, ...sentence])).toEqual({
      tokens: [1, ...sentence, ...sentence],
      looped: false
    })
    expect(withoutRepetition([1, ...sentence, ...sentence, ...sentence])).toEqual({
      tokens: [1, ...sentence],
      looped: true
    })
  })

  test('five times the same word is something people say, six times is not', () => {
    expect(withoutRepetition([1, 2, 2, 2, 2, 2]).looped).toBe(false)
    expect(withoutRepetition([1, 2, 2, 2, 2, 2, 2])).toEqual({ tokens: [1, 2], looped: true })
  })

  test('nothing and little have no loop', () => {
    expect(withoutRepetition([])).toEqual({ tokens: [], looped: false })
    expect(withoutRepetition([4])).toEqual({ tokens: [4], looped: false })
  })
})

describe('pieces between times', () => {
  const at = (seconds: number): number => 20 + Math.round(seconds * 50)
  test('two sentences are two pieces; the outer ends are those of the sound', () => {
    const tokens = [at(0.1), 1, 2, at(1.5), at(1.8), 3, at(3.9)]
    expect(splitAtTimes(tokens, vocabulary, 4)).toEqual([
      { start: 0, end: 1.5, tokens: [1, 2] },
      { start: 1.8, end: 4, tokens: [3] }
    ])
  })

  test('times beyond the sound and pieces without end are kept within it', () => {
    expect(splitAtTimes([at(0), 1, at(6)], vocabulary, 2)).toEqual([{ start: 0, end: 2, tokens: [1] }])
    expect(splitAtTimes([at(0), 1, 2], vocabulary, 2)).toEqual([{ start: 0, end: 2, tokens: [1, 2] }])
    expect(splitAtTimes([at(0), at(1)], vocabulary, 2)).toEqual([])
  })

  test('a piece of a moment belongs to the one before', () => {
    expect(splitAtTimes([at(0), 1, at(1), at(1), 2, at(1.1)], vocabulary, 2)).toEqual([
      { start: 0, end: 2, tokens: [1, 2] }
    ])
  })
})
