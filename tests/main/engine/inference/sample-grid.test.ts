import { describe, expect, test } from 'vitest'
import { sampleGrid } from '../../../../src/main/engine/inference/sample-grid'

const regular = (count: number, step: number): Float64Array =>
  Float64Array.from({ length: count }, (_, index) => index * step)

describe('which frames are looked at', () => {
  test('five a second of 25 are every fifth, and each speaks for the frames nearest to it', () => {
    const { times, bounds } = sampleGrid(regular(25, 40_000), 5, 1e6)
    expect(times).toEqual([0, 200_000, 400_000, 600_000, 800_000])
    // Midpoints 100, 300, 500 ... ms; the first frames not before them: 120, 320, 520 ... ms.
    expect(bounds).toEqual([0, 120_000, 320_000, 520_000, 720_000, 1_000_000])
  })

  test('asking for more than there is means every frame once', () => {
    const { times, bounds } = sampleGrid(regular(10, 40_000), 100, 400_000)
    expect(times).toEqual([...regular(10, 40_000)])
    expect(bounds).toEqual([...regular(11, 40_000)])
  })

  test('with a varying frame rate every time is that of a frame, none is taken twice, and long still pictures are sampled once', () => {
    const frames = Float64Array.of(0, 33_000, 66_000, 1_000_000, 1_033_000, 1_900_000)
    const { times, bounds } = sampleGrid(frames, 5, 2_000_000)
    expect(times.every((time) => frames.includes(time))).toBe(true)
    expect(new Set(times).size).toBe(times.length)
    expect(times).toEqual([0, 1_000_000, 1_900_000])
    expect(bounds.slice(0, -1).every((time) => frames.includes(time))).toBe(true)
    expect(bounds.at(-1)).toBe(2_000_000)
  })

  test('bounds never run backwards and cover the video without a hole', () => {
    const frames = Float64Array.from({ length: 500 }, (_, index) =>
      Math.round(index * 33_366.7 + 5000 * Math.sin(index))
    )
    for (const rate of [0.5, 3, 5, 7.3, 29, 60]) {
      const { times, bounds } = sampleGrid(frames, rate, 0)
      expect(bounds.length).toBe(times.length + 1)
      times.forEach((time, index) => {
        expect(bounds[index]).toBeLessThanOrEqual(time)
        expect(bounds[index + 1]).toBeGreaterThan(time)
      })
    }
  })
})
