import { expect, test } from 'vitest'
import { judgedPairs, wordSpan } from '../../../../src/shared/analysis/causes/cause-pairs'

const pair = (emotionTurn: number, causeTurn: number, emotion: string) => ({
  ...{ conversation: 'a', emotionTurn, causeTurn, emotion }
})

test('every pair is told once, with what became of it, the missed ones first', () => {
  const reference = [pair(1, 0, 'joy'), pair(3, 2, 'anger'), pair(3, 2, 'anger')]
  const candidate = [pair(3, 2, 'anger'), pair(1, 0, 'sadness')]
  expect(judgedPairs(reference, candidate)).toEqual([
    { ...pair(1, 0, 'joy'), outcome: 'missed' },
    { ...pair(1, 0, 'sadness'), outcome: 'wrong' },
    { ...pair(3, 2, 'anger'), outcome: 'hit' }
  ])
})

test('places in the signs of a text become places among its words', () => {
  const text = 'You  made 😀 it, really'
  expect(wordSpan(text)).toEqual({ start: 0, end: 5 })
  // From the middle of "made" to the end of "it,": words 1 to 3.
  expect(wordSpan(text, { from: 7, to: 15 })).toEqual({ start: 1, end: 4 })
  expect(wordSpan('', undefined)).toEqual({ start: 0, end: 1 })
})
