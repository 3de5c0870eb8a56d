import { describe, expect, it } from 'vitest'
import { firstVisible, hitTest, longestOf } from '../../../src/renderer/panels/timeline/hit-test'
import { snap } from '../../../src/renderer/panels/timeline/snap'
import { tracksWithBoundary } from '../../../src/renderer/panels/timeline/gesture'
import { tint } from '../../../src/renderer/panels/timeline/tint'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const segment = (id: string, start: number, end: number): Segment => ({
  id,
  trackId: 't',
  start: micros(start),
  end: micros(end),
  flagged: false
})
const part = (segments: readonly Segment[], time: number, tolerance = 5): string => {
  const hit = hitTest(segments, time, tolerance)
  return hit ? `${hit.segment.id} ${hit.part}` : 'nothing'
}

describe('pointing at a track', () => {
  const apart = [segment('a', 100, 200), segment('b', 300, 400)]
  const touching = [segment('a', 100, 200), segment('b', 200, 300)]

  it('tells edges from bodies and empty time', () => {
    expect(part(apart, 150)).toBe('a body')
    expect(part(apart, 103)).toBe('a start')
    expect(part(apart, 204)).toBe('a end')
    expect(part(apart, 250)).toBe('nothing')
  })

  it('takes the side of a shared boundary that the pointer is on', () => {
    expect(part(touching, 198)).toBe('a end')
    expect(part(touching, 202)).toBe('b start')
  })

  it('leaves the middle of a short segment for selecting it', () => {
    const short = [segment('a', 100, 106)]
    expect(part(short, 103)).toBe('a body')
    expect(part(short, 101)).toBe('a start')
  })

  it('selects the segment drawn on top where two overlap', () => {
    expect(part([segment('a', 100, 300), segment('b', 200, 400)], 250)).toBe('b body')
  })

  it('finds a long segment that began far before the view', () => {
    const many = [
      segment('long', 0, 100_000),
      ...Array.from({ length: 1000 }, (_, index) => segment(`s${index}`, 10 + index * 10, 15 + index * 10))
    ]
    expect(firstVisible(many, 50_000, longestOf(many))).toBe(0)
    expect(part(many, 50_000)).toBe('long body')
  })

  it('agrees with looking at every segment, on ten thousand of them', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      segment(`s${index}`, index * 100, index * 100 + 20 + ((index * 7919) % 90))
    ).sort((x, y) => x.start - y.start || x.end - y.end)
    const longest = longestOf(many)
    for (let probe = 0; probe < 300; probe++) {
      const time = (probe * 7_654_321) % 1_000_000
      const plain = many.findIndex((each) => each.end >= time)
      expect(firstVisible(many, time, longest)).toBe(plain < 0 ? many.length : plain)
    }
  })
})

describe('snapping a dragged edge', () => {
  it('goes to the nearest target within reach and stays free beyond', () => {
    const targets = [
      { time: 100, kind: 'edge' as const },
      { time: 130, kind: 'edge' as const }
    ]
    expect(snap(108, targets, 10).time).toBe(100)
    expect(snap(117, targets, 10)).toEqual({ time: 117, target: undefined })
  })

  it('prefers the playhead and edges of segments to a nearer frame', () => {
    expect(
      snap(
        105,
        [
          { time: 104, kind: 'frame' },
          { time: 111, kind: 'edge' }
        ],
        8
      ).time
    ).toBe(111)
    expect(
      snap(
        105,
        [
          { time: 111, kind: 'edge' },
          { time: 104, kind: 'frame' }
        ],
        8
      ).time
    ).toBe(111)
    expect(
      snap(
        105,
        [
          { time: 100, kind: 'edge' },
          { time: 100, kind: 'playhead' }
        ],
        8
      ).target?.kind
    ).toBe('playhead')
  })

  it('uses a frame boundary when nothing better is near', () => {
    expect(
      snap(
        105,
        [
          { time: 104, kind: 'frame' },
          { time: 150, kind: 'edge' }
        ],
        8
      ).time
    ).toBe(104)
  })
})

describe('dragging a boundary with Shift', () => {
  it('takes along every track that has an edge exactly there', () => {
    const tracks = [
      { id: 'one', segments: [segment('a', 0, 100)] },
      { id: 'two', segments: [segment('b', 100, 200)] },
      { id: 'three', segments: [segment('c', 101, 200)] }
    ]
    expect(tracksWithBoundary(tracks, 100)).toEqual(['one', 'two'])
  })
})

describe('tints of label colours', () => {
  it('mix a colour into the surface', () => {
    expect(tint('#ff0000', '#000000', 0.5)).toBe('rgb(128,0,0)')
    expect(tint('#fff', '#000000', 0.2)).toBe('rgb(51,51,51)')
  })
})
