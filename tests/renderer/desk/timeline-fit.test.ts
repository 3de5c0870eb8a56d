import { describe, expect, it } from 'vitest'
import { beginsNear, edgePan } from '../../../src/renderer/panels/timeline/edge-pan'
import { fitLabel, fitText } from '../../../src/renderer/panels/timeline/fit-text'

/** Every letter ten pixels wide. */
const measure = (text: string): number => [...text].length * 10

describe('what a segment says when it gets narrower', () => {
  it('is letter and name, then letter and shortened name, then the letter, then nothing', () => {
    const at = (widthPx: number): string => fitLabel('A', 'Angry', widthPx, measure)
    expect(at(90)).toBe('A · Angry')
    expect(at(89)).toBe('A · Ang…')
    expect(at(70)).toBe('A · An…')
    expect(at(69)).toBe('A')
    expect(at(10)).toBe('A')
    expect(at(9)).toBe('')
  })
  it('is never wider than its room, and never ends in a space before the ellipsis', () => {
    const words = 'You said we would leave at six 🙂, not at eight.'
    for (let widthPx = 0; widthPx < 600; widthPx += 7) {
      const shown = fitText(words, widthPx, measure)
      expect(measure(shown)).toBeLessThanOrEqual(widthPx)
      expect(shown).not.toMatch(/\s…$/)
      expect(words.startsWith(shown.replace('…', ''))).toBe(true)
    }
    expect(fitText(words, 1000, measure)).toBe(words)
  })
  it('cuts between letters, not inside one that takes two code units', () => {
    expect(fitText('🙂🙂🙂🙂', 30, measure)).toBe('🙂🙂…')
  })
})

describe('dragging past a side of the timeline', () => {
  it('stands still inside, and scrolls towards the side it is past, faster further out', () => {
    expect(edgePan(500, 1000)).toBe(0)
    expect(edgePan(1005, 1000)).toBeGreaterThan(0)
    expect(edgePan(-5, 1000)).toBeLessThan(0)
    expect(edgePan(1100, 1000)).toBeGreaterThan(edgePan(1005, 1000))
    expect(edgePan(90_000, 1000)).toBe(edgePan(50_000, 1000))
  })
  it('scrolls just before the side too, for windows that end there', () => {
    expect(edgePan(996, 1000)).toBeGreaterThan(0)
    expect(edgePan(4, 1000)).toBeLessThan(0)
  })
  it('begun at the side scrolls only once it is past it, so that a small trim there stays small', () => {
    expect(beginsNear(996, 1000)).toBe(true)
    expect(edgePan(998, 1000, true)).toBe(0)
    expect(edgePan(1002, 1000, true)).toBeGreaterThan(0)
  })
})
