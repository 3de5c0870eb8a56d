import { expect, test } from 'vitest'
import { resamplePoly } from '../../../../src/shared/signal/dsp/resample-poly'

test('a part of a signal is resampled on the grid of the whole: a later begin is the same as zeros before it', () => {
  const x = Float64Array.from({ length: 120 }, (_, i) => Math.sin(i / 5) + 0.3 * Math.cos(i * 1.7))
  for (const [up, down] of [
    [2, 5],
    [3, 2],
    [25, 64]
  ] as const) {
    const before = 7
    const whole = resamplePoly([...new Float64Array(before), ...x], up, down)
    const first = Math.ceil((before * up) / down)
    const part = resamplePoly(x, up, down, first * down - before * up)
    expect(part).toHaveLength(whole.length - first)
    for (const [i, got] of part.entries()) expect(got).toBeCloseTo(whole[first + i] ?? Number.NaN, 12)
  }
})
