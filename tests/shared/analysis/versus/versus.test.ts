import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { classDeltas, deltaTables, holm } from '../../../../src/shared/analysis/versus/class-deltas'
import { clusterDifferences, pairedTests } from '../../../../src/shared/analysis/versus/paired-tests'
import { verdictStretches } from '../../../../src/shared/analysis/versus/stretches'
import { rightCounts, verdictKinds, verdicts } from '../../../../src/shared/analysis/versus/verdicts'
import { labelCodes } from '../../../../src/shared/compare/label-codes'
import { timelineSpans } from '../../../../src/shared/compare/timeline-spans'
import { confusionMetrics } from '../../../../src/shared/metrics'
import { confusionFromCodes } from '../../../../src/shared/metrics/base/confusion'
import { seededRandom } from '../../../../src/shared/metrics/base/seeded-random'
import { mcnemarOf } from '../../../../src/shared/metrics/mcnemar'
import { drawResamples, pairedBootstrap } from '../../../../src/shared/metrics/paired-comparison'
import { readVectors, vectorFamilies } from '../../metrics/vectors'

const strings = z.array(z.string())

describe.skipIf(!vectorFamilies.includes('model_compare'))('who is right', () => {
  const samples = readVectors('model_compare').filter(({ metric }) => metric === 'sample_diff')
  it.each(samples)('equals the known answer $name, item by item', ({ inputs, expected }) => {
    const lists = z.object({ y_true: strings, pred_a: strings, pred_b: strings }).parse(inputs)
    const labels = [...new Set([...lists.y_true, ...lists.pred_a, ...lists.pred_b])]
    const codes = (list: readonly string[]) => Int32Array.from(list, (label) => labels.indexOf(label))
    const found = verdicts({
      classes: labels.length,
      truth: codes(lists.y_true),
      a: codes(lists.pred_a),
      b: codes(lists.pred_b),
      duration: new Float64Array(lists.y_true.length).fill(1e6)
    })
    const where = (name: (typeof verdictKinds)[number]) =>
      [...found.kind].flatMap((kind, i) => (verdictKinds[kind] === name ? [i] : []))
    expect(expected).toMatchObject({
      both_correct: where('both-right'),
      fixed: where('fixed'),
      broken: where('broken'),
      both_wrong_same: where('both-wrong-same'),
      both_wrong_different: where('both-wrong-different')
    })
    expect(found.amounts.fixed).toEqual({
      items: where('fixed').length,
      micros: where('fixed').length * 1e6
    })
  })

  const tests = readVectors('mcnemar')
  it.each(tests)('goes into McNemar as the known answer $name', ({ inputs, expected }) => {
    const scalar = z.array(z.union([z.string(), z.number()]))
    const lists = z.object({ y_true: scalar, pred_a: scalar, pred_b: scalar }).parse(inputs)
    const labels = [...new Set([...lists.y_true, ...lists.pred_a, ...lists.pred_b])]
    const codes = (list: readonly (string | number)[]) =>
      Int32Array.from(list, (label) => labels.indexOf(label))
    const found = mcnemarOf(
      rightCounts(
        verdicts({
          classes: labels.length,
          truth: codes(lists.y_true),
          a: codes(lists.pred_a),
          b: codes(lists.pred_b),
          duration: new Float64Array(lists.y_true.length)
        })
      )
    )
    expect(expected).toMatchObject({
      a_only_correct: found.onlyA,
      b_only_correct: found.onlyB,
      both_correct: found.both,
      neither: found.neither
    })
    const wanted = z.record(z.string(), z.number().nullable()).parse(expected)
    expect(found.exactP).toBeCloseTo(wanted['exact_p'] ?? NaN, 9)
    expect(found.midP).toBeCloseTo(wanted['mid_p'] ?? NaN, 9)
  })
})

/** 240 items of 12 speakers; B is a little better than A. */
function drawn() {
  const draw = seededRandom(11)
  const n = 240
  const [truth, a, b] = [new Int32Array(n), new Int32Array(n), new Int32Array(n)]
  for (let i = 0; i < n; i++) {
    const label = draw() % 3
    truth[i] = label
    a[i] = draw() % 10 < 5 ? label : draw() % 3
    b[i] = draw() % 10 < 6 ? label : draw() % 3
  }
  a[17] = -3
  return {
    classes: 3,
    labels: ['x', 'y', 'z'],
    truth,
    a,
    b,
    duration: new Float64Array(n).fill(2e6),
    cluster: Int32Array.from({ length: n }, (_, i) => i % 12),
    clusters: 12
  }
}

describe('the paired bootstrap by speaker', () => {
  const columns = drawn()
  const metrics = ['accuracy', 'uar', 'f1_macro'].map((id) => confusionMetrics.get(id))
  const found = atOnce(pairedTests(columns, metrics, 5))

  it('equals the paired bootstrap of the metrics with speakers as what is drawn', () => {
    const members = Array.from({ length: 12 }, (_, c) =>
      [...columns.truth.keys()].filter((i) => columns.cluster[i] === c && i !== 17)
    )
    const pick = (codes: Int32Array, items: readonly number[]) =>
      Int32Array.from(items, (i) => codes[i] ?? -1)
    metrics.forEach((metric, m) => {
      const scoreOf = (answers: Int32Array, items: readonly number[]) =>
        metric.compute(confusionFromCodes(columns.labels, pick(columns.truth, items), pick(answers, items)))
          .value
      const expected = pairedBootstrap(
        (clusters) => {
          const items = clusters.flatMap((c) => members[c] ?? [])
          return [scoreOf(columns.b, items), scoreOf(columns.a, items)]
        },
        12,
        drawResamples(12, 1000, 5)
      )
      const own = found.scores[m]
      expect(own?.b).toBeCloseTo(expected.a ?? NaN, 12)
      expect(own?.difference).toBeCloseTo(expected.difference ?? NaN, 12)
      expect(own?.percentile?.[0]).toBeCloseTo(expected.percentile?.[0] ?? NaN, 12)
      expect(own?.basic?.[1]).toBeCloseTo(expected.basic?.[1] ?? NaN, 12)
      expect(own?.p).toBeCloseTo(expected.pTwoSided ?? NaN, 12)
    })
  })

  it('flips the signs of the differences of speakers, not of items', () => {
    const differences = clusterDifferences(columns)
    expect(differences).toHaveLength(12)
    expect(found.signFlip?.mean).toBeCloseTo(differences.reduce((x, y) => x + y, 0) / 12, 12)
    // All 4,096 patterns are gone through.
    expect(((found.signFlip?.p ?? 0) * 4096) % 1).toBe(0)
  })

  it('has no interval for one speaker, and says why', () => {
    const one = atOnce(pairedTests({ ...columns, cluster: new Int32Array(240), clusters: 1 }, metrics))
    expect(one.scores[0]).toMatchObject({
      percentile: null,
      reason: 'All items come from one cluster; drawing needs at least two.'
    })
    expect(one.scores[0]?.difference).not.toBeNull()
  })
})

describe('classes from A to B', () => {
  it('gain what is fixed and lose what is broken; recall follows', () => {
    const columns = {
      classes: 2,
      truth: Int32Array.from([0, 0, 0, 1, 1]),
      a: Int32Array.from([0, 1, 1, 1, 0]),
      b: Int32Array.from([1, 0, 0, 1, 0]),
      duration: new Float64Array(5).fill(1e6)
    }
    const [x, y] = classDeltas(columns, ['x', 'y'])
    expect(x).toMatchObject({ support: 3, fixed: 2, broken: 1 })
    expect(x?.p).toBeCloseTo(1, 12)
    expect(x?.recallA).toBeCloseTo(1 / 3, 12)
    expect(x?.recallB).toBeCloseTo(2 / 3, 12)
    expect(y).toMatchObject({
      support: 2,
      fixed: 0,
      broken: 0,
      recallA: 0.5,
      recallB: 0.5,
      p: null,
      pHolm: null
    })
    const { a, b, secondsB } = deltaTables(columns)
    expect([...a]).toEqual([1, 2, 1, 1])
    expect([...b]).toEqual([2, 1, 1, 1])
    expect([...secondsB]).toEqual([2, 1, 1, 1])
  })

  it("are corrected for their number as R's p.adjust with method holm does", () => {
    // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") = 0.03 0.06 0.06 0.02
    expect(holm([0.01, null, 0.04, 0.03, 0.005]).map((p) => p && Number(p.toFixed(12)))).toEqual([
      0.03,
      null,
      0.06,
      0.06,
      0.02
    ])
  })
})

describe('stretches of time', () => {
  const codes = labelCodes([{ id: 'x' }, { id: 'y' }])
  const segment = (start: number, end: number, label: string, personId?: string) => ({
    id: `${start}${label}`,
    recordingId: 'r',
    start,
    end,
    label,
    personId
  })
  const spans = (reference: ReturnType<typeof segment>[], candidate: ReturnType<typeof segment>[]) =>
    timelineSpans(reference, candidate, { reference: codes, candidate: codes })

  it('are cut where A or B changes, joined where the verdict stays, and leave time out that one of them does not label', () => {
    const reference = [segment(0, 100, 'x'), segment(100, 200, 'y')]
    const a = [segment(0, 50, 'x'), segment(50, 150, 'y'), segment(150, 200, 'x')]
    const b = [segment(0, 30, 'y'), segment(30, 120, 'x'), segment(120, 180, 'y')]
    expect(verdictStretches(spans(reference, a), spans(reference, b), 2)).toEqual([
      { recordingId: 'r', start: 0, end: 30, verdict: 'broken' },
      { recordingId: 'r', start: 30, end: 50, verdict: 'both-right' },
      { recordingId: 'r', start: 50, end: 100, verdict: 'fixed' },
      { recordingId: 'r', start: 100, end: 120, verdict: 'broken' },
      { recordingId: 'r', start: 120, end: 150, verdict: 'both-right' },
      { recordingId: 'r', start: 150, end: 180, verdict: 'fixed' }
    ])
  })

  it('of persons who are seen at once show the gravest', () => {
    const reference = [segment(0, 100, 'x', 'p'), segment(0, 100, 'y', 'q')]
    const a = [segment(0, 100, 'x', 'p'), segment(0, 100, 'x', 'q')]
    const b = [segment(0, 60, 'y', 'p'), segment(60, 100, 'x', 'p'), segment(0, 100, 'y', 'q')]
    expect(verdictStretches(spans(reference, a), spans(reference, b), 2)).toEqual([
      { recordingId: 'r', start: 0, end: 60, verdict: 'broken' },
      { recordingId: 'r', start: 60, end: 100, verdict: 'fixed' }
    ])
  })
})
