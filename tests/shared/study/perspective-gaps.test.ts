import { describe, expect, test } from 'vitest'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { intensityOf, perspectiveGaps } from '../../../src/shared/study/perspective-gaps'
import type { RatedSegment } from '../../../src/shared/study/perspective-gaps'

const rated = (authorId: string, start: number, rest: Partial<Segment>, length = 1): RatedSegment => ({
  recordingId: 'r',
  authorId,
  segment: {
    id: `${authorId}-${start}`,
    trackId: authorId,
    start: micros(start * 1e6),
    end: micros((start + length) * 1e6),
    flagged: false,
    ...rest
  }
})
const anger = (intensity: number): Partial<Segment> => ({
  value: { kind: 'labels', labels: { anger: intensity, joy: 1 } }
})
const hidden = { label: 'anger', least: 2, below: 0.5 }

describe('hidden anger', () => {
  test('writer 3 and readers 1, 0, 0 enter the list under writer at least 2 and readers below a half', () => {
    // The example of the WRIME data: mean of the readers 1/3.
    const readers = [rated('a', 0, anger(1)), rated('b', 0, anger(0)), rated('c', 0, anger(0))]
    const { gaps, compared, leftOut } = perspectiveGaps([rated('w', 0, anger(3))], readers, hidden)
    expect(gaps).toMatchObject([{ segmentId: 'w-0', one: 3, raters: 3 }])
    expect(gaps[0]?.others).toBeCloseTo(1 / 3, 12)
    expect({ compared, leftOut }).toEqual({ compared: 1, leftOut: 0 })
  })

  test('stays out when the writer is calm, or when readers find it, the mark itself included', () => {
    const list = (writer: number, ...readers: readonly number[]) =>
      perspectiveGaps(
        [rated('w', 0, anger(writer))],
        readers.map((value, i) => rated(`r${i}`, 0, anger(value))),
        hidden
      ).gaps.length
    expect(list(1, 0, 0, 0)).toBe(0)
    expect(list(2, 0, 0, 0)).toBe(1)
    expect(list(3, 1, 0)).toBe(0)
    expect(list(3, 1, 1, 0)).toBe(0)
  })

  test('leaves out and counts what only one side rated, and what was declined', () => {
    const writers = [
      rated('w', 0, anger(3)),
      rated('w', 5, anger(3)),
      rated('w', 9, { label: 'cannot-rate' })
    ]
    const readers = [
      rated('a', 5, { label: 'cannot-rate' }),
      rated('a', 9, anger(0)),
      rated('a', 0.6, anger(0))
    ]
    expect(perspectiveGaps(writers, readers, hidden)).toEqual({ gaps: [], compared: 0, leftOut: 3 })
  })

  test('takes the segment of a reader that overlaps most, never one about somebody else, and the widest gap first', () => {
    const writers = [rated('w', 0, { ...anger(2), personId: 'p' }), rated('w', 5, anger(3))]
    const readers = [
      rated('a', 0.2, anger(0)),
      rated('a', 0, anger(3)),
      rated('b', 0, { ...anger(0), personId: 'q' }),
      rated('a', 5, anger(0))
    ]
    expect(perspectiveGaps(writers, readers, hidden).gaps.map(({ segmentId }) => segmentId)).toEqual(['w-5'])
    expect(
      perspectiveGaps(writers, readers.slice(3).concat(rated('a', 0, anger(0))), hidden).gaps.map(
        ({ one }) => one
      )
    ).toEqual([3, 2])
  })

  test('reads intensities of every kind of value', () => {
    const of = (rest: Partial<Segment>) => intensityOf(rated('w', 0, rest).segment, 'anger')
    expect(of({ label: 'anger', intensity: 4 })).toBe(4)
    expect(of({ label: 'anger' })).toBe(1)
    expect(of({ label: 'joy', intensity: 4 })).toBe(0)
    expect(of({})).toBeUndefined()
    expect(of({ label: 'cannot-rate' })).toBeUndefined()
    expect(of({ value: { kind: 'labels', labels: { anger: null } } })).toBe(1)
    expect(of({ value: { kind: 'ratings', ratings: { anger: 2 } } })).toBe(2)
    expect(of({ value: { kind: 'ratings', ratings: {} } })).toBeUndefined()
    expect(of({ value: { kind: 'shares', shares: { anger: 0.25 } } })).toBe(0.25)
  })
})
