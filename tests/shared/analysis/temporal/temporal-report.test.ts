import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { edgeBin, edgeErrors } from '../../../../src/shared/analysis/temporal/edge-errors'
import { placeEvents } from '../../../../src/shared/analysis/temporal/segment-events'
import { temporalReport } from '../../../../src/shared/analysis/temporal/temporal-report'
import type { TemporalInput } from '../../../../src/shared/analysis/temporal/temporal-report'
import type { TimedPlace, TimedSegment } from '../../../../src/shared/compare/timed-sides'

type Said = readonly (readonly [label: string, start: number, end: number, confidence?: number])[]

const side = (name: string, said: Said): readonly TimedSegment[] =>
  said.map(([label, start, end, confidence], i) => ({
    id: `${name}${i}`,
    label,
    start: start * 1e6,
    end: end * 1e6,
    confidence
  }))
const place = (reference: Said, candidate: Said, recordingId = 'r'): TimedPlace => ({
  recordingId,
  reference: side('r', reference),
  candidate: side('c', candidate)
})

const kinds = (reference: Said, candidate: Said, threshold = 0.5) => {
  const { hits, events } = placeEvents(place(reference, candidate), threshold)
  return {
    hits: hits.map(({ reference: r, candidate: c }) => [r.id, c.id]),
    events: events.map(({ kind, referenceIds, candidateIds }) => [kind, ...referenceIds, ...candidateIds])
  }
}

describe('what becomes of segments', () => {
  test('a hit is neither missed nor a false alarm', () => {
    expect(kinds([['a', 0, 4]], [['a', 1, 4]])).toEqual({ hits: [['r0', 'c0']], events: [] })
  })

  test('nothing stands for a missed one; a false alarm stands for nothing', () => {
    expect(kinds([['a', 0, 4]], [['a', 10, 12]]).events).toEqual([
      ['missed', 'r0'],
      ['false-alarm', 'c0']
    ])
  })

  test('another label over half of it confuses it; over less it is missed and a false alarm', () => {
    expect(kinds([['a', 0, 4]], [['b', 1, 5]]).events).toEqual([['confused', 'r0', 'c0']])
    expect(kinds([['a', 0, 4]], [['b', 3, 9]]).events).toEqual([
      ['missed', 'r0'],
      ['false-alarm', 'c0']
    ])
  })

  test('the right label with too little overlap is misplaced', () => {
    expect(kinds([['a', 0, 4]], [['a', 3, 9]]).events).toEqual([['misplaced', 'r0', 'c0']])
  })

  test('one over several is merged, several in one are split, each told once with all its parts', () => {
    const three: Said = [
      ['a', 0, 2],
      ['a', 3, 5],
      ['a', 6, 8]
    ]
    expect(kinds(three, [['a', 0, 8]])).toEqual({ hits: [], events: [['merged', 'r0', 'r1', 'r2', 'c0']] })
    expect(kinds([['a', 0, 8]], three)).toEqual({ hits: [], events: [['split', 'r0', 'c0', 'c1', 'c2']] })
  })

  test('a second one beside a hit is a false alarm', () => {
    expect(
      kinds(
        [['a', 0, 10]],
        [
          ['a', 0, 8],
          ['a', 9, 14]
        ]
      )
    ).toEqual({
      hits: [['r0', 'c0']],
      events: [['false-alarm', 'c1']]
    })
  })
})

describe('edges', () => {
  test('have their medians, and bins of 100 ms with two for what lies beyond a second', () => {
    const errors = edgeErrors([-2e6, -150_000, -50_000, 0, 250_000, 1_000_000, 3e6])
    expect(errors).toMatchObject({ n: 7, medianMs: 0, medianAbsoluteMs: 250, earlier: 1, later: 2 })
    expect(errors.bins.map((count, bin) => (count > 0 ? bin : -1)).filter((bin) => bin >= 0)).toEqual([
      8, 9, 10, 12
    ])
    expect([edgeBin(-1001), edgeBin(-1000), edgeBin(999), edgeBin(1001)]).toEqual([-1, 0, 19, 20])
    expect(edgeErrors([])).toMatchObject({ n: 0, medianMs: null, medianAbsoluteMs: null })
  })
})

const input = (places: readonly TimedPlace[], more: Partial<TemporalInput> = {}): TemporalInput => ({
  places,
  recordings: new Map(
    places.map(({ recordingId }) => [recordingId, { duration: 20e6, cluster: recordingId }])
  ),
  ...{ background: undefined, overlap: 0.5, toleranceUs: 500_000, collarUs: 0, leftOut: [] },
  ...more
})
const report = (places: readonly TimedPlace[], more: Partial<TemporalInput> = {}) => {
  const { report } = atOnce(temporalReport(input(places, more)))
  const value = (id: string): number | null | undefined => report.cards.find((card) => card.id === id)?.value
  return { report, value }
}

describe('the report of segments', () => {
  const first = place(
    [
      ['n', 0, 4],
      ['a', 4, 8],
      ['h', 10, 14]
    ],
    [
      ['n', 0, 4.2],
      ['a', 4.2, 8],
      ['h', 12, 18, 0.4],
      ['a', 18, 20, 0.2]
    ]
  )
  const second = place([['a', 0, 10]], [['a', 0, 10]], 'q')

  test('pools hits over recordings: by hand F1@50 is 2 * 3 / (4 + 5) and F1@25 2 * 4 / 9', () => {
    const { value } = report([first, second])
    // tIoU of the two h: 2 / 8 = 0.25; the false alarm of a has nobody.
    expect(value('segmental_f1_50')).toBeCloseTo(6 / 9, 12)
    expect(value('segmental_f1_25')).toBeCloseTo(8 / 9, 12)
    // Best overlaps: n 4/4.2, a 3.8/4, h 2/8, and 1.
    expect(value('tiou_mean_best')).toBeCloseTo((4 / 4.2 + 3.8 / 4 + 0.25 + 1) / 4, 12)
    // Sequences n a h against n a h a: one insertion of four; the other recording is equal.
    expect(value('edit_score')).toBeCloseTo((0.75 + 1) / 2, 12)
  })

  test('leaves the background out where there is one, and time without a label is it', () => {
    const { report: found, value } = report([first, second], { background: 'n' })
    expect(found.n).toBe(3)
    expect(value('segmental_f1_50')).toBeCloseTo((2 * 2) / (3 + 4), 12)
    // Changes of the reference: 4 8 10 14 and 10; of the candidate 4.2 8 12 18 and 10; within half a second 4.2, 8, 10.
    expect(value('boundary_f1')).toBeCloseTo((2 * 3) / 10, 12)
    expect(found.labels.find(({ label }) => label === 'a')).toMatchObject({
      reference: 2,
      candidate: 3,
      hits: 2,
      precision: 1,
      events: { 'false-alarm': 1, missed: 0 }
    })
    expect(found.events).toMatchObject({ misplaced: 1, 'false-alarm': 1, missed: 0 })
    // Starts of the two hits: +200 ms and 0.
    expect(found.start).toMatchObject({ n: 2, medianMs: 100 })
  })

  test('tells identification and diarization error apart: renamed labels are right for the second', () => {
    const renamed = place(
      [
        ['a', 0, 5],
        ['h', 5, 10]
      ],
      [
        ['h', 0, 5],
        ['a', 5, 10]
      ]
    )
    const { value } = report([renamed])
    expect(value('identification_error')).toBe(1)
    expect(value('diarization_error')).toBe(0)
  })

  test('a collar leaves the time around boundaries out', () => {
    const late = place(
      [
        ['a', 0, 5],
        ['h', 5, 10]
      ],
      [
        ['a', 0, 5.2],
        ['h', 5.2, 10]
      ]
    )
    expect(report([late]).value('identification_error')).toBeCloseTo(0.2 / 10, 12)
    expect(report([late], { collarUs: 400_000 }).value('identification_error')).toBe(0)
  })

  test('has intervals by recordings, and none for mAP, with the reason', () => {
    const many = Array.from({ length: 12 }, (_, i) =>
      place(i % 3 ? [['a', 0, 4]] : [['a', 0, 9]], [['a', 0, 4]], `r${i}`)
    )
    const { report: found } = report(many)
    expect(found.cards[0]?.interval?.method).toContain('12 recordings')
    expect(found.cards.find(({ id }) => id === 'map_tiou_50')?.intervalReason).toContain('resample')
  })

  test('of nothing is undefined everywhere', () => {
    const { report: found } = report([])
    expect(found.cards.every(({ value, reason }) => value === null && reason !== undefined)).toBe(true)
  })
})
