import { describe, expect, it } from 'vitest'
import { documentAxis, pictureAxis, turnAxis, type ItemAxis } from '../../../src/shared/documents/item-axis'
import { itemTicks, labelText, ticks } from '../../../src/renderer/panels/timeline/ticks'

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

describe('the axis of a recording without a clock', () => {
  const view = { start: 0, span: 12_000_000, widthPx: 1200 }
  const labels = (axis: ItemAxis, shown = view): string[] =>
    itemTicks(shown, axis).major.map(({ label }) => label)
  it('names every sentence where there is room, and only numbers them where there is less', () => {
    expect(labels(documentAxis(12_000_000)).slice(0, 2)).toEqual(['Sentence 1', 'Sentence 2'])
    expect(labels(documentAxis(12_000_000), { ...view, widthPx: 500 }).slice(0, 3)).toEqual(['1', '2', '3'])
  })
  it('numbers every tenth of many, and labels never touch', () => {
    const ticksOfMany = itemTicks({ start: 0, span: 200_000_000, widthPx: 1000 }, documentAxis(200_000_000))
    expect(ticksOfMany.major.map(({ label }) => label).slice(0, 3)).toEqual(['1', '10', '20'])
    const xs = ticksOfMany.major.map(({ x }) => x)
    expect(xs.slice(1).every((x, index) => x - (xs[index] ?? 0) >= 20)).toBe(true)
    expect(ticksOfMany.minor.length).toBeGreaterThan(100)
  })
  it('shows the sentence that is in view when zoomed into the middle', () => {
    const inside = { start: 4_500_000, span: 1_000_000, widthPx: 1000 }
    expect(labels(documentAxis(12_000_000), inside)).toEqual(['Sentence 5', 'Sentence 6'])
  })
  it('calls a picture a picture and shows no second of it', () => {
    expect(labels(pictureAxis, { start: 0, span: 1_000_000, widthPx: 900 })).toEqual(['Picture'])
  })
  it('stands at the beginning of each turn, however long it is', () => {
    const axis = turnAxis([{ start: 0 }, { start: 2_000_000 }, { start: 9_000_000 }])
    expect(axis && itemTicks(view, axis).major.map(({ x, label }) => `${label} ${x}`)).toEqual([
      'Turn 1 0',
      'Turn 2 200',
      'Turn 3 900'
    ])
  })
  it('stays quick among ten thousand items', () => {
    const { major, minor } = itemTicks({ start: 0, span: 1e10, widthPx: 1200 }, documentAxis(1e10))
    expect(major.length).toBeLessThan(60)
    expect(minor.length).toBeLessThanOrEqual(400)
  })
})
