import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonItems } from '../../../src/shared/compare/comparison-items'
import { comparisonReport } from '../../../src/shared/compare/comparison-report'
import { differenceSpans } from '../../../src/shared/compare/difference-spans'
import { pairAuthors, type CompareInput } from '../../../src/shared/compare/pair-authors'
import type { ComparedSegment } from '../../../src/shared/compare/pairing'
import type { ComparisonReport } from '../../../src/shared/compare/report'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'

const S = 1_000_000
let serial = 0
/** A segment in seconds. */
const seg = (
  start: number,
  end: number,
  label?: string,
  more: Partial<ComparedSegment> = {}
): ComparedSegment => ({
  id: `s${serial++}`,
  recordingId: 'r1',
  start: start * S,
  end: end * S,
  label,
  ...more
})
const axes = ['joy', 'anger', 'fear'].map((id) => ({ id }))
const report = (input: Partial<CompareInput> & Pick<CompareInput, 'reference' | 'candidate'>) =>
  comparisonReport(pairAuthors({ mode: 'segments', axes, ...input }))
const card = (of: ComparisonReport, id: string) => {
  const found = of.cards.find((one) => one.id === id)
  if (!found) throw new Error(`no card ${id}`)
  return found
}
const left = (of: ComparisonReport) =>
  Object.fromEntries(of.leftOut.map(({ reason, count }) => [reason, count]))

describe('pairing by segments', () => {
  it('takes the candidate label with the greatest summed overlap, not the longest single segment', () => {
    const paired = pairAuthors({
      mode: 'segments',
      axes,
      reference: [seg(0, 10, 'joy')],
      candidate: [
        seg(0, 4, 'anger'),
        seg(4, 7, 'joy', { confidence: 0.9 }),
        seg(8, 11, 'joy', { confidence: 0.4 })
      ]
    })
    const [item] = comparisonItems(paired)
    expect(item).toMatchObject({ reference: 'joy', candidate: 'joy', overlapShare: 0.5 })
    // 3 s at 0.9 and 2 s at 0.4
    expect(item?.confidence).toBeCloseTo(0.7, 12)
  })

  it('equal overlaps go to the label that comes first in the scheme', () => {
    const result = report({
      reference: [seg(0, 2, 'joy')],
      candidate: [seg(0, 1, 'fear'), seg(1, 2, 'anger')]
    })
    expect(result.confusion.counts[0]).toEqual([0, 1, 0])
  })

  it('a segment nobody predicted, an unlabelled one and a declined one are left out and counted', () => {
    const result = report({
      reference: [seg(0, 1, 'joy'), seg(5, 6, 'joy'), seg(0, 1), seg(0, 1, 'cannot-rate')],
      candidate: [seg(0, 1, 'joy'), seg(5, 6, 'cannot-rate')]
    })
    expect(result.n).toBe(1)
    expect(left(result)).toEqual({
      'No prediction: no candidate segment overlaps the reference segment.': 1,
      'The reference segment is not labelled yet.': 1,
      'The rater of the reference declined to label the segment.': 1
    })
  })

  it('touching segments do not overlap', () => {
    expect(report({ reference: [seg(0, 1, 'joy')], candidate: [seg(1, 2, 'joy')] }).n).toBe(0)
  })

  it('a least overlap leaves out what the winning label covers too little of', () => {
    const input = { reference: [seg(0, 10, 'joy')], candidate: [seg(0, 4, 'joy')] }
    expect(report({ ...input, minOverlap: 0.4 }).n).toBe(1)
    expect(left(report({ ...input, minOverlap: 0.5 }))).toEqual({
      'The candidate covers less than 50 % of the reference segment.': 1
    })
  })

  it('segments of different recordings never meet', () => {
    expect(
      report({ reference: [seg(0, 1, 'joy')], candidate: [seg(0, 1, 'joy', { recordingId: 'r2' })] }).n
    ).toBe(0)
  })

  it('keeps two persons apart, and pairs a segment without a person with everybody', () => {
    const reference = [seg(0, 1, 'joy', { personId: 'ann' }), seg(0, 1, 'fear', { personId: 'bob' })]
    const candidate = [seg(0, 1, 'fear', { personId: 'bob' }), seg(0, 1, 'joy', { personId: 'ann' })]
    expect(card(report({ reference, candidate }), 'accuracy').value).toBe(1)
    const anonymous = report({ reference, candidate: [seg(0, 1, 'joy')] })
    expect(anonymous.n).toBe(2)
    expect(card(anonymous, 'accuracy').value).toBe(0.5)
  })

  it('an instant marked without length pairs with the segment around it', () => {
    expect(report({ reference: [seg(3, 3, 'joy')], candidate: [seg(0, 5, 'joy')] }).n).toBe(1)
  })

  it('finds labels of another scheme by id, by alias and by explicit map, and counts those without a counterpart', () => {
    const result = report({
      axes: [{ id: 'joy', aliases: ['happy', 'Happiness'] }, { id: 'anger' }],
      reference: [seg(0, 1, 'joy'), seg(1, 2, 'anger'), seg(2, 3, 'joy'), seg(3, 4, 'joy')],
      candidate: [seg(0, 1, 'HAPPINESS'), seg(1, 2, 'A'), seg(2, 3, 'contempt'), seg(3, 4, 'joy')],
      candidateMap: { A: 'anger', joy: null }
    })
    expect(result.n).toBe(2)
    expect(card(result, 'accuracy').value).toBe(1)
    expect(left(result)).toEqual({ 'The candidate label has no counterpart among the labels compared.': 2 })
    expect(result.unmapped).toEqual([
      { side: 'candidate', label: 'contempt', segments: 1 },
      { side: 'candidate', label: 'joy', segments: 1 }
    ])
  })

  it('items of a cell are the segments counted in it', () => {
    const paired = pairAuthors({
      mode: 'segments',
      axes,
      reference: [seg(0, 1, 'joy'), seg(1, 2, 'joy'), seg(2, 3, 'fear')],
      candidate: [seg(0, 1, 'joy'), seg(1, 2, 'fear'), seg(2, 3, 'fear')]
    })
    expect(comparisonItems(paired, { reference: 'joy', candidate: 'fear' })).toHaveLength(1)
    expect(comparisonItems(paired, { candidate: 'fear' })).toHaveLength(2)
    expect(comparisonItems(paired, { onlyErrors: true }).map(({ start }) => start)).toEqual([1 * S])
    expect(comparisonItems(paired, { reference: 'no such label' })).toEqual([])
  })
})

describe('pairing by seconds', () => {
  const bySeconds = (reference: ComparedSegment[], candidate: ComparedSegment[]) =>
    report({ mode: 'seconds', reference, candidate })

  it('weighs by shared time and counts the gaps by side', () => {
    // joy 0-10 against anger 2-5, joy 5-12: 3 s wrong, 5 s right, 2 s each alone.
    const result = bySeconds([seg(0, 10, 'joy')], [seg(2, 5, 'anger'), seg(5, 12, 'joy')])
    expect(result.confusion.seconds[0]).toEqual([5, 3, 0])
    expect(result.confusion.rowPercent[0]).toEqual([62.5, 37.5, 0])
    expect(result.n).toBe(8)
    expect(card(result, 'accuracy').value).toBeCloseTo(5 / 8, 12)
    expect(left(result)).toEqual({
      'Only the reference has a label.': 2,
      'Only the candidate has a label.': 2
    })
  })

  it('where segments of one author overlap, the one that started last holds', () => {
    const result = bySeconds([seg(0, 10, 'joy'), seg(2, 4, 'fear')], [seg(0, 10, 'joy')])
    expect(result.confusion.seconds.map((row) => row[0])).toEqual([8, 0, 2])
  })

  it('compares each person with the same person, or with somebody unnamed', () => {
    const result = bySeconds(
      [seg(0, 4, 'joy', { personId: 'ann' }), seg(2, 6, 'fear', { personId: 'bob' })],
      [seg(0, 4, 'joy', { personId: 'ann' }), seg(2, 3, 'fear', { personId: 'bob' }), seg(0, 6, 'anger')]
    )
    expect(result.confusion.seconds[0]).toEqual([4, 0, 0])
    expect(result.confusion.seconds[2]).toEqual([0, 3, 1])
  })

  it('a gap of the candidate is a gap, not a repeated emotion', () => {
    const result = bySeconds([seg(0, 9, 'joy')], [seg(0, 3, 'joy'), seg(6, 9, 'joy')])
    expect(card(result, 'accuracy').value).toBe(1)
    expect(result.n).toBe(6)
  })
})

describe('the report', () => {
  const many = (label: (i: number) => string) =>
    Array.from({ length: 60 }, (_, i) =>
      seg(i % 5, (i % 5) + 1, label(i), { recordingId: `r${Math.floor(i / 5)}` })
    )
  const reference = many((i) => ['joy', 'anger', 'fear'][i % 3] ?? '')
  const candidate = many((i) => ['joy', 'anger', 'fear'][i % 7 === 0 ? (i + 1) % 3 : i % 3] ?? '')

  it('every number carries definition, convention, source, n, what was left out and an interval around it', () => {
    for (const one of report({ reference, candidate }).cards) {
      expect(one.n).toBe(60)
      for (const text of [one.definition, one.convention, one.source, one.missingPolicy])
        expect(text.length).toBeGreaterThan(3)
      expect(one.interval?.low).toBeLessThanOrEqual(one.value ?? NaN)
      expect(one.interval?.high).toBeGreaterThanOrEqual(one.value ?? NaN)
      expect(one.interval?.method).toContain('12 recordings')
    }
  })

  it('resamples speakers when recordings are grouped', () => {
    const clusters = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`r${i}`, `speaker${i % 6}`]))
    const result = comparisonReport(pairAuthors({ mode: 'segments', axes, reference, candidate }), {
      clusters
    })
    expect(card(result, 'uar').interval?.method).toContain('6 groups of recordings')
  })

  it('with fewer than five recordings, formulas and single segments give the intervals, and the method says so', () => {
    const few = report({ reference: reference.slice(0, 15), candidate: candidate.slice(0, 15) })
    expect(few.recordings).toBeLessThan(5)
    expect(card(few, 'accuracy').interval?.method).toContain('Wilson')
    expect(card(few, 'uar').interval?.method).toMatch(
      /segments taken as independent \(recordings: \d, too few to resample\)/
    )
  })

  it('one segment alone has no resampled interval', () => {
    const one = report({ reference: reference.slice(0, 1), candidate: candidate.slice(0, 1) })
    expect(card(one, 'uar').interval).toBeUndefined()
    expect(card(one, 'uar').intervalReason).toContain('needs at least two')
  })

  it('the per-class table shows 0/0 as missing with the reason', () => {
    const result = report({ reference: [seg(0, 1, 'joy')], candidate: [seg(0, 1, 'anger')] })
    expect(result.classes.map(({ label, support, predicted }) => [label, support, predicted])).toEqual([
      ['joy', 1, 0],
      ['anger', 0, 1],
      ['fear', 0, 0]
    ])
    expect(result.classes[0]?.precision).toEqual({ value: null, reason: 'The candidate never says "joy".' })
    expect(result.classes[1]?.recall.value).toBeNull()
    expect(result.classes[2]?.f1.value).toBeNull()
    expect(result.classes[0]?.recall).toMatchObject({
      value: 0,
      interval: { low: 0, method: 'Wilson score' }
    })
  })

  it('nothing to compare is null with reasons, not an error', () => {
    for (const mode of ['segments', 'seconds'] as const) {
      const result = report({ mode, reference: [], candidate: [] })
      expect(result.n).toBe(0)
      for (const one of result.cards) expect([one.value, typeof one.reason]).toEqual([null, 'string'])
    }
  })

  it('travels between processes as plain data', () => {
    const result = report({ reference, candidate })
    expect(structuredClone(result)).toEqual(result)
  })
})

describe('the difference lane', () => {
  it('merges neighbours of one kind, also across labels', () => {
    const spans = differenceSpans(
      [seg(0, 2, 'joy'), seg(2, 4, 'fear'), seg(6, 8, 'joy')],
      [seg(1, 2, 'joy'), seg(2, 3, 'fear'), seg(3, 5, 'anger')]
    )
    expect(spans.map(({ start, end, kind }) => [start / S, end / S, kind])).toEqual([
      [0, 1, 'only-reference'],
      [1, 3, 'agree'],
      [3, 4, 'differ'],
      [4, 5, 'only-candidate'],
      [6, 8, 'only-reference']
    ])
  })
})

/** A track of up to 40 segments that may leave gaps and overlap, in whole microseconds. */
const track = fc
  .array(
    fc.record({
      recordingId: fc.constantFrom('r1', 'r2'),
      start: fc.nat(1000),
      length: fc.integer({ min: 1, max: 300 }),
      label: fc.constantFrom('joy', 'anger', 'fear')
    }),
    { maxLength: 40 }
  )
  .map((list) =>
    list.map(({ length, ...rest }, i): ComparedSegment => ({
      ...rest,
      id: `x${i}`,
      end: rest.start + length
    }))
  )

describe('whatever the tracks', () => {
  it('a track that overlaps nowhere agrees fully with itself in both modes', () => {
    fc.assert(
      fc.property(track, (segments) => {
        let end = 0
        const apart = segments.map((s) => {
          const start = end
          end = start + (s.end - s.start)
          return { ...s, start, end }
        })
        for (const mode of ['segments', 'seconds'] as const) {
          const result = comparisonReport(pairAuthors({ mode, axes, reference: apart, candidate: apart }), {
            bootstrap: false
          })
          if (apart.length === 0) continue
          expect(card(result, 'accuracy').value).toBe(1)
          const labels = new Set(apart.map(({ label }) => label))
          expect(card(result, 'cohen_kappa').value).toBe(labels.size > 1 ? 1 : null)
          expect(result.leftOut).toEqual([])
        }
      })
    )
  })

  it('every reference segment is either counted or left out', () => {
    fc.assert(
      fc.property(track, track, (reference, candidate) => {
        const result = comparisonReport(pairAuthors({ mode: 'segments', axes, reference, candidate }), {
          bootstrap: false
        })
        expect(result.n + result.leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(reference.length)
      })
    )
  })

  it('pairing by segments equals trying every pair', () => {
    fc.assert(
      fc.property(track, track, (reference, candidate) => {
        const paired = pairAuthors({ mode: 'segments', axes, reference, candidate })
        const slow = reference.map((r) => {
          const sums = axes.map(({ id }) =>
            candidate
              .filter((c) => c.label === id && c.recordingId === r.recordingId)
              .reduce((sum, c) => sum + Math.max(0, Math.min(r.end, c.end) - Math.max(r.start, c.start)), 0)
          )
          const most = Math.max(...sums)
          return most > 0 ? sums.indexOf(most) : -3
        })
        expect(Array.from(paired.candidate)).toEqual(slow)
      })
    )
  })

  it('pairing by seconds equals asking at every microsecond', () => {
    fc.assert(
      fc.property(track, track, (reference, candidate) => {
        const holds = (segments: readonly ComparedSegment[], recordingId: string, time: number) =>
          segments
            .filter((s) => s.recordingId === recordingId && s.start <= time && time < s.end)
            .sort((a, b) => b.start - a.start || a.end - b.end || rank(a) - rank(b))[0]
        const rank = (s: ComparedSegment) => axes.findIndex(({ id }) => id === s.label)
        const counts = axes.map(() => axes.map(() => 0))
        for (const recordingId of ['r1', 'r2'])
          for (let time = 0; time < 1300; time++) {
            const r = holds(reference, recordingId, time)
            const c = holds(candidate, recordingId, time)
            const row = r && c ? counts[rank(r)] : undefined
            if (row && c) row[rank(c)] = (row[rank(c)] ?? 0) + 1
          }
        const { confusion } = comparisonReport(pairAuthors({ mode: 'seconds', axes, reference, candidate }), {
          bootstrap: false
        })
        expect(confusion.seconds.map((row) => row.map((value) => Math.round(value * S)))).toEqual(counts)
      }),
      { numRuns: 30 }
    )
  })

  it('swapping the authors transposes the table of seconds', () => {
    fc.assert(
      fc.property(track, track, (reference, candidate) => {
        const seconds = (a: ComparedSegment[], b: ComparedSegment[]) =>
          comparisonReport(pairAuthors({ mode: 'seconds', axes, reference: a, candidate: b }), {
            bootstrap: false
          }).confusion.seconds
        const there = seconds(reference, candidate)
        const back = seconds(candidate, reference)
        there.forEach((row, i) => row.forEach((value, j) => expect(back[j]?.[i]).toBe(value)))
      })
    )
  })
})

describe('speed', () => {
  const draw = seededRandom(5)
  const big = (recordings: number, nested: boolean) => {
    const list = Array.from({ length: 10_000 }, (_, i) =>
      seg(i / 10, (i + 1) / 10, ['joy', 'anger', 'fear'][draw() % 3], { recordingId: `r${i % recordings}` })
    )
    return nested ? [...list, seg(0, 1000, 'joy', { recordingId: 'r0' })] : list
  }
  const fastest = (run: () => unknown) =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const before = performance.now()
        run()
        return performance.now() - before
      })
    )

  for (const mode of ['segments', 'seconds'] as const)
    for (const [recordings, nested] of [
      [1, false],
      [1, true],
      [10_000, false]
    ] as const)
      it(`10,000 segments in ${recordings} recordings${nested ? ' under one long one' : ''} pair by ${mode} in well under 100 ms`, () => {
        const reference = big(recordings, nested)
        const candidate = big(recordings, nested)
        expect(fastest(() => pairAuthors({ mode, axes, reference, candidate }))).toBeLessThan(100)
      })
})
