import { describe, expect, it } from 'vitest'
import { dialogueWindow, type DialogueWindow } from '../../../src/shared/text-model/dialogue-window'
import type { SpokenTurn } from '../../../src/shared/text-model/turn-words'

/** Every word a token. */
const count = (text: string): number => text.split(' ').length

const turn = (id: number, speaker: string, words: number): SpokenTurn => ({
  id: String(id),
  speaker,
  text: Array.from({ length: words }, () => `w${id}`).join(' ')
})

const plain: DialogueWindow = {
  past: 1000,
  future: 1000,
  causal: false,
  include: 'all',
  format: '{text}',
  join: ' ',
  separator: ' | ',
  wrapTarget: true,
  fill: 'symmetric-nearest',
  maxTokens: Infinity,
  countSpecialPerUtterance: false
}

const talk = [
  turn(0, 'Ada', 3),
  turn(1, 'Ben', 2),
  turn(2, 'Ada', 2),
  turn(3, 'Ben', 1),
  turn(4, 'Cleo', 4),
  turn(5, 'Ada', 1),
  turn(6, 'Ben', 1)
]

describe('the window of a conversation', () => {
  it('writes past, turn and future with a separator on both sides of the turn', () => {
    const { text, target, places } = dialogueWindow(talk, 3, { ...plain, past: 1, future: 1 }, count)
    expect(text).toBe('w2 w2 | w3 | w4 w4 w4 w4')
    expect(text.slice(...target)).toBe('w3')
    expect(places).toEqual([2, 3, 4])
  })

  it('keeps the separator of a side that has no turn, and writes none for a side that is not wanted', () => {
    expect(dialogueWindow(talk, 0, { ...plain, past: 1, future: 1 }, count).text).toBe(' | w0 w0 w0 | w1 w1')
    expect(dialogueWindow(talk, 1, { ...plain, past: 1, future: 0 }, count).text).toBe('w0 w0 w0 | w1 w1')
    expect(dialogueWindow(talk, 1, { ...plain, past: 0, future: 0 }, count).text).toBe('w1 w1')
  })

  it('looks at no later turn where it may not', () => {
    const causal = { ...plain, future: 5, causal: true }
    const other = talk.map((said, i) => (i > 3 ? { ...said, text: 'changed' } : said))
    expect(dialogueWindow(talk, 3, causal, count)).toEqual(dialogueWindow(other, 3, causal, count))
    expect(dialogueWindow(talk, 3, causal, count).places).toEqual([0, 1, 2, 3])
  })

  it('takes turns from both sides in turn, and stops at the first that has no room', () => {
    // Turn 3 has 1 token; past 2 (2), future 4 (4) make 7; past 1 (2) makes 9; future 5 (1) makes 10; past 0 (3) does not fit.
    const places = (maxTokens: number): readonly number[] =>
      dialogueWindow(talk, 3, { ...plain, maxTokens }, count).places
    expect(places(12)).toEqual([1, 2, 3, 4, 5])
    expect(places(13)).toEqual([0, 1, 2, 3, 4, 5])
    expect(places(9)).toEqual([1, 2, 3, 4])
    // The future turn of four does not fit: nothing farther is tried, although the next past turn would.
    expect(places(6)).toEqual([2, 3])
    expect(places(1)).toEqual([3])
  })

  it('counts two more tokens for each turn where the model was trained so', () => {
    const rules = { ...plain, maxTokens: 13, countSpecialPerUtterance: true }
    // 1+2, past 2+2, future 4+2 make 13.
    expect(dialogueWindow(talk, 3, rules, count).places).toEqual([2, 3, 4])
    expect(dialogueWindow(talk, 3, { ...rules, maxTokens: 12 }, count).places).toEqual([2, 3])
  })

  it('can fill up with the past first', () => {
    const rules = { ...plain, fill: 'past-first' as const, maxTokens: 9 }
    expect(dialogueWindow(talk, 3, rules, count).places).toEqual([0, 1, 2, 3])
    expect(dialogueWindow(talk, 3, { ...rules, maxTokens: 12 }, count).places).toEqual([0, 1, 2, 3, 4])
  })

  it('can take what the same speaker says, or what the others say', () => {
    expect(dialogueWindow(talk, 5, { ...plain, include: 'same-speaker' }, count).places).toEqual([0, 2, 5])
    expect(dialogueWindow(talk, 5, { ...plain, include: 'other-speakers' }, count).places).toEqual([
      1, 3, 4, 5, 6
    ])
  })

  it('writes the turn itself in another way where the model asks a question about it', () => {
    const { text, target } = dialogueWindow(
      talk,
      1,
      {
        ...plain,
        past: 1,
        future: 0,
        separator: ' ',
        targetFormat: 'For utterance: {text} {speaker} feels <mask>'
      },
      count
    )
    expect(text).toBe('w0 w0 w0 For utterance: w1 w1 Ben feels <mask>')
    expect(text.slice(...target)).toBe('For utterance: w1 w1 Ben feels <mask>')
  })
})
