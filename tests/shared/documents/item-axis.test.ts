import { describe, expect, it } from 'vitest'
import { hasNominalTimes } from '../../../src/shared/conversation/nominal-times'
import {
  documentAxis,
  itemAt,
  itemCount,
  itemText,
  pictureAxis,
  turnAxis
} from '../../../src/shared/documents/item-axis'

describe('the axis of what has no time', () => {
  it('counts the sentences of a document from one, and never beyond the last', () => {
    const axis = documentAxis(3_000_000)
    expect(itemCount(axis)).toBe('3 sentences')
    expect([0, 999_999, 1_000_000, 2_500_000, 9_000_000].map((time) => itemAt(axis, time))).toEqual([
      1, 1, 2, 3, 3
    ])
    expect(itemText(axis, 1_000_000, 2_000_000)).toBe('Sentence 2')
    expect(itemText(axis, 1_000_000, 3_000_000)).toBe('Sentences 2–3')
  })
  it('has one sentence in a document that is empty', () => {
    expect(itemCount(documentAxis(0))).toBe('1 sentence')
  })
  it('names a picture without a number, whatever part of its nominal second is meant', () => {
    expect(itemText(pictureAxis, 0, 1_000_000)).toBe('Picture')
    expect(itemText(pictureAxis, 400_000)).toBe('Picture')
  })
  it('counts turns of different length by where they begin', () => {
    const axis = turnAxis([{ start: 4_000_000 }, { start: 0 }, { start: 1_200_000 }, { start: 4_000_000 }])
    if (!axis) throw new Error('there are turns')
    expect(itemCount(axis)).toBe('3 turns')
    expect([0, 1_199_999, 1_200_000, 3_999_999, 5_000_000].map((time) => itemText(axis, time))).toEqual([
      'Turn 1',
      'Turn 1',
      'Turn 2',
      'Turn 2',
      'Turn 3'
    ])
  })
  it('is missing where there is no turn', () => {
    expect(turnAxis([])).toBeUndefined()
  })
  it('knows nominal times by what the import wrote', () => {
    expect(hasNominalTimes({ extra: { transcript: { nominalTimes: true } } })).toBe(true)
    expect(hasNominalTimes({ extra: { transcript: {} } })).toBe(false)
    expect(hasNominalTimes({})).toBe(false)
  })
})
