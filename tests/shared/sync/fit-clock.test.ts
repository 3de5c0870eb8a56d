import { describe, expect, it } from 'vitest'
import { fitClock } from '../../../src/shared/sync/fit-clock'
import { micros } from '../../../src/shared/domain/time'

const anchor = (media: number, master: number) => ({ media: micros(media), master: micros(master) })

describe('a stream placed by anchors', () => {
  it('has the offset, drift and residuals that numpy.linalg.lstsq finds', () => {
    // master - media = slope * media + offset for these four, numpy 2.4.6.
    const fit = fitClock([
      anchor(1_250_000, 3_751_372),
      anchor(61_500_000, 64_007_656),
      anchor(302_750_000, 305_291_978),
      anchor(599_999_000, 602_581_100)
    ])
    expect(fit?.offset).toBe(2_500_376)
    expect(fit?.driftPpm).toBeCloseTo(136.30319274221065, 6)
    const residuals = [825.27008143, -1102.99728129, 335.85746965, -58.13026978]
    for (const [i, expected] of residuals.entries())
      expect(Math.abs((fit?.residuals[i] ?? NaN) - expected)).toBeLessThan(0.6)
    expect(fit?.rms).toBeCloseTo(709.55, 0)
    expect(fit?.worst).toBeCloseTo(1103, 0)
    expect(fit?.driftError).toBeCloseTo(2.1278364, 3)
  })

  it('takes two anchors as they are, and says nothing of how good they are', () => {
    const fit = fitClock([anchor(0, 500_000), anchor(3_600_000_000, 3_601_500_000)])
    expect(fit?.offset).toBe(500_000)
    // One second in an hour.
    expect(fit?.driftPpm).toBeCloseTo(277.7777778, 6)
    expect([fit?.rms, fit?.worst, fit?.driftError]).toEqual([null, null, null])
  })

  it('keeps the drift when one anchor, or anchors beside each other, cannot tell it', () => {
    expect(fitClock([anchor(10_000_000, 12_001_000)], 100)).toMatchObject({
      offset: 2_000_000,
      driftPpm: 100
    })
    expect(fitClock([anchor(0, 1_000), anchor(5_000_000, 5_003_000)])).toMatchObject({
      offset: 2_000,
      driftPpm: 0
    })
  })

  it('is nowhere without anchors', () => expect(fitClock([])).toBeUndefined())

  it('finds a drift of a day to a thousandth of a ppm', () => {
    const drift = 37.25
    const anchors = Array.from({ length: 25 }, (_, hour) =>
      anchor(hour * 3.6e9, 7_000_000 + hour * 3.6e9 * (1 + drift / 1e6))
    )
    expect(fitClock(anchors)?.driftPpm).toBeCloseTo(drift, 3)
    expect(fitClock(anchors)?.offset).toBe(7_000_000)
  })
})
