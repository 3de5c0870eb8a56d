import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { coOccurrence } from '../../../../src/shared/analysis/label-sets/co-occurrence'
import { labelCurve, tunedThresholds } from '../../../../src/shared/analysis/label-sets/curves'
import { intensityRows } from '../../../../src/shared/analysis/label-sets/intensities'
import { setsAt } from '../../../../src/shared/analysis/label-sets/label-table'
import { setNumbers } from '../../../../src/shared/analysis/label-sets/set-numbers'
import { shareDistance } from '../../../../src/shared/analysis/label-sets/share-distances'
import { differences, readVectors, vectorFamilies } from '../../metrics/vectors'

const Rows = z.array(z.array(z.number()))
const all = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i)

describe.skipIf(!vectorFamilies.includes('multilabel'))('typed columns give the published answers', () => {
  const family = vectorFamilies.includes('multilabel') ? readVectors('multilabel') : []
  test.each(family.filter(({ metric }) => metric === 'multilabel'))(
    '$name',
    ({ inputs, expected, tolerance }) => {
      const [truth, said] = [Rows.parse(inputs['y_true']), Rows.parse(inputs['y_pred'])]
      const k = truth[0]?.length ?? 0
      const a = setNumbers(
        Uint8Array.from(truth.flat()),
        Uint8Array.from(said.flat()),
        k,
        undefined,
        truth.length
      ).agreement
      const found = {
        hamming_loss: a.hammingLoss,
        subset_accuracy: a.subsetAccuracy,
        jaccard_samples_empty0: a.jaccardSamplesEmpty0,
        jaccard_samples_empty1: a.jaccardSamplesEmpty1,
        jaccard_macro: a.jaccardMacro,
        jaccard_micro: a.jaccardMicro,
        f1_per_label: a.f1PerLabel,
        f1_macro: a.f1Macro,
        f1_micro: a.f1Micro,
        f1_weighted: a.f1Weighted,
        f1_samples_empty0: a.f1SamplesEmpty0,
        f1_samples_empty1: a.f1SamplesEmpty1,
        precision_micro: a.precisionMicro,
        recall_micro: a.recallMicro
      }
      expect(differences(found, expected, Math.max(tolerance, 1e-12))).toEqual([])
    }
  )
  const ranking = vectorFamilies.includes('binary_scores') ? readVectors('binary_scores') : []
  test.each(ranking.filter(({ metric }) => metric === 'binary_scores'))(
    '$name',
    ({ inputs, expected, tolerance }) => {
      const truth = z.array(z.number()).parse(inputs['y_true'])
      const scores = z.array(z.number()).parse(inputs['scores'])
      const curve = labelCurve(Uint8Array.from(truth), Float64Array.from(scores), 1, 0, all(truth.length))
      const wanted = z
        .object({ auc: z.number().nullable(), ap: z.number().nullable(), eer_interp: z.number().nullable() })
        .parse(expected)
      const found = { auc: curve.auc, ap: curve.averagePrecision, eer_interp: curve.eer }
      expect(differences(found, wanted, Math.max(tolerance, 1e-12))).toEqual([])
      const best = z
        .object({
          youden: z.object({ threshold: z.number() }).nullish(),
          best_f1: z.object({ threshold: z.number() }).nullish()
        })
        .parse(expected)
      const tuned = (aim: 'f1' | 'youden') =>
        tunedThresholds(Uint8Array.from(truth), Float64Array.from(scores), 1, all(truth.length), aim)[0]
      expect(tuned('youden')).toBe(best.youden?.threshold)
      expect(tuned('f1')).toBe(best.best_f1?.threshold)
    }
  )
})

test('MLI-2: scores .1 .4 .35 .8 of no no yes yes have an area of 0.75, and ties count half', () => {
  const area = (scores: readonly number[], truth = [0, 0, 1, 1]) =>
    labelCurve(Uint8Array.from(truth), Float64Array.from(scores), 1, 0, all(truth.length)).auc
  expect(area([0.1, 0.4, 0.35, 0.8])).toBe(0.75)
  expect(area([0.5, 0.5, 0.5, 0.5])).toBe(0.5)
  // Four pairs: .4 beats .1, ties .4; .8 beats both.
  expect(area([0.1, 0.4, 0.4, 0.8])).toBe(3.5 / 4)
  expect(area([-2, -1, -1.5, 3])).toBe(0.75)
  expect(area([0.1, 0.2], [1, 1])).toBeNull()
})

test('MLI-3: tuning reads the rows of its part and nothing else', () => {
  const n = 60
  const k = 2
  const truth = Uint8Array.from({ length: n * k }, (_, i) => ((i * 7) % 5 < 2 ? 1 : 0))
  const scores = Float64Array.from({ length: n * k }, (_, i) => ((i * 37) % 101) / 101)
  const dev = Int32Array.from({ length: 20 }, (_, i) => i)
  const read = new Set<number>()
  const watched = <T extends Uint8Array | Float64Array>(column: T): T =>
    new Proxy(column, {
      get(target, key) {
        const place = typeof key === 'string' ? Number(key) : NaN
        if (Number.isInteger(place)) read.add(Math.floor(place / k))
        const found: unknown = Reflect.get(target, key)
        return typeof found === 'function' ? found.bind(target) : found
      }
    })
  for (const aim of ['f1', 'youden', 'macro-f1'] as const) {
    const tuned = tunedThresholds(watched(truth), watched(scores), k, dev, aim)
    expect(tuned.every((threshold) => threshold !== undefined)).toBe(true)
  }
  expect([...read].sort((a, b) => a - b)).toEqual([...dev])
})

test('MLI-4: a mixture of .7 happy and .3 surprise against .6, .1 and .3 neutral', () => {
  const found = shareDistance([0.7, 0.3, 0], [0.6, 0.1, 0.3])
  // By hand: .7 ln(.7/.6) + .3 ln(.3/.1); .45 / sqrt(.58 x .46).
  expect(found.kl).toBeCloseTo(0.7 * Math.log(7 / 6) + 0.3 * Math.log(3), 12)
  expect(found.cosine).toBeCloseTo(0.45 / Math.sqrt(0.58 * 0.46), 12)
  // Ranks 3 2 1 against 3 1 2: one minus 6 x 2 / (3 x 8).
  expect(found.rankOrder).toBeCloseTo(0.5, 12)
  expect(found.sameOrder).toBe(false)
  expect(shareDistance([0.7, 0.3, 0], [0.6, 0.4, 0])).toMatchObject({ rankOrder: 1, sameOrder: true })
  expect(shareDistance([0.5, 0.5], [1, 0]).kl).toBeNull()
})

test('thresholds call a score at them present; without a score the candidate’s own answer counts', () => {
  const table = {
    ...{ n: 2, k: 2, truth: new Uint8Array(4), levels: new Float64Array(4), saidLevels: new Float64Array(4) },
    said: Uint8Array.of(0, 1, 0, 1),
    scores: Float64Array.of(0.5, 0.4, NaN, NaN)
  }
  expect([...setsAt(table, [0.5, 0.5])]).toEqual([1, 0, 0, 1])
})

test('labels that stand together are counted on each side, and intensities correlate label by label', () => {
  expect(coOccurrence(Uint8Array.of(1, 1, 0, 1, 1, 0), 3, all(2))).toEqual([
    [2, 2, 0],
    [2, 2, 0],
    [0, 0, 0]
  ])
  const levels = Float64Array.of(0, 1, 1, 1, 2, 1, 3, NaN)
  const said = Float64Array.of(0, 0, 2, 1, 4, 2, 6, 3)
  const [first, second] = intensityRows(levels, said, 2, all(4))
  expect(first).toEqual({ n: 4, pearson: 1, meanReference: 1.5, meanCandidate: 3 })
  expect(second).toMatchObject({ n: 3, pearson: null })
})
