import { describe, expect, it } from 'vitest'
import { codePointCount, unitsBefore } from '../../../src/shared/documents/code-points'
import { markedPieces, markLanes } from '../../../src/shared/documents/mark-lanes'
import { textPositions } from '../../../src/shared/documents/text-positions'
import { characterStep, isRightToLeft, wordAfter, wordBefore } from '../../../src/shared/documents/words'

const text = 'Oh 😀😀 no!\nשלום עולם\n日本語を読む e\u0301té 👨‍👩‍👧'
const words = (range: { readonly from: number; readonly to: number } | undefined): string | undefined =>
  range && text.slice(range.from, range.to)

describe('positions found by search', () => {
  it('are those found by counting', () => {
    const positions = textPositions(text)
    for (let points = 0; points <= codePointCount(text); points++) {
      expect(positions.toUnits(points)).toBe(unitsBefore(text, points))
      expect(positions.toPoints(positions.toUnits(points))).toBe(points)
    }
  })
})

describe('reading by word', () => {
  it('goes through every script and over line ends, forth and back', () => {
    const forth: string[] = []
    for (let word = wordAfter(text, 0); word; word = wordAfter(text, word.to)) forth.push(words(word) ?? '')
    expect(forth.slice(0, 4)).toEqual(['Oh', 'no', 'שלום', 'עולם'])
    expect(forth.at(-1)).toBe('e\u0301té')
    const back: string[] = []
    for (let word = wordBefore(text, text.length); word; word = wordBefore(text, word.from))
      back.unshift(words(word) ?? '')
    expect(back).toEqual(forth)
  })

  it('steps over an accent and a joined family as one character', () => {
    const accent = text.indexOf('e\u0301')
    expect(characterStep(text, accent, 1)).toBe(accent + 2)
    const family = text.indexOf('👨')
    expect(characterStep(text, family, 1)).toBe(text.length)
    expect(characterStep(text, text.length, -1)).toBe(family)
    expect(characterStep(text, text.length, 1)).toBe(text.length)
  })

  it('knows lines that run from right to left by their first letter', () => {
    expect(text.split('\n').map(isRightToLeft)).toEqual([false, true, false])
    expect(isRightToLeft('12 – عربي')).toBe(true)
  })
})

describe('marks that overlap', () => {
  it('lie in lanes of their own, and the text is cut at their edges', () => {
    const marks = [
      { key: 'a', from: 2, to: 6 },
      { key: 'b', from: 4, to: 8 },
      { key: 'c', from: 6, to: 7 }
    ]
    const lanes = markLanes(marks)
    expect([...lanes]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0]
    ])
    const drawn = markedPieces(0, 10, marks, lanes).map((piece) =>
      [piece.from, piece.to, ...piece.marks.map(({ mark, starts }) => mark.key + (starts ? '!' : ''))].join(
        ' '
      )
    )
    expect(drawn).toEqual(['0 2', '2 4 a!', '4 6 a b!', '6 7 b c!', '7 8 b', '8 10'])
  })
})
