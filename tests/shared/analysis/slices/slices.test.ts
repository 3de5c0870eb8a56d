import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import type { FacetColumn } from '../../../../src/shared/analysis/facets/facet-column'
import { correctMany } from '../../../../src/shared/analysis/slices/correct-many'
import { drawBinomial, drawCounts } from '../../../../src/shared/analysis/slices/draw-counts'
import { facetReport } from '../../../../src/shared/analysis/slices/facet-report'
import { shareDifference } from '../../../../src/shared/analysis/slices/share-difference'
import { sliceMetric } from '../../../../src/shared/analysis/slices/slice-metric'
import { clusteredWorseChance, logWorseChance } from '../../../../src/shared/analysis/slices/worse-chance'
import { clusterBootstrap } from '../../../../src/shared/metrics/base/cluster-bootstrap'
import { seededRandom } from '../../../../src/shared/metrics/base/seeded-random'
import { equalizedOdds, fairness } from '../../../../src/shared/metrics/fairness'
import { wilson } from '../../../../src/shared/metrics/proportion-interval'
import { unweightedAverageRecall } from '../../../../src/shared/metrics/recall-average'

const random = (seed: number) => {
  const draw = seededRandom(seed)
  return () => draw() / 4294967296
}

describe('tests and corrections', () => {
  // scipy.stats.hypergeom.logcdf(right, all, allRight, n), SciPy 1.17.
  test.each([
    [3, 10, 80, 100, -7.844972766048348],
    [8, 10, 80, 100, -0.4510632311429742],
    [10, 10, 80, 100, 0],
    [0, 5, 10, 40, -1.5298329852206587],
    [20, 40, 900, 1000, -23.879298827865924],
    [450, 900, 90000, 100000, -470.58194228669686]
  ])('%i of %i right where %i of %i are right', (right, n, allRight, all, expected) => {
    const value = logWorseChance(right, n, allRight, all)
    expect(Math.abs(value - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)))
  })

  // The formula in NumPy with scipy.stats.t.cdf.
  test('with items of one speaker hanging together the evidence is that of six speakers', () => {
    const p = clusteredWorseChance({
      n: Float64Array.of(4, 0, 6, 3, 5, 2),
      right: Float64Array.of(2, 0, 3, 1, 4, 0),
      allN: Float64Array.of(10, 8, 12, 9, 11, 7),
      allRight: Float64Array.of(8, 7, 8, 6, 9, 4)
    })
    expect(p).toBeCloseTo(0.008586614934301821, 12)
  })

  test('too few speakers have no such p, and it says so', () => {
    const p = clusteredWorseChance({
      n: Float64Array.of(4, 0),
      right: Float64Array.of(2, 0),
      allN: Float64Array.of(10, 8),
      allRight: Float64Array.of(8, 7)
    })
    expect(p).toEqual({ reason: 'Only 1 in the slice; at least 5 are needed.' })
  })

  // Benjamini and Hochberg: scipy.stats.false_discovery_control; Holm by hand in NumPy.
  test('corrected p values are those of Benjamini and Hochberg, and of Holm', () => {
    const p = [0.205, 0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.212, 0.216]
    const logs = p.map(Math.log)
    const near = (values: readonly number[], expected: readonly number[]): void =>
      values.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 10))
    near(correctMany(logs, 'bh'), [
      0.216,
      0.01,
      0.04,
      0.084,
      0.084,
      0.084,
      0.1,
      0.074 * (10 / 7),
      0.216,
      0.216
    ])
    near(correctMany(logs, 'holm'), [0.615, 0.01, 0.072, 0.312, 0.312, 0.312, 0.312, 0.312, 0.615, 0.615])
    near(correctMany([Math.log(0.001)], 'bh', 200), [0.2])
    near(correctMany([Math.log(0.001)], 'holm', 200), [0.2])
  })

  // Newcombe 1998, table II, case (a): 56/70 and 48/80, method 10.
  test('the interval of a difference of shares is Newcombe’s', () => {
    const interval = shareDifference(56, 70, 48, 80)
    expect(interval?.low).toBeCloseTo(0.0524, 4)
    expect(interval?.high).toBeCloseTo(0.3339, 4)
  })
})

describe('drawing counts', () => {
  test.each([
    [40, 0.2],
    [10_000, 0.001],
    [5000, 0.4],
    [300, 0.97]
  ])('%i tries of chance %f have the mean and spread of a binomial', (n, p) => {
    const uniform = random(5)
    const values = Array.from({ length: 20_000 }, () => drawBinomial(n, p, uniform))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    const spread = n * p * (1 - p)
    expect(Math.abs(mean - n * p)).toBeLessThan(5 * Math.sqrt(spread / values.length))
    expect(Math.abs(variance / spread - 1)).toBeLessThan(0.06)
  })

  test('a draw has as many items as there were, and none in an empty cell', () => {
    const out = new Float64Array(4)
    const uniform = random(9)
    for (let i = 0; i < 200; i++) {
      drawCounts(Float64Array.of(5, 0, 20, 75), out, uniform)
      expect(out.reduce((sum, count) => sum + count, 0)).toBe(100)
      expect(out[1]).toBe(0)
    }
  })
})

const labels = ['anger', 'joy', 'sad']

/** 600 items of 30 speakers in three groups. */
function sample(seed = 2) {
  const uniform = random(seed)
  const n = 600
  const reference = Int32Array.from({ length: n }, () => Math.floor(uniform() * 3))
  const candidate = reference.map((code) => (uniform() < 0.7 ? code : Math.floor(uniform() * 3)))
  const cluster = Int32Array.from({ length: n }, (_, i) => i % 30)
  const codes = cluster.map((speaker) => speaker % 3)
  const column: FacetColumn = { id: 'age', name: 'Age', groups: ['old', 'middle', 'young'], codes, gaps: [] }
  return { items: { labels, reference, candidate }, cluster, column, codes }
}

const metric = (id: string) => {
  const found = sliceMetric(id, labels)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

describe('the table of a facet', () => {
  test('accuracy of a group has Wilson’s interval, and the rest is everything else', () => {
    const { items, cluster, column, codes } = sample()
    const report = atOnce(
      facetReport({ items, cluster, column, noun: 'persons', metric: metric('accuracy') })
    )
    expect(report.rows.map(({ name, n, clusters }) => [name, n, clusters])).toEqual([
      ['old', 200, 10],
      ['middle', 200, 10],
      ['young', 200, 10]
    ])
    const right = [0, 1, 2].map(
      (group) =>
        [...codes].filter((code, i) => code === group && items.reference[i] === items.candidate[i]).length
    )
    const own = wilson.compute(right[0] ?? 0, 200)
    expect(report.rows[0]?.score).toEqual({
      value: own.value,
      interval: own.value === null ? undefined : own.interval
    })
    const rest = ((right[1] ?? 0) + (right[2] ?? 0)) / 400
    expect(report.rows[0]?.rest.value).toBeCloseTo(rest, 12)
    expect(report.rows[0]?.difference.value).toBeCloseTo((right[0] ?? 0) / 200 - rest, 12)
  })

  test('the interval of the whole is that of the bootstrap by speakers, draw for draw', () => {
    const { items, cluster, column } = sample()
    const report = atOnce(facetReport({ items, cluster, column, noun: 'persons', metric: metric('uar') }))
    const [oracle] = clusterBootstrap(
      { ...items, cluster, clusters: 30 },
      (table) => [unweightedAverageRecall.compute(table).value],
      { noun: 'persons' }
    )
    expect(report.whole.interval).toEqual(oracle)
  })

  test('a recall counts the items of its class alone', () => {
    const { items, cluster, column, codes } = sample()
    const report = atOnce(
      facetReport({ items, cluster, column, noun: 'persons', metric: metric('recall:joy') })
    )
    const own = [...codes].filter((code, i) => code === 0 && items.reference[i] === 1)
    expect(report.rows[0]?.n).toBe(own.length)
  })

  test('one speaker’s score is drawn by items, and says so', () => {
    const { items, cluster } = sample()
    const column = {
      id: 'p',
      name: 'Person',
      groups: Array.from({ length: 30 }, (_, i) => `P${i}`),
      codes: cluster,
      gaps: []
    }
    const report = atOnce(facetReport({ items, cluster, column, noun: 'persons', metric: metric('uar') }))
    const interval = report.rows[0]?.score.interval
    expect(interval?.method).toContain('items taken as independent')
    expect(interval && interval.high - interval.low).toBeGreaterThan(0.2)
    expect(interval && interval.low).toBeLessThan(report.rows[0]?.score.value ?? NaN)
  })

  test('other people’s labels on the same items are the ceiling; items that the model left out count for nobody', () => {
    const { items, cluster, column } = sample()
    const others = [items.reference.map((code, i) => (i < 300 ? code : -1))]
    const missing = { ...items, candidate: items.candidate.map((code, i) => (i < 60 ? -1 : code)) }
    const report = atOnce(
      facetReport({ items: missing, cluster, column, noun: 'persons', metric: metric('accuracy'), others })
    )
    expect(report.whole.ceiling).toEqual({ value: 1, n: 240 })
    expect(report.whole.n).toBe(540)
  })

  test('a million items in six groups are scored within a second, intervals and all', () => {
    const uniform = random(1)
    const n = 1_000_000
    const reference = Int32Array.from({ length: n }, () => Math.floor(uniform() * 3))
    const candidate = Int32Array.from({ length: n }, () => Math.floor(uniform() * 3))
    const cluster = Int32Array.from({ length: n }, (_, i) => i % 200)
    const codes = Int32Array.from({ length: n }, (_, i) => i % 6)
    const column = { id: 'x', name: 'X', groups: ['a', 'b', 'c', 'd', 'e', 'f'], codes, gaps: [] }
    const began = performance.now()
    let last = began
    let longest = 0
    const work = facetReport({
      items: { labels, reference, candidate },
      cluster,
      column,
      noun: 'persons',
      metric: metric('uar')
    })
    for (let step = work.next(); !step.done; step = work.next()) {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }
    // Ten times what it takes, for slow machines.
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(longest).toBeLessThan(2000)
  })
})

describe('gaps between groups', () => {
  test('they are those of the fairness metrics', () => {
    const { items, cluster, column, codes } = sample(4)
    const report = atOnce(
      facetReport({ items, cluster, column, noun: 'persons', metric: metric('accuracy') })
    )
    const names = (list: Int32Array) => [...list].map((code) => labels[code] ?? null)
    const group = [...codes].map((code) => column.groups[code] ?? null)
    const oracle = fairness(labels, names(items.reference), names(items.candidate), group)
    const gap = (id: string) => report.gaps.find((one) => one.id === id)?.cell.value
    expect(gap('gap')).toBeCloseTo(oracle.accuracyGap ?? NaN, 12)
    expect(gap('bias')).toBeCloseTo(oracle.recallBias ?? NaN, 12)
    expect(gap('hit')).toBeCloseTo(
      Math.max(...Object.values(oracle.recallGap).map((value) => value ?? 0)),
      12
    )
    expect(gap('parity')).toBeCloseTo(
      Math.max(...Object.values(oracle.parityGap).map((value) => value ?? 0)),
      12
    )
    const scores = Object.values(oracle.groups).map(({ accuracy }) => accuracy ?? 0)
    expect(gap('ratio')).toBeCloseTo(Math.min(...scores) / Math.max(...scores), 12)
    for (const { cell } of report.gaps) {
      expect(cell.interval?.low).toBeLessThanOrEqual(cell.interval?.high ?? NaN)
      expect(cell.interval?.method).toContain('30 persons')
    }
  })

  test('of two classes equalised odds are those of a yes or no', () => {
    const { items, cluster, column, codes } = sample(6)
    const two = (list: Int32Array) => list.map((code) => (code === 0 ? 1 : 0))
    const [reference, candidate] = [two(items.reference), two(items.candidate)]
    const report = atOnce(
      facetReport({
        items: { labels: ['no', 'yes'], reference, candidate },
        cluster,
        column,
        noun: 'persons',
        metric: metric('accuracy')
      })
    )
    const oracle = equalizedOdds([...reference], [...candidate], [...codes].map(String))
    expect(report.gaps.find(({ id }) => id === 'odds')?.cell.value).toBeCloseTo(oracle.difference ?? NaN, 12)
    expect(report.gaps.find(({ id }) => id === 'parity')?.cell.value).toBeCloseTo(
      oracle.parityDifference ?? NaN,
      12
    )
  })

  test('groups that are too small take no part in the gaps, and of a handful of items nothing is drawn', () => {
    const { items, cluster } = sample()
    const codes = Int32Array.from(cluster, (speaker, i) => (i === 7 || i === 11 ? 2 : speaker % 2))
    const column = { id: 'x', name: 'X', groups: ['a', 'b', 'tiny'], codes, gaps: [] }
    const ask = (least: number) =>
      atOnce(facetReport({ items, cluster, column, noun: 'persons', metric: metric('uar'), least }))
    const guarded = ask(10)
    expect(guarded.gapGroups).toBe(2)
    const [a, b] = guarded.rows.map(({ score }) => score.value ?? NaN)
    expect(guarded.gaps[0]?.cell.value).toBeCloseTo(Math.abs((a ?? NaN) - (b ?? NaN)), 12)
    expect(ask(0).gapGroups).toBe(3)
    const tiny = guarded.rows.find(({ name }) => name === 'tiny')
    expect(tiny?.n).toBe(2)
    expect(tiny?.score.interval).toBeUndefined()
  })

  test('one group has no gap', () => {
    const { items, cluster } = sample()
    const column = { id: 'x', name: 'X', groups: ['all'], codes: new Int32Array(600), gaps: [] }
    const report = atOnce(
      facetReport({ items, cluster, column, noun: 'persons', metric: metric('accuracy') })
    )
    expect(report.gaps).toEqual([])
    expect(report.rows[0]?.difference).toEqual({
      value: null,
      reason: expect.stringContaining('Of everything else')
    })
  })
})
