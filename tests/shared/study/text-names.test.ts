import { describe, expect, it } from 'vitest'
import type { Person } from '../../../src/shared/domain/rows'
import { inCodes } from '../../../src/shared/study/in-codes'
import { movedSpan, nameCoder, textNames } from '../../../src/shared/study/text-names'

const people = (...names: readonly string[]): readonly Person[] =>
  names.map((name, index) => ({ id: `p${index}`, name, color: '#888888' }))
const coder = (...names: readonly string[]) =>
  nameCoder(textNames(people(...names), inCodes(people(...names))))
const coded = (text: string, ...names: readonly string[]): string => coder(...names)(text).text

describe('names of persons in free text', () => {
  it('are whole names and their words, in capitals or not, and never a part of a longer word', () => {
    expect(coded('Eva Lund came late. EVA was tired, says eva.', 'Eva Lund')).toBe(
      'P1 came late. P1 was tired, says P1.'
    )
    expect(coded('Evaluation of Lundberg, medieval', 'Eva Lund')).toBe('Evaluation of Lundberg, medieval')
    expect(coded("Eva's hand, Anna-Eva, (Eva)", 'Eva')).toBe("P1's hand, Anna-P1, (P1)")
  })
  it('keep the longer name together, whatever spaces stand in it', () => {
    expect(coded('Ann Lee met Ann; Ann\n  Lee left', 'Ann', 'Ann Lee')).toBe('P2 met P1/P2; P2 left')
  })
  it('leave particles and initials alone', () => {
    expect(coded('von hier bis de la Cruz', 'Ida von Berg', 'Juan de la Cruz')).toBe('von hier bis de la P2')
    expect(coded('J. sat down, plan J', 'J. Smith')).toBe('J. sat down, plan J')
  })
  it('tell persons of one name by both codes, because nobody knows which is meant', () => {
    expect(coded('Max spoke', 'Max Ames', 'Max Bird')).toBe('P1/P2 spoke')
  })
  it.each([
    ['Cyrillic', 'Иван Петров', 'Потом ИВАН ушёл, а Иванов остался.', 'Потом P1 ушёл, а Иванов остался.'],
    ['Greek, with its two small sigmas', 'Νικος', 'Ο ΝΙΚΟΣ και ο νικος ήρθαν', 'Ο P1 και ο P1 ήρθαν'],
    ['Hebrew', 'נועה', 'נועה אמרה, ואז נועה.', 'P1 אמרה, ואז P1.'],
    ['Arabic', 'ليلى', 'قالت ليلى: لا', 'قالت P1: لا'],
    ['Chinese, which has no spaces', '王芳', '昨天王芳说她很生气', '昨天P1说她很生气'],
    ['Japanese', '田中', '田中さんは泣いた', 'P1さんは泣いた'],
    ['Korean, whose particles stand at the name', '민수', '민수가 웃었다', 'P1가 웃었다'],
    ['Thai', 'สมชาย', 'วันนี้สมชายโกรธ', 'วันนี้P1โกรธ'],
    ['Devanagari, with vowel signs', 'रवि', 'रवि आया, रविवार को', 'P1 आया, रविवार को'],
    ['accents written apart', 'José', 'JOSE\u0301 und José, nicht Jose', 'P1 und P1, nicht Jose'],
    ['an accent that makes another name', 'Jose', 'José geht, Jose\u0301 auch', 'José geht, José auch']
  ])('are found in %s', (_script, name, text, expected) => {
    expect(coded(text, name).normalize('NFC')).toBe(expected.normalize('NFC'))
  })
  it('take characters of patterns literally', () => {
    expect(coded('X.Y* came, XZY did not', 'X.Y*')).toBe('P1 came, XZY did not')
  })
  it('leave a text alone where there is nobody', () => {
    expect(nameCoder([])('Eva')).toEqual({ text: 'Eva', hits: [] })
  })
  it('count places in code points, beyond emoji and joined letters', () => {
    const { text, hits } = coder('Eva')('😡 Eva 👩‍👩‍👧 eva')
    expect(text).toBe('😡 P1 👩‍👩‍👧 P1')
    const letters = [...'😡 Eva 👩‍👩‍👧 eva']
    expect(hits.map(({ from, to }) => letters.slice(from, to).join(''))).toEqual(['Eva', 'eva'])
  })
})

describe('marks on a text whose names became codes', () => {
  const before = '😡 Alexandra hit Bo, Bo cried'
  const done = coder('Alexandra', 'Bo')(before)
  const marked = (words: string): string => {
    const from = [...before.slice(0, before.indexOf(words))].length
    const moved = movedSpan({ from, to: from + [...words].length }, done)
    return [...done.text].slice(moved.from, moved.to).join('')
  }
  it('hold the same words, before, on, between and behind names', () => {
    expect(done.text).toBe('😡 P1 hit P2, P2 cried')
    expect(['😡', 'Alexandra', 'hit', 'Bo', 'Bo, Bo', 'cried', before].map(marked)).toEqual([
      '😡',
      'P1',
      'hit',
      'P2',
      'P2, P2',
      'cried',
      done.text
    ])
  })
  it('on half a name hold the whole code and nothing of the name', () => {
    expect(marked('lex')).toBe('P1')
    expect(marked('andra hit')).toBe('P1 hit')
  })
})
