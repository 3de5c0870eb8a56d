import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { scoreVariants, type VariantItems } from '../../../../src/shared/analysis/variants/score-variants'
import type { Confusion } from '../../../../src/shared/metrics/base/confusion'
import { drawBelow, seededRandom } from '../../../../src/shared/metrics/base/seeded-random'

const accuracy = ({ cells }: Confusion): (number | null)[] => {
  const all = cells.reduce((sum, cell) => sum + cell, 0)
  return [all > 0 ? ((cells[0] ?? 0) + (cells[3] ?? 0)) / all : null]
}
const labels = ['a', 'b']
const draw = seededRandom(5)
const CLUSTERS = 12
const ITEMS = 240
const truth = Int32Array.from({ length: ITEMS }, () => draw() % 2)
const cluster = Int32Array.from({ length: ITEMS }, (_, i) => i % CLUSTERS)
/** Answers that are right with a probability. */
const answers = (right: number): VariantItems => ({
  reference: truth,
  candidate: truth.map((label) => (draw() / 2 ** 32 < right ? label : 1 - label)),
  cluster
})
const variants = [answers(0.9), answers(0.8), answers(0.6)]
const run = (seed = 1, given = variants) =>
  atOnce(scoreVariants(given, accuracy, { labels, clusters: CLUSTERS, replicates: 400, seed }))

describe('scores of variants', () => {
  test('are those of the items, and differences are those of the scores', () => {
    const scores = variants.map(
      ({ candidate }) => truth.filter((label, i) => label === candidate[i]).length / ITEMS
    )
    const { variants: found } = run()
    found.forEach(([own], v) => {
      expect(own?.value).toBeCloseTo(scores[v] ?? NaN, 12)
      expect(own?.delta.value).toBeCloseTo((scores[v] ?? NaN) - (scores[0] ?? NaN), 12)
    })
  })

  test('have intervals of draws of whole clusters, written out once more', () => {
    const random = seededRandom(1)
    const shares = (items: VariantItems, drawn: readonly number[]): number => {
      let [right, all] = [0, 0]
      for (const c of drawn)
        for (let i = 0; i < ITEMS; i++)
          if (cluster[i] === c) {
            all++
            if (items.candidate[i] === truth[i]) right++
          }
      return right / all
    }
    const own: number[] = []
    const differences: number[] = []
    for (let b = 0; b < 400; b++) {
      const drawn = Array.from({ length: CLUSTERS }, () => drawBelow(random, CLUSTERS))
      const [x, y] = [shares(variants[2] as VariantItems, drawn), shares(variants[0] as VariantItems, drawn)]
      own.push(x)
      differences.push(x - y)
    }
    // Quantile of type 7.
    const quantile = (values: number[], p: number): number => {
      const sorted = values.toSorted((a, b) => a - b)
      const at = (sorted.length - 1) * p
      const low = Math.floor(at)
      return (sorted[low] ?? 0) + (at - low) * ((sorted[low + 1] ?? 0) - (sorted[low] ?? 0))
    }
    const [found] = run().variants[2] ?? []
    expect(found?.low).toBeCloseTo(quantile(own, 0.025), 10)
    expect(found?.high).toBeCloseTo(quantile(own, 0.975), 10)
    expect(found?.delta.low).toBeCloseTo(quantile(differences, 0.025), 10)
    expect(found?.delta.high).toBeCloseTo(quantile(differences, 0.975), 10)
    const above = (differences.filter((d) => d >= -1e-12).length + 1) / 401
    expect(found?.p).toBeCloseTo(2 * above, 10)
  })

  test('are the same for the same seed, and other draws for another', () => {
    expect(run()).toEqual(run())
    expect(run(2).variants[1]?.[0]?.low).not.toBe(run().variants[1]?.[0]?.low)
  })

  test('of the same answers differ by nothing, surely', () => {
    const [first] = variants
    const [, same] = run(1, [first as VariantItems, first as VariantItems]).variants
    expect(same?.[0]).toMatchObject({ delta: { value: 0, low: 0, high: 0 }, p: 1 })
  })

  test('leave out what a variant did not answer, and say why there is no interval', () => {
    const [first] = variants as [VariantItems]
    const silent = { ...first, candidate: first.candidate.map((code, i) => (i < 200 ? code : -1)) }
    expect(run(1, [first, silent]).variants[1]?.[0]?.value).toBeCloseTo(
      truth.filter((label, i) => i < 200 && label === first.candidate[i]).length / 200,
      12
    )
    const single = { ...first, cluster: new Int32Array(ITEMS) }
    expect(run(1, [single]).variants[0]?.[0]?.reason).toContain('one cluster')
  })

  test('of a million items in four variants come in slices, in seconds', () => {
    const n = 1_000_000
    const many: VariantItems = {
      reference: Int32Array.from({ length: n }, (_, i) => i % 2),
      candidate: Int32Array.from({ length: n }, (_, i) => (i % 7 === 0 ? 0 : i % 2)),
      cluster: Int32Array.from({ length: n }, (_, i) => i % 500)
    }
    const work = scoreVariants([many, many, many, many], accuracy, { labels, clusters: 500 })
    let longest = 0
    const began = performance.now()
    for (;;) {
      const start = performance.now()
      const step = work.next()
      longest = Math.max(longest, performance.now() - start)
      if (step.done) break
    }
    expect(performance.now() - began).toBeLessThan(8000)
    expect(longest).toBeLessThan(1000)
  })
})
