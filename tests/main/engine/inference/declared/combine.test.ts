import { describe, expect, test } from 'vitest'
import { combine, type Part } from '../../../../../src/main/engine/inference/aggregate/combine'
import type { ManifestAggregate } from '../../../../../src/main/engine/inference/manifest'

const labels = ['a', 'b', 'c']
const part = (data: readonly number[], more: Partial<Part> = {}): Part => ({
  decoded: { data: Float64Array.from(data), dims: [data.length], labels },
  seconds: 1,
  ...more
})
const all = (parts: readonly Part[], method: ManifestAggregate['method'], tie?: ManifestAggregate['tie']) => {
  const made = combine(parts, { method, ...(tie ? { tie } : {}) })
  return { values: [...made.data].map((value) => Number(value.toFixed(6))), chosen: made.chosen }
}

describe('results put together', () => {
  const parts = [part([0.6, 0.3, 0.1], { seconds: 1 }), part([0.2, 0.7, 0.1], { seconds: 3 })]

  test('mean, highest, median and last, value by value', () => {
    expect(all(parts, 'mean-prob').values).toEqual([0.4, 0.5, 0.1])
    expect(all(parts, 'max').values).toEqual([0.6, 0.7, 0.1])
    expect(all([...parts, part([1, 0, 0])], 'median').values).toEqual([0.6, 0.3, 0.1])
    expect(all(parts, 'last').values).toEqual([0.2, 0.7, 0.1])
  })

  // sqrt(.12), sqrt(.21), sqrt(.01) over their sum 0.904668.
  test('the mean of logits is the product of the probabilities, brought to a sum of 1', () => {
    expect(all(parts, 'mean-logit').values).toEqual(
      [0.382917, 0.506551, 0.110532].map((v) => expect.closeTo(v, 4) as number)
    )
  })

  test('weights by length, by certainty and by the model’s own attention', () => {
    expect(all(parts, 'duration-weighted').values).toEqual([0.3, 0.6, 0.1])
    // Weights .6 and .7.
    expect(all(parts, 'confidence-weighted').values).toEqual([0.384615, 0.515385, 0.1])
    expect(
      all([part([1, 0, 0], { attention: 3 }), part([0, 1, 0], { attention: 1 })], 'attention-output').values
    ).toEqual([0.75, 0.25, 0])
  })

  test('a majority counts labels; a tie goes to the first, to the higher mean, or to nobody', () => {
    const votes = [part([0.6, 0.4, 0]), part([0.1, 0.9, 0])]
    expect(all([...votes, part([0.5, 0.4, 0.1])], 'majority')).toEqual({
      values: [0.666667, 0.333333, 0],
      chosen: ['a']
    })
    expect(all(votes, 'majority', 'first').chosen).toEqual(['a'])
    expect(all(votes, 'majority', 'higher-mean').chosen).toEqual(['b'])
    expect(all(votes, 'majority', 'none').chosen).toEqual([])
  })

  test('values that are not there are left out, and a series is its mean first', () => {
    expect(all([part([Number.NaN, 1, 0]), part([0.5, 0, 0])], 'mean-value').values).toEqual([0.5, 0.5, 0])
    const series: Part = {
      decoded: { data: Float64Array.of(1, 2, 3, 6), dims: [4], hz: 2, labels: ['arousal'] },
      seconds: 2
    }
    expect(all([series], 'mean-value').values).toEqual([3])
  })
})
