import { describe, expect, it } from 'vitest'
import { diffRuns } from '../../../src/renderer/panels/conversation/diff-runs'
import { textDirection } from '../../../src/shared/conversation/text-direction'
import { wordDiff } from '../../../src/shared/conversation/word-diff'

const rules = { lowerCase: true, noPunctuation: true }
/** "same -missing- +added+", stretches parted by | where no space is between. */
const line = (reference: string, other: string): string =>
  diffRuns(wordDiff(reference, other, rules))
    .map(({ kind, text, spaced }, index) => {
      const shown = kind === 'same' ? text : kind === 'missing' ? `-${text}-` : `+${text}+`
      return `${index === 0 ? '' : spaced ? ' ' : '|'}${shown}`
    })
    .join('')

describe('the line that shows how two transcripts differ', () => {
  it('keeps words that are the same together, so that a phrase of another script keeps its order', () => {
    expect(diffRuns(wordDiff('אמרתי machine learning שוב', 'אמרתי machine learning היום', rules))).toEqual([
      { kind: 'same', text: 'אמרתי machine learning', spaced: false },
      { kind: 'missing', text: 'שוב', spaced: true, title: 'heard as “היום”' },
      { kind: 'added', text: 'היום', spaced: true, title: 'for “שוב”' }
    ])
  })
  it('tells what is missing and what was added, word by word', () => {
    expect(line('you hit me', 'you hit')).toBe('you hit -me-')
    expect(line('hit me', 'you hit her')).toBe('+you+ hit -me- +her+')
  })
  it('puts no space between signs of scripts without spaces', () => {
    expect(line('你好吗', '你坏吗')).toBe('你|-好-|+坏+|吗')
  })
})

describe('the direction of a line', () => {
  it('is that of the words that carry the line, whatever stands first', () => {
    expect(textDirection('OK, אני כועס מאוד machine learning 25 פעמים')).toBe('rtl')
    expect(textDirection('He quoted “שלום עולם” and left the room')).toBe('ltr')
    expect(textDirection('OK אני כועס מאוד')).toBe('rtl')
    expect(textDirection('She said שלום to me')).toBe('ltr')
    expect(textDirection('أنا غاضب 10 مرات!')).toBe('rtl')
  })
  it('is left to right where nothing has a direction', () => {
    expect(textDirection('10, 20 ...')).toBe('ltr')
    expect(textDirection()).toBe('ltr')
  })
})
