import { describe, expect, it } from 'vitest'
import { rowLinks } from '../../../src/renderer/panels/conversation/row-links'
import { searchTurns } from '../../../src/renderer/panels/conversation/search-turns'
import {
  pointsAt,
  textPieces,
  unitsAt,
  wordSpans
} from '../../../src/renderer/panels/conversation/text-pieces'
import type { Turn } from '../../../src/renderer/panels/conversation/use-turns'

const found = (texts: readonly string[], query: string): string[] =>
  searchTurns(texts, query).map(({ turn, from, to }) => `${turn}: ${texts[turn]?.slice(from, to) ?? ''}`)

describe('searching the conversation', () => {
  it('finds every place in order, whatever the case', () => {
    expect(found(['Oh no, no', 'Yes', 'NO'], 'no')).toEqual(['0: no', '0: no', '2: NO'])
  })
  it('does not mind accents, vowel points or how a letter is composed', () => {
    expect(found(['caf\u00e9', 'cafe\u0301s'], 'CAFE')).toEqual(['0: caf\u00e9', '1: cafe\u0301'])
    expect(found(['שָׁלוֹם לך'], 'שלום')).toEqual(['0: שָׁלוֹם'])
  })
  it('finds words of scripts without spaces, and behind characters of two units', () => {
    expect(found(['我很高兴'], '高兴')).toEqual(['0: 高兴'])
    expect(found(['😀😀 yes'], 'yes')).toEqual(['0: yes'])
  })
  it('finds nothing for nothing', () => {
    expect(found(['a'], '  ')).toEqual([])
  })
})

describe('marks in the words of a turn', () => {
  it('cut the text where they begin and end, also where they overlap', () => {
    expect(
      textPieces('I got the job', [
        { from: 6, to: 13, kind: 'to' },
        { from: 10, to: 13, kind: 'hit' }
      ])
    ).toEqual([
      { text: 'I got ', kinds: [] },
      { text: 'the ', kinds: ['to'] },
      { text: 'job', kinds: ['to', 'hit'] }
    ])
  })
  it('are counted in characters in the project and in units on the page', () => {
    expect(unitsAt('😀 yes', 2)).toBe(3)
    expect(pointsAt('😀 yes', 3)).toBe(2)
  })
  it('can be any word, in any script', () => {
    const words = (text: string): string[] =>
      wordSpans(text).map(({ from, to }) => [...text].slice(from, to).join(''))
    expect(words('I got it!')).toEqual(['I', 'got', 'it'])
    expect(words('שלום, עולם')).toEqual(['שלום', 'עולם'])
    expect(words('我很高兴').join('')).toBe('我很高兴')
  })
})

describe('links beside the turns', () => {
  const turn = (id: string, start: number, end: number): Turn =>
    ({ segment: { id, start, end } }) as unknown as Turn
  const link = (fromId: string, toId: string) => ({
    id: 'l',
    kind: 'cause',
    authorId: 'anna',
    fromId,
    toId
  })
  it('lead from a label over a turn to that turn', () => {
    const turns = [turn('a', 0, 10), turn('b', 10, 20)]
    const rows = rowLinks([link('label', 'a')], turns, () => ({ start: 8, end: 20 }))
    expect(rows.map(({ from, to }) => [from, to])).toEqual([[1, 0]])
  })
  it('are left out where an end is over no turn of the transcript', () => {
    expect(rowLinks([link('x', 'a')], [turn('a', 0, 10)], () => undefined)).toEqual([])
  })
})
