import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { calibrated } from '../../../../src/shared/analysis/confidence/calibrated'
import { disagreementLevels, disagreements } from '../../../../src/shared/analysis/confidence/disagreement'
import { orderBy } from '../../../../src/shared/analysis/confidence/order-by'
import { pairTable } from '../../../../src/shared/analysis/confidence/pair-focus'
import { groupFolds, namedPart, placesOf } from '../../../../src/shared/analysis/confidence/parts'
import { readScores } from '../../../../src/shared/analysis/confidence/probabilities'
import { properScores, topShares } from '../../../../src/shared/analysis/confidence/proper-scores'
import { classwiseReliability, reliability } from '../../../../src/shared/analysis/confidence/reliability'
import { atCoverage, riskCoverage } from '../../../../src/shared/analysis/confidence/risk-coverage'
import { betsOf } from '../../../../src/shared/analysis/confidence/scored-items'
import type { ScoredItems } from '../../../../src/shared/analysis/confidence/scored-items'
import { atTemperature, fittedTemperature } from '../../../../src/shared/analysis/confidence/temperature'

const vectors = resolve(import.meta.dirname, '../../../../../shared/vectors/calibration.json')
const Vector = z.object({
  name: z.string(),
  metric: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
  tolerance: z.number()
})

const itemsOf = (rows: readonly (readonly number[])[], truth: readonly number[]): ScoredItems => ({
  n: rows.length,
  k: rows[0]?.length ?? 0,
  probabilities: Float64Array.from(rows.flat()),
  truth: Int32Array.from(truth)
})

describe.skipIf(!existsSync(vectors))('typed columns give the published answers', () => {
  const all = existsSync(vectors) ? z.array(Vector).parse(JSON.parse(readFileSync(vectors, 'utf8'))) : []
  const Rows = z.array(z.array(z.number()))
  test.each(all.filter(({ metric }) => metric === 'calibration'))(
    '$name',
    ({ inputs, expected, tolerance }) => {
      const truth = z.array(z.number()).parse(inputs['y_true'])
      const bins = z.number().parse(inputs['n_bins'])
      const items = itemsOf(Rows.parse(inputs['probs']), truth)
      const bets = betsOf(items)
      const wide = reliability(bets, bins)
      const proper = properScores(items)
      const found = {
        ece: wide.ece,
        mce: wide.mce,
        ece_equal_mass: reliability(bets, bins, 'mass').ece,
        classwise_ece: classwiseReliability(items, bins).mean,
        brier_multiclass: proper.brier,
        nll: proper.logLoss
      }
      for (const [key, value] of Object.entries(found)) {
        const known = expected[key]
        if (known === null) expect(value, key).toBeNull()
        else
          expect(Math.abs((value ?? NaN) - Number(known)), key).toBeLessThanOrEqual(
            Math.max(1e-12, tolerance)
          )
      }
      const counts = z.array(z.object({ count: z.number() })).parse(expected['bins'])
      expect(wide.bins.map(({ count }) => count)).toEqual(counts.map(({ count }) => count))
      // In single precision a value on an edge stays in the bin below it.
      const single = { ...items, probabilities: Float32Array.from(items.probabilities) }
      expect(reliability(betsOf(single), bins).bins.map(({ count }) => count)).toEqual(
        counts.map(({ count }) => count)
      )
    }
  )
  test.each(all.filter(({ metric }) => metric === 'temperature_scaling'))('$name', ({ inputs, expected }) => {
    const logits = Rows.parse(inputs['logits'])
    const truth = z.array(z.number()).parse(inputs['y_true'])
    const read = readScores(Float64Array.from(logits.flat()), Int32Array.from(truth), logits[0]?.length ?? 0)
    expect(read.reading).toBe('softmax')
    const fitted = atOnce(fittedTemperature(read.items))
    expect(fitted?.temperature).toBeCloseTo(Number(expected['T']), 4)
    expect(properScores(read.items).logLoss).toBeCloseTo(Number(expected['nll_before']), 4)
    const after = atTemperature(read.items, fitted?.temperature ?? 1)
    expect(properScores(after).logLoss).toBeCloseTo(Number(expected['nll_after']), 4)
    expect(betsOf(after).guess).toEqual(betsOf(read.items).guess)
  })
})

test('risk grows with coverage, equally sure items come in together, and the area is that of a count by hand', () => {
  // Sure 0.9 right; 0.8 right and wrong; 0.5 wrong. Cumulative risks: 0; 1/3 for two items; 2/4.
  const bets = {
    confidence: Float64Array.of(0.5, 0.8, 0.9, 0.8),
    right: Uint8Array.of(0, 1, 1, 0)
  }
  const curve = riskCoverage(bets)
  expect(curve.points).toEqual([
    { threshold: 0.9, answered: 1, errors: 0 },
    { threshold: 0.8, answered: 3, errors: 1 },
    { threshold: 0.5, answered: 4, errors: 2 }
  ])
  expect(curve.aurc).toBeCloseTo((0 + 1 / 3 + 1 / 3 + 1 / 2) / 4, 12)
  // The two errors last: risks 0, 0, 1/3, 1/2.
  expect(curve.excess).toBeCloseTo((1 / 3 + 1 / 3 + 1 / 2 - (1 / 3 + 1 / 2)) / 4, 12)
  expect(atCoverage(bets, 0.75)).toEqual({ threshold: 0.8, answered: 3, errors: 1 })
  expect(atCoverage(bets, 0.5)).toEqual({ threshold: 0.9, answered: 1, errors: 0 })
  expect(riskCoverage({ confidence: new Float64Array(0), right: new Uint8Array(0) }).aurc).toBeNull()
})

test('between two labels alone the higher score decides, of equal ones the first', () => {
  const items = itemsOf(
    [
      [0.1, 0.2, 0.7],
      [0.3, 0.3, 0.4],
      [0.3, 0.3, 0.4],
      [0.5, 0.4, 0.1]
    ],
    [0, 0, 1, 2]
  )
  // Of two items of class 0 one beats class 1, by the tie; class 1 loses its own tie.
  expect(pairTable(items)).toEqual([
    [2, 1, 0],
    [0, 1, 0],
    [0, 0, 1]
  ])
  expect(topShares(items, 3)).toEqual([0, 0.25, 1])
})

test('scores of a class that nobody scored, of another scale or with gaps are told apart and counted', () => {
  const [none, p] = [NaN, 0.5]
  const scores = Float64Array.of(p, p, none, none, none, none, p, none, none, p, p, none, 0, 0, none)
  const read = readScores(scores, Int32Array.of(0, 1, 0, 2, 1), 3)
  expect([...read.classes]).toEqual([0, 1])
  expect([...read.rows]).toEqual([0])
  expect(Object.fromEntries(read.leftOut.map(({ reason, count }) => [reason, count]))).toEqual({
    'The candidate gave no scores.': 1,
    'The reference label is not among the labels that the candidate gives scores for.': 1,
    'The candidate gave scores for some of its labels only.': 1,
    'The scores cannot be read as probabilities: they are negative or all 0.': 1
  })
  expect(readScores(Float64Array.of(3, -1), Int32Array.of(0), 2).reading).toBe('softmax')
  expect(readScores(Float64Array.of(0.9, 0.8), Int32Array.of(0), 2).reading).toBe('sum')
  // Files that round to two digits stay as they are, digit by digit.
  const rounded = readScores(Float64Array.of(0.33, 0.33, 0.33), Int32Array.of(0), 3)
  expect([rounded.reading, ...rounded.items.probabilities]).toEqual(['as-given', 0.33, 0.33, 0.33])
})

describe('a temperature', () => {
  const draw = (n: number): ScoredItems => {
    let seed = 7
    const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647
    const rows = Array.from({ length: n }, () => {
      const weights = [random() ** 6, random() ** 6, random() ** 6]
      const sum = weights.reduce((total, one) => total + one, 0)
      return weights.map((one) => one / sum)
    })
    return itemsOf(
      rows,
      rows.map(() => Math.floor(random() * 3))
    )
  }

  test('is never fitted on an item that it is judged on, in folds or in a named part', () => {
    const group = Int32Array.from({ length: 60 }, (_, i) => i % 7)
    for (const plan of [groupFolds(group, 7, 3), namedPart(group, new Set([2, 5]))])
      for (let f = 0; f < plan.folds; f++) {
        const { fit, judged } = placesOf(plan, f)
        const groups = new Set(Array.from(fit, (i) => group[i]))
        expect(Array.from(judged).some((i) => groups.has(group[i]))).toBe(false)
      }
    const folds = groupFolds(group, 7, 3)
    const all = [0, 1, 2].flatMap((f) => [...placesOf(folds, f).judged]).sort((a, b) => a - b)
    expect(all).toEqual(Array.from(group.keys()))
  })

  test('does not change when the judged items do', () => {
    const items = draw(200)
    const group = Int32Array.from({ length: 200 }, (_, i) => (i < 80 ? 0 : 1))
    const plan = namedPart(group, new Set([0]))
    const made = atOnce(calibrated(items, plan))
    const other = { ...items, truth: items.truth.map((truth, i) => (i < 80 ? truth : (truth + 1) % 3)) }
    const again = atOnce(calibrated(other, plan))
    expect(made?.temperatures).toEqual(again?.temperatures)
    expect(made?.fittedOn).toBe(80)
    expect(made?.places.length).toBe(120)
    // Guesses at random are far too sure: the temperature is high and the loss falls.
    expect(made?.temperatures[0]?.temperature).toBeGreaterThan(2)
    expect(properScores(made?.after ?? items).logLoss ?? 9).toBeLessThan(
      properScores(made?.before ?? items).logLoss ?? 0
    )
  })
})

test('people differ by the share of pairs that differ, and errors on which they differ more than a line are ambiguous', () => {
  // Three alike: 0; two against one: 2 of 3 pairs differ; one alone: unknown; all different: 1.
  const votes = { n: 4, k: 3, counts: Uint16Array.of(3, 0, 0, 2, 1, 0, 0, 1, 0, 1, 1, 1) }
  const found = disagreements(votes)
  expect(found[0]).toBe(0)
  expect(found[1]).toBeCloseTo(2 / 3, 12)
  expect(found[2]).toBeNaN()
  expect(found[3]).toBe(1)
  const bets = { guess: Int32Array.of(1, 1, 0, 2), right: Uint8Array.of(0, 0, 0, 1) }
  expect(disagreementLevels(votes, found, bets)).toEqual([
    { disagreement: 0, n: 1, errors: 1, shared: 0 },
    { disagreement: 0.665, n: 1, errors: 1, shared: 1 },
    { disagreement: 1, n: 1, errors: 0, shared: 0 }
  ])
})

test('a million values are put in order by their bits, equal ones in the order in which they came', () => {
  const n = 1_000_000
  const confidence = Float64Array.from({ length: n }, (_, i) => Math.floor(((i * 7919) % n) / 4) / n)
  const order = orderBy(confidence)
  let wrong = 0
  for (let at = 1; at < n; at++) {
    const [a, b] = [order[at - 1] ?? 0, order[at] ?? 0]
    const [x, y] = [confidence[a] ?? 0, confidence[b] ?? 0]
    if (x > y || (x === y && a > b)) wrong++
  }
  expect(wrong).toBe(0)
  expect(new Set(order).size).toBe(n)
})
