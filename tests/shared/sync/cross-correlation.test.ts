import { describe, expect, it } from 'vitest'
import { bestLag, crossCorrelation } from '../../../src/shared/sync/cross-correlation'

describe('normalised cross-correlation', () => {
  it('equals numpy at every lag with enough overlap, and is undefined beside them', () => {
    // sum(a0[i] b0[i+lag]) / sqrt(sum a0² sum b0²) over the overlap, means taken out of the whole; numpy 2.4.6.
    const expected: Readonly<Record<number, number>> = {
      [-4]: 0.7645592178824572,
      [-3]: -0.8193532036224297,
      [-2]: 0.6428924295485758,
      [-1]: -0.4873497790329874,
      0: 0.49194266097226313,
      1: -0.8256521043497496,
      2: 0.9705338181444975,
      3: -0.7487961870947198,
      4: 0.5297991143197647,
      5: -0.5589862369815818
    }
    const { first, values } = crossCorrelation([1, 3, -2, 5, 0, 2, -1, 4], [0, 1, 1, 3, -2, 5, 0.5, 2, -1], 4)
    for (const [k, value] of values.entries()) {
      const known = expected[first + k]
      if (known === undefined) expect(value).toBeNaN()
      else expect(value).toBeCloseTo(known, 9)
    }
  })

  it('finds a shift between samples', () => {
    const wave = (shift: number) =>
      Float64Array.from(
        { length: 4000 },
        (_, i) => Math.exp(-(((i - 2000 - shift) / 40) ** 2)) * Math.sin((i - shift) / 9)
      )
    const best = bestLag(crossCorrelation(wave(0), wave(123.4), 1000))
    expect(best?.lag).toBeCloseTo(123.4, 1)
    expect(best?.correlation).toBeGreaterThan(0.98)
  })

  it('has no lag where one of them is silent', () =>
    expect(
      bestLag(
        crossCorrelation(
          new Float64Array(50),
          Float64Array.from({ length: 50 }, (_, i) => i),
          10
        )
      )
    ).toBeUndefined())
})
