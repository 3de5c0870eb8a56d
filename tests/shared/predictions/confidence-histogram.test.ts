import { describe, expect, it } from 'vitest'
import { confidenceHistogram, countFrom } from '../../../src/shared/predictions/confidence-histogram'

describe('a histogram of confidences', () => {
  const values = [0, 0.04, 0.05, 0.3, 0.5, 0.95, 0.999, 1, undefined]
  it('puts an edge into the bin above it, and 1 into the last', () => {
    const { bins, without } = confidenceHistogram(values, 20)
    expect(bins.map((count, bin) => [bin, count]).filter(([, count]) => count !== 0)).toEqual([
      [0, 2],
      [1, 1],
      [6, 1],
      [10, 1],
      [19, 3]
    ])
    expect(without).toBe(1)
  })
  it('counts what is at least a threshold, the threshold included', () => {
    expect([0, 0.5, 0.95, 1].map((threshold) => countFrom(values, threshold))).toEqual([8, 4, 3, 1])
  })
})
