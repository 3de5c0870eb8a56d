import { describe, expect, it } from 'vitest'
import { hitPoint } from '../../../src/renderer/panels/timeline/hit-test'
import { valueWords } from '../../../src/renderer/panels/timeline/paint-value'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const point = (id: string, at: number): Segment => ({
  id,
  trackId: 't',
  start: micros(at),
  end: micros(at + 1),
  flagged: false
})
const under = (points: readonly Segment[], time: number): string | undefined =>
  hitPoint(points, time, 5, 16)?.segment.id

describe('pointing at a moment', () => {
  const points = [point('a', 100), point('b', 108), point('c', 300)]
  it('takes the line within a few pixels, and the head behind it', () => {
    expect(under(points, 296)).toBe('c')
    expect(under(points, 314)).toBe('c')
    expect(under(points, 320)).toBeUndefined()
    expect(under(points, 290)).toBeUndefined()
  })
  it('takes the nearest line where heads cover each other', () => {
    expect(under(points, 103)).toBe('a')
    expect(under(points, 105)).toBe('b')
  })
})

describe('a value in the room it has', () => {
  const parts = [
    { text: 'Joy 3', short: 'J3' },
    { text: 'Fear 1', short: 'F1' }
  ]
  const words = (width: number): string => valueWords(parts, width, (text) => text.length)
  it('is told in words, then in letters, then cut', () => {
    expect(words(20)).toBe('Joy 3, Fear 1')
    expect(words(8)).toBe('J3 F1')
    expect(words(4)).toBe('J3…')
    expect(words(1)).toBe('')
  })
})
