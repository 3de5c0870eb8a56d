import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { traceCurve, traceMoments } from '../../../src/shared/agreement/traces/trace-moments'
import { traceReport } from '../../../src/shared/agreement/traces/trace-report'
import type { RatingStrip, TraceAgreementInput } from '../../../src/shared/agreement/traces/trace-agreement'
import { krippendorffAlphaParts } from '../../../src/shared/metrics/krippendorff-alpha'
import { traceAgreement } from '../../../src/shared/metrics/trace-agreement'
import { normal, seeded, truthOf } from '../trace/synthetic'

const strip = (columns: readonly (readonly number[])[], recordingId = 'r', stepUs = 1e6): RatingStrip => ({
  recordingId,
  startUs: 0,
  stepUs,
  columns: columns.map((column) => Float64Array.from(column))
})
const A = [0.1, 0.4, 0.35, -0.2, -0.5, 0.0, 0.6, 0.7]
const B = [0.0, 0.5, 0.3, -0.1, -0.6, 0.1, 0.4, NaN]
const C = [0.3, 0.2, 0.45, -0.4, -0.2, 0.0, 0.5, 0.9]
const input = (
  strips: readonly RatingStrip[],
  more: Partial<TraceAgreementInput> = {}
): TraceAgreementInput => ({
  authorIds: ['a', 'b', 'c'],
  strips,
  range: [-1, 1],
  neutral: 0,
  withLag: true,
  ...more
})
const report = (...args: Parameters<typeof input>) => atOnce(traceReport(input(...args)))
const cardOf = (made: ReturnType<typeof report>, id: string) => {
  const found = made.cards.find((card) => card.id === id)
  if (!found)
    throw new Error(`there is no card ${id}; there are ${made.cards.map((card) => card.id).join(', ')}`)
  return found
}

describe('agreement of traces', () => {
  // Computed in plain Python from the definitions: for example
  //   ccc = 2*sxy/(sx+sy+(mx-my)**2) with moments divided by n, averaged over the three pairs;
  //   alpha = 1 - Do/De by the two double sums over all pairs of ratings.
  it('three raters with one missing rating give the numbers of the definitions', () => {
    const made = report([strip([A, B, C])])
    expect(cardOf(made, 'ccc_mean').value).toBeCloseTo(0.8403126748959794, 12)
    expect(cardOf(made, 'pearson_mean').value).toBeCloseTo(0.8449128089705868, 12)
    expect(cardOf(made, 'sagr_mean').value).toBeCloseTo(0.8095238095238096, 12)
    expect(cardOf(made, 'krippendorff_alpha_interval').value).toBeCloseTo(0.8723051409618575, 12)
    expect(cardOf(made, 'icc_2_1').value).toBeCloseTo(0.8531403940886699, 12)
    expect(cardOf(made, 'icc_3_k').value).toBeCloseTo(0.9382618510158013, 12)
    expect(cardOf(made, 'cronbach_alpha').value).toBeCloseTo(0.9382618510158013, 12)
    expect(made.pairs[0]?.ccc.value).toBeCloseTo(0.94539321104786, 12)
    expect(made.pairs[0]?.rmse).toBeCloseTo(0.11495340671022199, 12)
    expect(made.annotators[0]?.bias).toBeCloseTo(-0.021875, 12)
    expect(made.n).toBe(8)
    expect(cardOf(made, 'icc_2_1').leftOut.at(-1)).toMatchObject({ count: 1, unit: 's' })
  })

  it('the one-pass sums equal the metrics that look at every pair, on long traces far from zero', () => {
    const truth = truthOf(3)
    const random = seeded(4)
    const columns = [0, 1, 2, 3].map((rater) =>
      Array.from({ length: 900 }, (_, i) =>
        random() < 0.1 ? NaN : 700 + 5 * truth(i / 10) + 0.4 * normal(random) + rater
      )
    )
    const strips = [
      strip(
        columns.map((c) => c.slice(0, 400)),
        'r1'
      ),
      strip(
        columns.map((c) => c.slice(400)),
        'r2'
      )
    ]
    const made = atOnce(
      traceReport(input(strips, { authorIds: ['a', 'b', 'c', 'd'], range: [0, 1000], neutral: undefined }))
    )
    const nulls = columns.map((column) => column.map((value) => (Number.isNaN(value) ? null : value)))
    for (const pair of made.pairs) {
      const [x, y] = [pair.first, pair.second].map((id) => nulls['abcd'.indexOf(id)] ?? [])
      const expected = traceAgreement(x ?? [], y ?? [])
      expect(pair.ccc.value).toBeCloseTo(expected.ccc ?? NaN, 9)
      expect(pair.pearson.value).toBeCloseTo(expected.pearson ?? NaN, 9)
      expect(pair.spearman.value).toBeCloseTo(expected.spearman ?? NaN, 9)
      expect(pair.rmse).toBeCloseTo(expected.rmse ?? NaN, 9)
      expect(pair.n).toBe(expected.used)
    }
    const units = Array.from({ length: 900 }, (_, i) => nulls.map((column) => column[i] ?? null))
    const { alpha } = krippendorffAlphaParts(units, 'interval')
    expect(cardOf(made, 'krippendorff_alpha_interval').value).toBeCloseTo(alpha ?? NaN, 9)
    expect(cardOf(made, 'sagr_mean')).toMatchObject({
      value: null,
      reason: 'The scale has no neutral value, so ratings have no sign.'
    })
  })

  it('identical traces agree completely', () => {
    const made = report([strip([A, A, A])])
    for (const id of [
      'ccc_mean',
      'pearson_mean',
      'spearman_mean',
      'sagr_mean',
      'krippendorff_alpha_interval'
    ])
      expect(cardOf(made, id).value, id).toBeCloseTo(1, 12)
  })

  it('an interval comes from stretches that are drawn again, and says so', () => {
    const truth = truthOf(8)
    const random = seeded(9)
    const columns = [0, 1, 2].map(() =>
      Array.from({ length: 300 }, (_, i) => truth(i) + 0.2 * normal(random))
    )
    const card = cardOf(report([strip(columns)]), 'ccc_mean')
    expect(card.interval?.method).toContain('30 stretches of 10 s')
    expect(card.interval?.low).toBeLessThan(card.value ?? NaN)
    expect(card.interval?.high).toBeGreaterThan(card.value ?? NaN)
  })

  it('traces that never meet, or do not vary, have reasons instead of numbers', () => {
    const apart = report([
      strip([
        [1, 2, NaN, NaN],
        [NaN, NaN, 1, 2],
        [NaN, NaN, NaN, NaN]
      ])
    ])
    for (const card of apart.cards) {
      expect(card.value, card.id).toBeNull()
      expect(card.reason).toMatch(/rated/)
    }
    expect(apart.leftOut).toEqual([{ reason: 'rated by one annotator alone', count: 4, unit: 's' }])
    const flat = report([strip([A.map(() => 0.2), A.map(() => 0.2), A.map(() => 0.2)])])
    for (const id of ['pearson_mean', 'krippendorff_alpha_interval', 'icc_2_1', 'cronbach_alpha'])
      expect(cardOf(flat, id).value, id).toBeNull()
  })

  it('moments are where annotators are farthest apart, and the curve is lowest there', () => {
    const one = Array.from({ length: 40 }, () => 0.2)
    const other = one.map((value, i) => (i >= 20 && i < 24 ? -0.8 : value))
    const strips = [strip([one, other])]
    const moments = traceMoments(strips, ['a', 'b'], { range: 2, limit: 10 })
    expect(moments).toHaveLength(1)
    expect(moments[0]).toMatchObject({ start: 20e6, end: 24e6 })
    expect(moments[0]?.distance).toBeCloseTo(1, 12)
    const curve = traceCurve(strips, 2, 40e6, 40)
    expect(curve.agreement[10]).toBe(1)
    expect(curve.agreement[21]).toBeCloseTo(0.5, 12)
  })
})
