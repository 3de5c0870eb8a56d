import { describe, expect, it } from 'vitest'
import { labelText, ticks } from '../../../src/renderer/panels/timeline/ticks'

const axis = (span: number, start = 0, widthPx = 1000): ReturnType<typeof ticks> =>
  ticks({ start, span, widthPx }, false)

describe('lines of the time axis', () => {
  it('stand at round times, at every zoom from hours to samples', () => {
    expect(axis(3600e6).step).toBe(300e6)
    expect(axis(60e6).step).toBe(5e6)
    expect(axis(2e6).step).toBe(200_000)
    expect(axis(2000).step % 100).toBe(0)
  })

  it('never let their labels touch', () => {
    for (let span = 1000; span < 1e11; span *= 1.7) {
      const { major } = ticks({ start: 12_345_678, span, widthPx: 900 }, true)
      major.slice(1).forEach((tick, index) => {
        const before = major[index]
        expect(tick.x - (before?.x ?? 0)).toBeGreaterThan((before?.label.length ?? 0) * 6.7)
      })
      expect(major.length).toBeGreaterThan(1)
    }
  })

  it('say as many digits as their distance needs', () => {
    expect(labelText(62e6, 1e6, false)).toBe('01:02')
    expect(labelText(62_250_000, 50_000, false)).toBe('01:02.250')
    expect(labelText(1_000_125, 25, false)).toBe('00:01.000125')
    expect(labelText(3_723e6, 1e6, true)).toBe('01:02:03')
  })
})
