import { describe, expect, it } from 'vitest'
import { arcAt, linkArcs } from '../../../src/renderer/panels/timeline/link-arcs'
import type { Relation } from '../../../src/shared/domain/relation'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

/** A pixel is a millisecond; lanes of 28 pixels under a ruler of 24. */
const view = { start: 0, span: 1_000_000, widthPx: 1000 }
const laneAt = (trackId: string) =>
  trackId === 'hidden' ? undefined : { top: trackId === 'words' ? 24 : 52, heightPx: 28 }
const segments = new Map(
  [
    ['a', 'words', 100_000, 200_000],
    ['b', 'labels', 600_000, 700_000],
    ['far', 'words', 5_000_000, 6_000_000],
    ['c', 'hidden', 0, 1]
  ].map(([id, trackId, start, end]): [string, Segment] => [
    String(id),
    {
      id: String(id),
      trackId: String(trackId),
      start: micros(Number(start)),
      end: micros(Number(end)),
      flagged: false
    }
  ])
)
const link = (fromId: string, toId: string): Relation => ({
  id: `${fromId}${toId}`,
  kind: 'cause',
  authorId: 'anna',
  fromId,
  toId
})
const arcs = (...links: readonly Relation[]) => linkArcs(links, (id) => segments.get(id), laneAt, view)

describe('links over the lanes', () => {
  it('go from the middle of a segment to the middle of its cause, each at its own lane', () => {
    const [arc] = arcs(link('b', 'a'))
    expect([arc?.from, arc?.to]).toEqual([
      { x: 650, y: 55 },
      { x: 150, y: 27 }
    ])
  })

  it('of a segment to itself have two feet', () => {
    const [arc] = arcs(link('a', 'a'))
    expect((arc?.to.x ?? 0) - (arc?.from.x ?? 0)).toBe(24)
  })

  it('are left out where a lane is hidden, and where no part of them is in view', () => {
    expect(arcs(link('a', 'c'))).toEqual([])
    expect(arcs(link('far', 'far'))).toEqual([])
    expect(arcs(link('a', 'far'))).toHaveLength(1)
  })

  it('are hit near their bow, and the nearer one of two is meant', () => {
    const all = arcs(link('b', 'a'), link('a', 'a'))
    expect(arcAt(all, { x: 150, y: 28 }, 4)?.link.id).toBe('ba')
    expect(arcAt(all, { x: 138, y: 28 }, 4)?.link.id).toBe('aa')
    expect(arcAt(all, { x: 400, y: 200 }, 4)).toBeUndefined()
  })
})
