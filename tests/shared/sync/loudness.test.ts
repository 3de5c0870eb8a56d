import { describe, expect, it } from 'vitest'
import { Loudness, strongestRises } from '../../../src/shared/sync/loudness'

describe('loudness', () => {
  it('is the mean square in decibels of each hundredth of a second, whatever the blocks', () => {
    const rateHz = 8000
    const tone = Float32Array.from(
      { length: 8000 },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * 1000 * i) / rateHz)
    )
    const whole = new Loudness(rateHz)
    whole.push(tone)
    const pieces = new Loudness(rateHz)
    for (let at = 0; at < tone.length; at += 777) pieces.push(tone.subarray(at, at + 777))
    expect(whole.finish()).toHaveLength(100)
    expect(pieces.finish()).toEqual(whole.finish())
    // 10 log10(0.5² / 2)
    for (const value of whole.finish()) expect(value).toBeCloseTo(-9.0309, 3)
  })

  it('does not drift at a rate that is no multiple of a hundred', () => {
    const loudness = new Loudness(11_025)
    loudness.push(new Float32Array(11_025 * 60))
    expect(loudness.finish()).toHaveLength(6000)
    expect(loudness.finish()[0]).toBe(-80)
  })
})

describe('rises', () => {
  it('are found where they begin, the strongest first kept, one for each event', () => {
    const series = new Float32Array(1000).fill(-60)
    series.fill(-20, 300, 310)
    series.fill(-10, 700, 705)
    series[900] = -55
    const found = strongestRises(series, { least: 20 })
    expect(found.map(({ index }) => index)).toEqual([300, 700])
    expect(found[1]?.strength).toBeCloseTo(50, 5)
    expect(strongestRises(series, { least: 20, most: 1 }).map(({ index }) => index)).toEqual([700])
  })

  it('are none in silence', () => expect(strongestRises(new Float32Array(100), { least: 1 })).toEqual([]))
})
