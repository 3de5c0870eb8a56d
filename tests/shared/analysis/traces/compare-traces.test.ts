import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { compareTraces } from '../../../../src/shared/analysis/traces/compare-traces'
import type { PairStrip } from '../../../../src/shared/analysis/traces/pair-strip'
import { prepareStrips, type Preparation } from '../../../../src/shared/analysis/traces/prepare-strips'
import { traceAgreement } from '../../../../src/shared/metrics/trace-agreement'

/** A recording in steps of a second. */
export const strip = (
  reference: readonly number[],
  candidate: readonly number[],
  recordingId = 'r',
  stepUs = 1e6
): PairStrip => ({
  recordingId,
  reference: Float64Array.from(reference),
  candidate: Float64Array.from(candidate),
  time: { kind: 'steps', startUs: 0, stepUs }
})

const report = (
  strips: readonly PairStrip[],
  more: { neutral?: number; clusterOf?: (id: string) => string } = {}
) => atOnce(compareTraces({ strips, convention: '', ...more }))
const valueOf = (cards: ReturnType<typeof report>['pooled'], id: string) => {
  const card = cards.find((one) => one.id === id)
  if (!card) throw new Error(`no card ${id}`)
  return card.value
}

const sine = Array.from({ length: 60 }, (_, i) => Math.sin((6 * i) / 59))
const near = sine.map((a, i) => 0.7 * a + 0.1 + 0.2 * Math.cos((11 * i) / 59))

describe('DIM-1: of a sine and a copy that is smaller, higher and disturbed', () => {
  const { pooled } = report([strip(sine, near)])
  test('the CCC by n is 0.901903850 and by n - 1 0.902034756, each under its name', () => {
    expect(Math.abs((valueOf(pooled, 'ccc') ?? 0) - 0.90190385)).toBeLessThan(1e-9)
    expect(Math.abs((valueOf(pooled, 'ccc_unbiased') ?? 0) - 0.902034756)).toBeLessThan(1e-9)
    expect(pooled.map(({ name }) => name)).toContain('CCC (n - 1), pooled')
  })
  test('the mixed value 0.917190356 is nowhere', () => {
    for (const { value } of pooled) expect(Math.abs((value ?? 0) - 0.917190356)).toBeGreaterThan(1e-4)
  })
})

describe('DIM-4: a candidate that never moves', () => {
  const { pooled, perRecording, recordings } = report([
    strip([0.1, 0.4, 0.2], [0.3, 0.3, 0.3]),
    strip([0.7, 0.9, 0.2], [0.3, 0.3, 0.3], 'q')
  ])
  test('has a CCC of 0 and no Pearson r, with the reason', () => {
    for (const cards of [pooled, perRecording]) {
      expect(cards[0]?.value).toBe(0)
      const pearson = cards.find(({ id }) => id.startsWith('pearson'))
      expect(pearson?.value).toBeNull()
      expect(pearson?.reason).toContain('The candidate does not vary.')
    }
    expect(recordings.map(({ ccc, pearson }) => [ccc.value, pearson.value])).toEqual([
      [0, null],
      [0, null]
    ])
  })
  test('has neither when the reference is the same constant', () => {
    const same = report([strip([0.3, 0.3], [0.3, 0.3])])
    expect(same.pooled[0]).toMatchObject({ value: null, reason: 'Both sides are the same constant.' })
  })
})

describe('the numbers of two traces', () => {
  // An offset of a million would cost a one-pass sum its digits.
  const x = Array.from({ length: 500 }, (_, i) => 1e6 + Math.sin(i / 7) - (i % 13) / 20)
  const y = x.map((value, i) => value + Math.cos(i / 3) / 4 - 0.1)

  test('are those of the registry, whatever the offset', () => {
    const expected = traceAgreement(x, y)
    const { pooled } = report([strip(x, y)], { neutral: 0 })
    const pairs = [
      ['ccc', expected.ccc],
      ['ccc_unbiased', expected.cccUnbiased],
      ['pearson', expected.pearson],
      ['rmse', expected.rmse],
      ['mae', expected.mae],
      ['r2', expected.r2],
      ['bias', expected.bias],
      ['sagr', expected.sagr]
    ] as const
    for (const [id, value] of pairs) expect(valueOf(pooled, id)).toBeCloseTo(value ?? NaN, 9)
  })

  test('pooled and as the mean of recordings are two numbers', () => {
    // Within each recording the two run against each other; between them they agree.
    const { pooled, perRecording } = report([strip([0, 1], [1, 0]), strip([10, 11], [11, 10], 'q')])
    // By hand: means 5.5, sums of squares 101, products 99 -> CCC 2*99/(101+101).
    expect(pooled[0]?.value).toBeCloseTo(99 / 101, 12)
    expect(perRecording[0]?.value).toBe(-1)
  })

  test('have intervals by recording, by speaker where recordings share one, and by stretches where there are fewer than five', () => {
    const many = Array.from({ length: 24 }, (_, r) =>
      strip(
        sine.map((a) => a * (1 + (r % 5) / 10)),
        near.map((b) => b + (r % 3) / 10),
        `r${r}`
      )
    )
    const byRecording = report(many)
    expect(byRecording.pooled[0]?.interval?.method).toContain('24 recordings')
    expect(byRecording.perRecording[0]?.interval?.method).toContain('24 recordings')
    const bySpeaker = report(many, { clusterOf: (id) => `s${Number(id.slice(1)) % 6}` })
    expect(bySpeaker.pooled[0]?.interval?.method).toContain('6 speakers')
    const alone = report([strip(sine, near)])
    expect(alone.pooled[0]?.interval?.method).toContain('6 stretches of 10 s')
    expect(alone.perRecording[0]?.intervalReason).toContain('too few to draw from')
    const { low = 1, high = 0 } = byRecording.pooled[0]?.interval ?? {}
    const value = byRecording.pooled[0]?.value ?? NaN
    expect(low).toBeLessThan(value)
    expect(high).toBeGreaterThan(value)
  })

  test('leave out what one side lacks, in seconds, and count it', () => {
    const { leftOut, n } = report([strip([1, NaN, 3, 4, NaN], [1, 2, NaN, 5, NaN], 'r', 5e5)])
    expect(n).toBe(1)
    expect(leftOut).toEqual([
      { reason: 'Only the reference has a value.', count: 0.5, unit: 's' },
      { reason: 'Only the candidate has a value.', count: 0.5, unit: 's' }
    ])
  })

  test('say nothing where the two never meet', () => {
    const { pooled, n } = report([strip([1, NaN], [NaN, 1])])
    expect(n).toBe(0)
    expect(pooled[0]).toMatchObject({
      value: null,
      reason: 'The two never have a value at the same time.'
    })
  })
})

describe('a candidate is prepared', () => {
  const prepared = (strips: readonly PairStrip[], more: Partial<Preparation>) =>
    atOnce(prepareStrips(strips, { smoothSeconds: 0, lagSeconds: 0, align: 'none', ...more })).map(
      ({ candidate }) => [...candidate]
    )

  test('by reading it later: the overlap counts, nothing is held', () => {
    expect(prepared([strip([0, 0, 0, 0], [1, 2, 3, 4])], { lagSeconds: 1 })).toEqual([[2, 3, 4, NaN]])
    expect(prepared([strip([0, 0, 0, 0], [1, 2, 3, 4])], { lagSeconds: -2 })).toEqual([[NaN, NaN, 1, 2]])
    expect(prepared([strip([0, 0], [1, 2])], { lagSeconds: 5 })).toEqual([[NaN, NaN]])
  })

  test('by a centred mean that leaves gaps where they are', () => {
    expect(prepared([strip([0, 0, 0, 0, 0], [3, 6, NaN, 9, 3])], { smoothSeconds: 3 })).toEqual([
      [4.5, 4.5, NaN, 6, 6]
    ])
  })

  test('by the ends of the scales', () => {
    const ranges = { reference: [0, 1], candidate: [1, 9] } as const
    expect(prepared([strip([0, 0, 0], [1, 5, 9])], { align: 'range', ranges })).toEqual([[0, 0.5, 1]])
  })

  test("by the reference's mean and spread, over everything or in each recording", () => {
    const two = [strip([0, 2], [10, 14]), strip([4, 6], [10, 14], 'q')]
    expect(prepared(two, { align: 'mean' })).toEqual([
      [1, 5],
      [1, 5]
    ])
    expect(prepared(two, { align: 'recording' })).toEqual([
      [0, 2],
      [4, 6]
    ])
    // By hand: reference 0 2 4 6 has mean 3 and SD sqrt(5), candidate 10 14 10 14 mean 12 and SD 2.
    const [first] = prepared(two, { align: 'spread' })
    expect(first?.[0]).toBeCloseTo(3 - Math.sqrt(5), 12)
    expect(first?.[1]).toBeCloseTo(3 + Math.sqrt(5), 12)
  })
})
