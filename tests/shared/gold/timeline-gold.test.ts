import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CANNOT_RATE } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { VoteRule } from '../../../src/shared/gold/recipe'
import type { AnnotatorTrack } from '../../../src/shared/gold/annotator-track'
import { goldSegments, timelineGold } from '../../../src/shared/gold/timeline-gold'
import { unitGold } from '../../../src/shared/gold/unit-gold'

type Row = readonly [start: number, end: number, label?: string]
const track = (annotator: string, rows: readonly Row[]): AnnotatorTrack => ({
  annotator,
  segments: rows.map(([start, end, label], i) => ({
    id: `${annotator}${i}`,
    start: micros(start),
    end: micros(end),
    label
  }))
})
const extent = (start: number, end: number) => ({ start: micros(start), end: micros(end) })
const rule = (name: string, more: object = {}) => VoteRule.parse({ rule: name, ...more })

describe('gold along time, worked out by hand', () => {
  const tracks = [track('A', [[0, 10, 'joy']]), track('B', [[2, 12, 'joy']]), track('C', [[5, 10, 'anger']])]

  it('majority: joy where two of three say it', () => {
    const gold = timelineGold(tracks, extent(0, 20), rule('majority'))
    expect(gold.spans.map(({ start, end, state, labels }) => [start, end, state, labels])).toEqual([
      [0, 2, 'decided', []],
      [2, 10, 'decided', ['joy']],
      [10, 20, 'decided', []]
    ])
    const segments = goldSegments(gold.spans)
    expect(segments).toMatchObject([
      { start: 2, end: 10, label: 'joy', agreement: expect.closeTo(2 / 3, 12), sources: ['A0', 'B0'] }
    ])
    // Two of three say joy all the time; the third says nothing for 3 µs and anger for 5.
    expect(segments[0]?.shares).toEqual({
      joy: expect.closeTo(2 / 3, 12),
      '': expect.closeTo(3 / 24, 12),
      anger: expect.closeTo(5 / 24, 12)
    })
  })

  it('shares and agreement of a joined span are means over its time', () => {
    const [, joy, rest] = timelineGold(tracks, extent(0, 20), rule('majority')).spans
    // 3 µs of joy, joy, nothing and 5 µs of joy, joy, anger.
    expect(joy?.shares?.['anger']).toBeCloseTo((5 / 8) * (1 / 3), 12)
    expect(joy?.shares?.['']).toBeCloseTo((3 / 8) * (1 / 3), 12)
    // 2 µs with two of three, 8 µs with all.
    expect(rest?.agreement).toBeCloseTo((2 * (2 / 3) + 8) / 10, 12)
  })

  it('several labels of one answer are all votes, a label of level 0 is none', () => {
    const both = {
      annotator: 'A',
      segments: [
        {
          id: 'A0',
          ...extent(0, 10),
          label: 'joy',
          value: { kind: 'labels', labels: { joy: 2, fear: null, anger: 0 } } as const
        }
      ]
    }
    const none = {
      annotator: 'B',
      segments: [{ id: 'B0', ...extent(0, 10), value: { kind: 'labels', labels: { joy: 0 } } as const }]
    }
    const [span] = timelineGold(
      [both, track('C', [[0, 10, 'fear']]), none],
      extent(0, 10),
      rule('union')
    ).spans
    expect(span?.labels).toEqual(['fear', 'joy'])
    // A divides his vote over joy and fear, C says fear, B looked and found nothing.
    expect(span?.shares).toEqual({
      joy: expect.closeTo(1 / 6, 12),
      fear: expect.closeTo(1 / 2, 12),
      '': expect.closeTo(1 / 3, 12)
    })
    const two = unitGold([extent(0, 10)], [both, track('C', [[0, 10, 'fear']])], rule('intersection'))
    expect(two.spans[0]?.provenance[0]?.labels).toEqual(['fear', 'joy'])
    expect(two.spans[0]?.labels).toEqual(['fear'])
  })

  it('union and intersection of labels', () => {
    const segments = (name: string) =>
      goldSegments(timelineGold(tracks, extent(0, 20), rule(name)).spans).map(({ start, end, label }) => [
        start,
        end,
        label
      ])
    expect(segments('union')).toEqual([
      [0, 12, 'joy'],
      [5, 10, 'anger']
    ])
    expect(segments('intersection')).toEqual([])
    expect(
      goldSegments(timelineGold(tracks.slice(0, 2), extent(0, 20), rule('intersection')).spans)
    ).toMatchObject([{ start: 2, end: 10, label: 'joy' }])
  })

  it('two annotators who differ leave the stretch open', () => {
    const gold = timelineGold(
      [tracks[0] ?? track('A', []), tracks[2] ?? track('C', [])],
      extent(0, 12),
      rule('plurality')
    )
    expect(gold.spans.map(({ start, end, state, open }) => [start, end, state, open])).toEqual([
      [0, 5, 'open', ['', 'joy']],
      [5, 10, 'open', ['anger', 'joy']],
      [10, 12, 'decided', []]
    ])
    expect(gold.counts).toEqual({ decided: 1, open: 2, unrated: 0 })
    expect(goldSegments(gold.spans)).toEqual([])
  })

  it('declined and not yet labelled segments are no votes', () => {
    const gold = timelineGold(
      [track('A', [[0, 10, 'joy']]), track('B', [[0, 10, CANNOT_RATE]]), track('C', [[0, 10]])],
      extent(0, 10),
      rule('majority')
    )
    expect(gold.spans).toMatchObject([{ labels: ['joy'], agreement: 1 }])
    expect(gold.spans[0]?.provenance.map(({ labels, sources }) => [labels, sources])).toEqual([
      [['joy'], ['A0']],
      [null, ['B0']],
      [null, ['C0']]
    ])
  })

  it('a moment without a segment can also be no vote', () => {
    const gold = timelineGold(
      [track('A', [[0, 4, 'joy']]), track('B', [[2, 6, 'fear']])],
      extent(0, 8),
      rule('majority', { blank: 'missing' })
    )
    expect(gold.spans.map(({ start, end, state, labels }) => [start, end, state, labels])).toEqual([
      [0, 2, 'decided', ['joy']],
      [2, 4, 'open', []],
      [4, 6, 'decided', ['fear']],
      [6, 8, 'unrated', []]
    ])
  })

  it('nothing outside the asked part is decided', () => {
    const gold = timelineGold([track('A', [[0, 100, 'joy']])], extent(20, 30), rule('majority'))
    expect(gold.spans).toMatchObject([{ start: 20, end: 30, labels: ['joy'] }])
    expect(timelineGold([track('A', [[0, 100, 'joy']])], extent(30, 30), rule('majority')).spans).toEqual([])
  })
})

const labels = fc.constantFrom('a', 'b', 'c', CANNOT_RATE)
const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.option(labels)), { maxLength: 12 })
/** A track without overlaps: stretches one after the other, some blank. */
const someTrack = (annotator: string) =>
  cuts.map((list) => {
    const rows: Row[] = []
    let at = 0
    for (const [length, label] of list) {
      if (label !== null) rows.push([at, at + length, label])
      at += length
    }
    return track(annotator, rows)
  })
const someTracks = fc.tuple(someTrack('A'), someTrack('B'), someTrack('C'), someTrack('D'))
const whole = extent(0, 60)
const names = ['majority', 'plurality', 'union', 'intersection', 'soft', 'dawid_skene'] as const
const covers = (tracks: readonly AnnotatorTrack[], name: string) => {
  const segments = goldSegments(timelineGold(tracks, whole, rule(name)).spans)
  return (at: number, label: string) =>
    segments.some((one) => one.label === label && one.start <= at && one.end > at)
}

describe('gold along time, whatever the annotators did', () => {
  it('spans cover the asked part once, without gap or overlap', () => {
    fc.assert(
      fc.property(someTracks, fc.constantFrom(...names), (tracks, name) => {
        const { spans, counts } = timelineGold(tracks, whole, rule(name))
        expect(spans[0]?.start).toBe(0)
        expect(spans.at(-1)?.end).toBe(60)
        spans.slice(1).forEach((span, i) => expect(span.start).toBe(spans[i]?.end))
        expect(counts.decided + counts.open + counts.unrated).toBe(spans.length)
      }),
      { numRuns: 60 }
    )
  })

  it('the intersection lies within the majority, and the majority within the union', () => {
    fc.assert(
      fc.property(someTracks, (tracks) => {
        const [inner, middle, outer] = ['intersection', 'majority', 'union'].map((name) =>
          covers(tracks, name)
        )
        for (let at = 0.5; at < 60; at++)
          for (const label of ['a', 'b', 'c']) {
            if (inner?.(at, label)) expect(middle?.(at, label)).toBe(true)
            if (middle?.(at, label)) expect(outer?.(at, label)).toBe(true)
          }
      }),
      { numRuns: 60 }
    )
  })

  it('annotators who all did the same get back what they did', () => {
    fc.assert(
      fc.property(someTrack('A'), fc.constantFrom(...names), (one, name) => {
        const tracks = ['A', 'B', 'C'].map((annotator) => ({ ...one, annotator }))
        const found = covers(tracks, name)
        for (let at = 0.5; at < 60; at++)
          for (const label of ['a', 'b', 'c'])
            expect(found(at, label)).toBe(
              one.segments.some((s) => s.label === label && s.start <= at && s.end > at)
            )
      }),
      { numRuns: 60 }
    )
  })

  it('the order of the annotators decides nothing', () => {
    fc.assert(
      fc.property(someTracks, fc.constantFrom(...names), (tracks, name) => {
        const of = (list: readonly AnnotatorTrack[]) =>
          timelineGold(list, whole, rule(name)).spans.map(({ start, end, state, labels: own, open }) => [
            start,
            end,
            state,
            own,
            open
          ])
        expect(of([...tracks].reverse())).toEqual(of(tracks))
      }),
      { numRuns: 60 }
    )
  })
})

describe('gold of given units', () => {
  const units = [extent(0, 10), extent(10, 20), extent(20, 30)]

  it('the label that covers most of an utterance is the vote, and utterances are never joined', () => {
    const gold = unitGold(
      units,
      [
        track('A', [
          [0, 10, 'joy'],
          [10, 20, 'joy']
        ]),
        track('B', [
          [0, 4, 'fear'],
          [4, 20, 'joy']
        ]),
        track('C', [[0, 20, 'joy']])
      ],
      rule('majority')
    )
    expect(gold.spans.map(({ start, end, labels }) => [start, end, labels])).toEqual([
      [0, 10, ['joy']],
      [10, 20, ['joy']],
      [20, 30, []]
    ])
    expect(goldSegments(gold.spans, false).map(({ start, end, label }) => [start, end, label])).toEqual([
      [0, 10, 'joy'],
      [10, 20, 'joy']
    ])
    expect(gold.spans[0]?.provenance[1]).toEqual({
      annotator: 'B',
      labels: ['joy'],
      followed: true,
      sources: ['B0', 'B1']
    })
  })

  it('a label that stops and comes back later is two segments', () => {
    const gold = unitGold([extent(0, 10), extent(15, 20)], [track('A', [[0, 20, 'joy']])], rule('plurality'))
    expect(goldSegments(gold.spans).map(({ start, end }) => [start, end])).toEqual([
      [0, 10],
      [15, 20]
    ])
  })

  it('a label on less than half of an utterance is no label for it', () => {
    const gold = unitGold([extent(0, 10)], [track('A', [[0, 4, 'joy']])], rule('plurality'))
    expect(gold.spans).toMatchObject([{ state: 'decided', labels: [], agreement: 1 }])
    const missing = unitGold(
      [extent(0, 10)],
      [track('A', [[0, 4, 'joy']])],
      rule('plurality', { blank: 'missing' })
    )
    expect(missing.spans).toMatchObject([{ state: 'unrated' }])
  })

  it('an utterance that was declined has no vote', () => {
    const gold = unitGold([extent(0, 10)], [track('A', [[0, 10, CANNOT_RATE]])], rule('plurality'))
    expect(gold.spans).toMatchObject([{ state: 'unrated' }])
  })

  it('overlapping utterances of two speakers each get their own votes', () => {
    const gold = unitGold(
      [extent(0, 10), extent(5, 8), extent(2, 20)],
      [
        track('A', [
          [0, 10, 'joy'],
          [10, 20, 'fear']
        ])
      ],
      rule('plurality')
    )
    expect(gold.spans.map(({ labels }) => labels)).toEqual([['joy'], ['joy'], ['fear']])
  })
})
