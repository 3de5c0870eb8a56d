import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { keyWordInContext } from '../../../../src/shared/analysis/language/key-word-in-context'
import { addWords, logOdds } from '../../../../src/shared/analysis/language/log-odds'
import { wordsOf } from '../../../../src/shared/analysis/language/words-of'
import golden from '../../../fixtures/golden/language.json'

/** Made with numpy by scripts/golden/language.py. */
const cases = z
  .array(
    z.object({
      a: z.string(),
      b: z.string(),
      rest: z.string(),
      strength: z.number(),
      words: z.record(z.string(), z.tuple([z.number(), z.number(), z.number(), z.number()]))
    })
  )
  .parse(golden.cases)

const countsOf = (...texts: readonly string[]) => {
  const counts = new Map<string, number>()
  for (const text of texts)
    addWords(
      counts,
      wordsOf(text).map(({ word }) => word)
    )
  return counts
}

describe('characteristic words', () => {
  it.each(cases)('have the z of an independent computation to 1e-6, prior of $strength words', (one) => {
    const found = logOdds(countsOf(one.a), countsOf(one.b), countsOf(one.a, one.b, one.rest), one.strength)
    expect(found.map(({ word }) => word).sort()).toEqual(Object.keys(one.words).sort())
    for (const { word, countA, countB, delta, z: score } of found) {
      const [a, b, expectedDelta, expectedZ] = one.words[word] ?? [0, 0, 0, 0]
      expect([countA, countB]).toEqual([a, b])
      expect(Math.abs(delta - expectedDelta)).toBeLessThan(1e-6)
      expect(Math.abs(score - expectedZ)).toBeLessThan(1e-6)
    }
  })

  it('stand the other way round when the groups are swapped', () => {
    const [a, b] = [countsOf('no no yes'), countsOf('yes yes maybe')]
    const all = countsOf('no no yes', 'yes yes maybe')
    const forth = logOdds(a, b, all, 10)
    const back = logOdds(b, a, all, 10)
    expect(back.map(({ word }) => word)).toEqual(forth.map(({ word }) => word).reverse())
    expect(back.map(({ z: score }) => -score).reverse()).toEqual(forth.map(({ z: score }) => score))
  })

  it('do not exist for a word that the background does not know', () => {
    expect(logOdds(countsOf('odd'), countsOf('even'), countsOf('even even seven'), 5)).toMatchObject([
      { word: 'even' }
    ])
  })
})

describe('words', () => {
  it('keep apostrophes and hyphens within, letters of all scripts, and lose the rest', () => {
    expect(wordsOf("Don’t — you're well-known, 42 Größe!").map(({ word }) => word)).toEqual([
      "don't",
      "you're",
      'well-known',
      '42',
      'größe'
    ])
  })

  it('are shown with what stands around them, whatever their case', () => {
    const { lines, total } = keyWordInContext(['Stop it. Just STOP!', 'nonstop', 'please stop'], 'stop', 2)
    expect(total).toBe(3)
    expect(lines).toEqual([
      { text: 0, left: '', hit: 'Stop', right: ' it. Just STOP!' },
      { text: 0, left: 'Stop it. Just ', hit: 'STOP', right: '!' }
    ])
  })

  it('are cut at a word where the text is long', () => {
    const { lines } = keyWordInContext(
      [`${'one two '.repeat(20)}HERE ${'three four '.repeat(20)}`],
      'here',
      5
    )
    expect(lines[0]?.left).toMatch(/^… (one|two) .*two $/)
    expect(lines[0]?.right).toMatch(/^ three .*(three|four) …$/)
    expect(lines[0]?.left.length).toBeLessThan(64)
  })
})
