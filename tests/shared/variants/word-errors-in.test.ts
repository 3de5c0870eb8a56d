import { expect, test } from 'vitest'
import { wordErrors } from '../../../src/shared/metrics/word-errors'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { wordErrorsIn } from '../../../src/shared/variants/word-errors-in'

const draw = seededRandom(9)
const vocabulary = Array.from({ length: 400 }, (_, i) => `word${i}`)
const texts = Array.from({ length: 300 }, () =>
  Array.from({ length: 20 }, () => vocabulary[draw() % 400]).join(' ')
)
const worse = (rate: number, seed = 1) => texts.map((text) => wordErrorsIn(text, rate, seed, vocabulary).text)

test('the measured word error rate is the one asked for', () => {
  // 6,000 words: three standard errors of a rate are below 0.02.
  for (const rate of [0.1, 0.2, 0.4]) {
    const { wer, perUtterance } = wordErrors(texts, worse(rate))
    expect(Math.abs((wer ?? 0) - rate)).toBeLessThan(0.02)
    const of = (kind: 'substitutions' | 'deletions' | 'insertions') =>
      perUtterance.reduce((sum, one) => sum + one[kind], 0)
    const all = of('substitutions') + of('deletions') + of('insertions')
    expect(of('substitutions') / all).toBeGreaterThan(of('deletions') / all)
    expect(of('deletions') / all).toBeGreaterThan(of('insertions') / all)
  }
})

test('the same seed gives the same errors, another seed others', () => {
  expect(worse(0.2)).toEqual(worse(0.2))
  expect(worse(0.2, 2)).not.toEqual(worse(0.2))
})

test('errors of a small step are among those of a larger one', () => {
  const text = texts[0] ?? ''
  const kept = (rate: number) => new Set(wordErrorsIn(text, rate, 1, []).text.split(' '))
  for (const word of kept(0.4)) expect(kept(0.1).has(word)).toBe(true)
})

test('nothing changes at rate 0, nor in an empty text', () => {
  expect(wordErrorsIn('a  b', 0, 1, vocabulary)).toEqual({ text: 'a  b', errors: 0, words: 2 })
  expect(wordErrorsIn('', 1, 1, vocabulary)).toEqual({ text: '', errors: 0, words: 0 })
})
