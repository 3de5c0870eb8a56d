import { describe, expect, it } from 'vitest'
import {
  codePointCount,
  pointsBefore,
  sliceCodePoints,
  unitsBefore
} from '../../../src/shared/documents/code-points'
import { sentences } from '../../../src/shared/documents/sentences'

describe('positions in a text', () => {
  // Counted by Python 3: len('a😀e\u0301👨‍👩‍👧z') is 10.
  const text = 'a😀e\u0301👨‍👩‍👧z'
  it('count an emoji once, its joined family as its parts, an accent of its own once', () => {
    expect(codePointCount(text)).toBe(10)
    expect(sliceCodePoints(text, 1, 2)).toBe('😀')
    expect(sliceCodePoints(text, 2, 4)).toBe('e\u0301')
    expect(sliceCodePoints(text, 4, 9)).toBe('👨‍👩‍👧')
  })
  it('go from characters to units and back, also from the middle of a pair', () => {
    for (let point = 0; point <= 10; point++) expect(pointsBefore(text, unitsBefore(text, point))).toBe(point)
    expect(pointsBefore(text, 2)).toBe(1)
    expect(unitsBefore(text, 99)).toBe(text.length)
  })
})

describe('sentences of a document', () => {
  it('say where they stand, whatever stands between them', () => {
    const text = '\u3000  第一句。第二句！\r\n\n- One 🙂 two? Three…\u2028end'
    const found = sentences(text)
    expect(found.map((sentence) => sentence.text)).toEqual([
      '第一句。',
      '第二句！',
      '- One 🙂 two?',
      'Three…',
      'end'
    ])
    for (const { from, to, text: words } of found) expect([...text].slice(from, to).join('')).toBe(words)
  })
  it('are none in a text without words', () => expect(sentences(' \n\t\r\n ')).toEqual([]))
})
