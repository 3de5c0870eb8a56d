import { describe, expect, test } from 'vitest'
import { cutStretch } from '../../../src/shared/speech/cut-stretch'
import { speechStretches, USUAL_SPEECH_RULES } from '../../../src/shared/speech/speech-stretches'

const rules = { ...USUAL_SPEECH_RULES, padSeconds: 0 }
/** Ten frames a second; each digit is a probability in tenths. */
const frames = (digits: string): number[] => [...digits].map((digit) => Number(digit) / 10)
const spans = (digits: string, more: Partial<typeof rules> = {}): readonly (readonly [number, number])[] =>
  speechStretches(frames(digits), 0.1, { ...rules, ...more }).map(({ start, end }) => [
    Math.round(start * 1000) / 1000,
    Math.round(end * 1000) / 1000
  ])

describe('stretches of speech', () => {
  test('silence has none, and speech from end to end is one', () => {
    expect(spans('0000000000')).toEqual([])
    expect(spans('')).toEqual([])
    expect(spans('9999999999')).toEqual([[0, 1]])
  })

  test('a voice that wavers between the two limits is not chopped up', () => {
    // 0.4 lies below the threshold of 0.5 and above 0.35, where a stretch ends.
    expect(spans('0099949994990')).toEqual([[0.2, 1.2]])
    expect(spans('0099919991990', { minSilenceSeconds: 0.1 })).toEqual([
      [0.2, 0.5],
      [0.6, 0.9]
    ])
  })

  test('a pause shorter than the least silence does not end a stretch', () => {
    expect(spans('0999009990', { minSilenceSeconds: 0.3 })).toEqual([[0.1, 0.9]])
    expect(spans('0999000999', { minSilenceSeconds: 0.3 })).toEqual([
      [0.1, 0.4],
      [0.7, 1]
    ])
  })

  test('a short noise is left out', () => {
    expect(spans('0900000999', { minSpeechSeconds: 0.25 })).toEqual([[0.7, 1]])
  })

  test('padding meets in the middle of a gap and stays within the recording', () => {
    expect(spans('9990999', { padSeconds: 0.2, minSilenceSeconds: 0.1 })).toEqual([
      [0, 0.35],
      [0.35, 0.7]
    ])
  })

  test('the confidence is the mean of the frames without padding', () => {
    const [only] = speechStretches(frames('0068880'), 0.1, { ...rules, padSeconds: 0.1 })
    expect(only?.confidence).toBeCloseTo(0.75)
  })

  test('a frame without length is refused', () => {
    expect(() => speechStretches([1], 0, rules)).toThrow('the length of a frame must be positive, got 0')
  })
})

describe('long stretches', () => {
  const cuts = (digits: string, longest: number): readonly number[] =>
    cutStretch({ start: 0, end: digits.length / 10, confidence: 1 }, frames(digits), 0.1, longest).map(
      ({ end }) => Math.round(end * 1000) / 1000
    )

  test('what fits stays whole', () => {
    expect(cuts('9999999999', 1)).toEqual([1])
  })

  test('is cut where speech is least likely in the second half of what fits', () => {
    expect(cuts('9919999299999999', 1)).toEqual([0.75, 1.6])
  })

  test('pieces touch and none is too long', () => {
    const pieces = cutStretch(
      { start: 3, end: 100, confidence: 1 },
      Array.from({ length: 1000 }, (_, i) => (Math.sin(i * 12.9898) + 1) / 2),
      0.1,
      7
    )
    expect(pieces[0]?.start).toBe(3)
    expect(pieces.at(-1)?.end).toBe(100)
    pieces.forEach(({ start, end }, i) => {
      expect(end - start).toBeLessThanOrEqual(7)
      expect(end).toBeGreaterThan(start)
      if (i > 0) expect(start).toBe(pieces[i - 1]?.end)
    })
  })
})
