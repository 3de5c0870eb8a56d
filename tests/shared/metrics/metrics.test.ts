import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterBootstrap } from '../../../src/shared/metrics/base/cluster-bootstrap'
import {
  confusionFromCodes,
  confusionFromRows,
  type Confusion
} from '../../../src/shared/metrics/base/confusion'
import { quantile } from '../../../src/shared/metrics/base/quantile'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { cohenKappaParts } from '../../../src/shared/metrics/cohen-kappa'
import { confusionMetrics, metrics } from '../../../src/shared/metrics'
import { microF1Subset } from '../../../src/shared/metrics/f1-average'
import { f1, precision, recall, unbiasedHitRate } from '../../../src/shared/metrics/per-class'
import { wilson } from '../../../src/shared/metrics/proportion-interval'

const value = (id: string, table: Confusion) => confusionMetrics.get(id).compute(table).value

// By hand: rows joy (4 right of 5), anger (3 of 4), fear (never in the reference, predicted once).
const table = confusionFromRows(
  ['joy', 'anger', 'fear'],
  [
    [4, 1, 0],
    [0, 3, 1],
    [0, 0, 0]
  ]
)

describe('scores of a confusion table worked out by hand', () => {
  it('accuracy is the share on the diagonal', () => expect(value('accuracy', table)).toBeCloseTo(7 / 9, 12))

  it('UAR skips a class that the reference never has, its other convention counts it as 0', () => {
    expect(value('uar', table)).toBeCloseTo((4 / 5 + 3 / 4) / 2, 12)
    expect(value('uar_all_labels', table)).toBeCloseTo((4 / 5 + 3 / 4) / 3, 12)
  })

  it('macro F1 is the mean of the F1 values and counts a falsely predicted class as 0', () => {
    expect(value('f1_macro', table)).toBeCloseTo((8 / 9 + 6 / 8 + 0) / 3, 12)
    const unused = confusionFromRows(
      ['a', 'b', 'c'],
      [
        [1, 1, 0],
        [0, 1, 0],
        [0, 0, 0]
      ]
    )
    expect(value('f1_macro', unused)).toBeCloseTo((2 / 3 + 2 / 3) / 2, 12)
    expect(value('f1_macro_all_labels', unused)).toBeCloseTo((2 / 3 + 2 / 3) / 3, 12)
  })

  it('weighted F1 weighs by the reference', () =>
    expect(value('f1_weighted', table)).toBeCloseTo((5 * (8 / 9) + 4 * (6 / 8)) / 9, 12))

  it('Cohen kappa corrects for chance', () => {
    const pe = (5 * 4 + 4 * 4 + 0 * 1) / 81
    expect(value('cohen_kappa', table)).toBeCloseTo((7 / 9 - pe) / (1 - pe), 12)
  })

  it('precision, recall, F1 and unbiased hit rate of each class', () => {
    const values = (metric: typeof precision) => metric.compute(table).map((score) => score.value)
    expect(values(precision)).toEqual([1, 0.75, 0])
    expect(values(recall)).toEqual([0.8, 0.75, 0])
    expect(values(f1)).toEqual([8 / 9, 0.75, 0])
    expect(values(unbiasedHitRate)).toEqual([0.8, 0.5625, null])
  })

  it('leaving out neutral pools the other classes', () => {
    const withNeutral = confusionFromRows(
      ['neutral', 'joy'],
      [
        [5, 1],
        [2, 3]
      ]
    )
    expect(microF1Subset(withNeutral, ['joy']).value).toBeCloseTo(6 / 9, 12)
    expect(value('micro_f1_subset', withNeutral)).toBeCloseTo(6 / 9, 12)
  })

  it('quadratic kappa forgives neighbours more than linear kappa', () => {
    const ordered = confusionFromRows(
      ['1', '2', '3'],
      [
        [2, 1, 0],
        [0, 2, 1],
        [0, 0, 3]
      ]
    )
    const [none, linear, quadratic] = (['none', 'linear', 'quadratic'] as const).map(
      (weights) => cohenKappaParts(ordered, weights).kappa ?? NaN
    )
    expect(none).toBeLessThan(linear ?? 0)
    expect(linear).toBeLessThan(quadratic ?? 0)
  })

  it('the same shares in microseconds of a long corpus give the same scores', () => {
    const time = confusionFromRows(table.labels, [
      [4e11, 1e11, 0],
      [0, 3e11, 1e11],
      [0, 0, 0]
    ])
    for (const { id } of confusionMetrics.all)
      expect(value(id, time)).toBeCloseTo(value(id, table) ?? NaN, 10)
  })

  it('2 of 10 has the Wilson interval 0.057 to 0.510', () => {
    const share = wilson.compute(2, 10)
    expect(share.value).toBe(0.2)
    expect(share.value !== null && share.interval).toMatchObject({
      low: expect.closeTo(0.0566821, 6),
      high: expect.closeTo(0.5098375, 6)
    })
  })
})

describe('numbers that do not exist', () => {
  it('without items every score is null with a sentence', () => {
    const empty = confusionFromRows(
      ['a', 'b'],
      [
        [0, 0],
        [0, 0]
      ]
    )
    for (const metric of confusionMetrics.all) {
      const result = metric.compute(empty)
      expect(result.value, metric.id).toBeNull()
      expect(result.value === null && result.reason).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('kappa of two raters who only ever used one category is undefined, not 1', () => {
    const result = confusionMetrics.get('cohen_kappa').compute(
      confusionFromRows(
        ['a', 'b'],
        [
          [7, 0],
          [0, 0]
        ]
      )
    )
    expect(result.value).toBeNull()
  })

  it('ratings of unequal number have no Fleiss kappa and the reason says so', () => {
    const fleiss = metrics.get('fleiss_kappa')
    const result =
      fleiss.kind === 'ratings'
        ? fleiss.compute([
            ['a', 'a', 'b'],
            ['a', null, 'b']
          ])
        : undefined
    expect(result).toEqual({ value: null, reason: 'Units have different numbers of ratings.' })
  })
})

describe('the registry', () => {
  it('has a line for every metric file', () => {
    const folder = resolve(import.meta.dirname, '../../../src/shared/metrics')
    const index = readFileSync(resolve(folder, 'index.ts'), 'utf8')
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    expect(files.filter((name) => !index.includes(`'./${name.replace('.ts', '')}'`))).toEqual([])
  })

  it('says of every metric what it is, which convention it follows and where it comes from', () => {
    for (const metric of metrics.all) {
      expect(metric.name).not.toBe('')
      for (const text of [metric.definition, metric.convention, metric.source, metric.missingPolicy])
        expect(text.length, `${metric.id}: "${text}"`).toBeGreaterThan(10)
    }
  })

  it('an unknown id lists the known ones', () => expect(() => metrics.get('wug')).toThrow(/known: .*uar/))
})

const labels = ['a', 'b', 'c', 'd']
const codes = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 200 })
const tableOf = (pairs: readonly (readonly [number, number])[], rename = [0, 1, 2, 3]) =>
  confusionFromCodes(
    labels,
    Int32Array.from(pairs, ([r]) => rename[r] ?? -1),
    Int32Array.from(pairs, ([, c]) => rename[c] ?? -1)
  )
const nominal = confusionMetrics.all.filter(({ id }) => !/linear|quadratic|subset/.test(id))

describe('whatever the data', () => {
  it('every score is finite or null, and shares lie within 0 and 1', () => {
    fc.assert(
      fc.property(codes, (pairs) => {
        for (const metric of confusionMetrics.all) {
          const { value: result } = metric.compute(tableOf(pairs))
          if (result === null) continue
          expect(result).toBeGreaterThanOrEqual(/kappa|mcc/.test(metric.id) ? -1.000001 : 0)
          expect(result).toBeLessThanOrEqual(1.000001)
        }
      })
    )
  })

  it('renaming the labels permutes the table and leaves every unordered score as it was', () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })
    fc.assert(
      fc.property(codes, orders, (pairs, order) => {
        const before = tableOf(pairs)
        const after = tableOf(pairs, order)
        for (let i = 0; i < 4; i++)
          for (let j = 0; j < 4; j++)
            expect(after.cells[(order[i] ?? 0) * 4 + (order[j] ?? 0)]).toBe(before.cells[i * 4 + j])
        for (const metric of nominal) {
          const [x, y] = [metric.compute(before).value, metric.compute(after).value]
          if (x === null || y === null) expect(x).toBe(y)
          else expect(y).toBeCloseTo(x, 10)
        }
      })
    )
  })

  it('swapping the two sides leaves accuracy, kappa and MCC as they were', () => {
    fc.assert(
      fc.property(codes, (pairs) => {
        const swapped = tableOf(pairs.map(([r, c]) => [c, r] as const))
        for (const id of ['accuracy', 'cohen_kappa', 'mcc', 'f1_macro']) {
          const [x, y] = [value(id, tableOf(pairs)), value(id, swapped)]
          if (x === null || y === null) expect(x).toBe(y)
          else expect(y).toBeCloseTo(x, 10)
        }
      })
    )
  })
})

describe('cluster bootstrap', () => {
  const draw = seededRandom(7)
  const n = 600
  const reference = Int32Array.from({ length: n }, () => draw() % 3)
  const candidate = reference.map((code) => (draw() % 10 < 7 ? code : (code + 1) % 3))
  const pairs = {
    labels: ['a', 'b', 'c'],
    reference,
    candidate,
    cluster: reference.map((_, i) => i),
    clusters: n
  }
  const accuracyOf = (t: Confusion) => [value('accuracy', t)]

  it('the same seed gives the same interval, another seed another one', () => {
    expect(clusterBootstrap(pairs, accuracyOf, { seed: 3 })).toEqual(
      clusterBootstrap(pairs, accuracyOf, { seed: 3 })
    )
    expect(clusterBootstrap(pairs, accuracyOf, { seed: 3 })).not.toEqual(
      clusterBootstrap(pairs, accuracyOf, { seed: 4 })
    )
  })

  it('with one item per cluster it comes close to the binomial interval', () => {
    const [interval] = clusterBootstrap(pairs, accuracyOf)
    const p = value('accuracy', confusionFromCodes(pairs.labels, reference, candidate)) ?? NaN
    const half = 1.96 * Math.sqrt((p * (1 - p)) / n)
    if (!interval || !('low' in interval)) throw new Error('no interval')
    expect(interval.low).toBeCloseTo(p - half, 2)
    expect(interval.high).toBeCloseTo(p + half, 2)
  })

  it('items that come in tens of the same outcome widen the interval about threefold', () => {
    const copied = { ...pairs, cluster: reference.map((_, i) => Math.floor(i / 10)), clusters: n / 10 }
    const first = (column: Int32Array) => column.map((_, i) => column[i - (i % 10)] ?? 0)
    const clumped = { ...copied, reference: first(reference), candidate: first(candidate) }
    const width = (input: typeof pairs) => {
      const [interval] = clusterBootstrap(input, accuracyOf)
      return interval && 'low' in interval ? interval.high - interval.low : NaN
    }
    const alone = { ...clumped, cluster: pairs.cluster, clusters: n }
    expect(width(clumped) / width(alone)).toBeGreaterThan(2.5)
    expect(width(clumped) / width(alone)).toBeLessThan(3.9)
  })

  it('one recording has no interval and the reason says why', () => {
    const [answer] = clusterBootstrap({ ...pairs, cluster: new Int32Array(n), clusters: 1 }, accuracyOf)
    expect(answer).toEqual({
      reason: 'All items come from one cluster; resampling recordings needs at least two.'
    })
  })

  it('quantiles interpolate like R and NumPy do', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
    expect(quantile([10], 0.975)).toBe(10)
  })
})

describe('speed', () => {
  it('a million items are counted and scored in under 100 ms', () => {
    const draw = seededRandom(1)
    const reference = Int32Array.from({ length: 1_000_000 }, () => draw() % 7)
    const candidate = Int32Array.from({ length: 1_000_000 }, () => draw() % 7)
    const names = ['1', '2', '3', '4', '5', '6', '7']
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now()
      const counts = confusionFromCodes(names, reference, candidate)
      for (const metric of confusionMetrics.all) metric.compute(counts)
      return performance.now() - before
    })
    // The best of five: other work on the machine is not this code's.
    expect(Math.min(...times)).toBeLessThan(100)
  })
})
