import { describe, expect, it } from 'vitest'
import { createSampler, gridOver, gridTime } from '../../../src/renderer/session/rating/sampler'
import type { Sampler } from '../../../src/renderer/session/rating/sampler'

const SECOND = 1_000_000

/** Play from one second to another: the clock is read every `everyMs`, the medium runs at `rate`. */
function play(sampler: Sampler, from: number, to: number, { everyMs = 4, rate = 1, startMs = 0 } = {}): void {
  const lengthMs = ((to - from) * 1000) / rate
  for (let ms = 0; ms <= lengthMs + 1e-9; ms += everyMs)
    sampler.advance((from + (ms * rate) / 1000) * SECOND, startMs + ms, rate)
  sampler.advance(to * SECOND, startMs + lengthMs, rate)
}

describe('the sampler', () => {
  it('gives 1,500 samples for 60 s at 25 Hz, however irregular the readings of the clock are', () => {
    for (const everyMs of [1, 4, 7.3, 16.7, 33, 90]) {
      const sampler = createSampler(gridOver({ start: 0, end: 60 * SECOND }, 25), [0])
      play(sampler, 0, 60, { everyMs })
      expect(sampler.drain()).toHaveLength(1500)
      expect(sampler.counts()).toMatchObject({ count: 1500, lost: 0, declined: 0 })
      expect(sampler.full()).toBe(true)
    }
  })

  it('gives a sample the value of the moment its time came up, not of the later moment of latching', () => {
    const sampler = createSampler(gridOver({ start: 0, end: SECOND }, 10), [0])
    sampler.advance(0, 1000)
    // The value changes at 0.31 s of the recording, between the samples at 0.3 s and 0.4 s; the window looks again at 0.45 s only.
    sampler.change(1310, [1])
    sampler.advance(0.2 * SECOND, 1200)
    sampler.advance(0.44 * SECOND, 1440)
    expect(sampler.drain()).toEqual([0, 0, 0, 0, 1])
  })

  it('follows the recording at double speed', () => {
    const sampler = createSampler(gridOver({ start: 0, end: 2 * SECOND }, 50), [0.5])
    play(sampler, 0, 2, { rate: 2 })
    expect(sampler.counts().count).toBe(100)
    expect(sampler.counts().lost).toBe(0)
  })

  it('samples nothing while paused and goes on with the very next sample after a pre-roll', () => {
    const sampler = createSampler(gridOver({ start: 0, end: 4 * SECOND }, 25), [0])
    play(sampler, 0, 2.01)
    const before = sampler.counts().count
    sampler.suspend()
    // Ten seconds later the recording starts again half a second earlier.
    play(sampler, 1.5, 4, { startMs: 12_000 })
    expect(before).toBe(51)
    expect(sampler.counts()).toMatchObject({ count: 100, lost: 0, stalledMs: 0 })
  })

  it('never fills a jump of the medium: its samples are missing and counted', () => {
    const sampler = createSampler(gridOver({ start: 0, end: 10 * SECOND }, 10), [0.3])
    play(sampler, 0, 2)
    sampler.advance(3.05 * SECOND, 2010)
    play(sampler, 3.06, 10, { startMs: 2020 })
    const values = sampler.drain()
    expect(values.filter(Number.isNaN)).toHaveLength(10)
    expect(values.slice(21, 31).every(Number.isNaN)).toBe(true)
    expect(sampler.counts()).toMatchObject({ count: 100, lost: 10, declined: 0 })
  })

  it('counts the time that the medium stood still, and makes no samples of it', () => {
    const sampler = createSampler(gridOver({ start: 0, end: 2 * SECOND }, 25), [0])
    play(sampler, 0, 1)
    for (let ms = 1004; ms <= 2000; ms += 4) sampler.advance(SECOND, ms)
    play(sampler, 1.004, 2, { startMs: 2004 })
    expect(sampler.counts()).toMatchObject({ count: 50, lost: 0 })
    expect(sampler.counts().stalledMs).toBeCloseTo(1000, -1)
  })

  it('marks every dimension as missing while the rater cannot rate', () => {
    const sampler = createSampler(gridOver({ start: 0, end: SECOND }, 10), [0.1, 0.2])
    sampler.advance(0, 0)
    sampler.change(205, [Number.NaN, Number.NaN])
    sampler.change(505, [0.1, 0.2])
    play(sampler, 0.01, 1, { startMs: 10 })
    const rows = sampler.drain()
    expect(rows).toHaveLength(20)
    expect(rows.slice(0, 6)).toEqual([0.1, 0.2, 0.1, 0.2, 0.1, 0.2])
    expect(rows.slice(6, 12).every(Number.isNaN)).toBe(true)
    expect(rows.slice(12, 14)).toEqual([0.1, 0.2])
    expect(sampler.counts().declined).toBe(3)
  })

  it('puts every change mark into exactly one sample', () => {
    const sampler = createSampler(gridOver({ start: 0, end: SECOND }, 10), [0], true)
    sampler.advance(0, 0)
    sampler.mark(150, 1)
    sampler.mark(420, -1)
    play(sampler, 0.004, 1, { startMs: 4 })
    expect(sampler.drain()).toEqual([0, 0, 1, 0, 0, -1, 0, 0, 0, 0])
  })

  it('latches 95 % of samples within the time between two readings of the clock', () => {
    const sampler = createSampler(gridOver({ start: 0, end: 20 * SECOND }, 100), [0])
    play(sampler, 0, 20, { everyMs: 4 })
    expect(sampler.counts().latchP95Ms).toBeLessThanOrEqual(4.1)
    const slow = createSampler(gridOver({ start: 0, end: 20 * SECOND }, 100), [0])
    play(slow, 0, 20, { everyMs: 40 })
    expect(slow.counts().latchP95Ms).toBeGreaterThan(25)
  })

  it('has a grid of the samples whose time lies in the stretch, its end excluded', () => {
    expect(gridOver({ start: 10 * SECOND, end: 20 * SECOND }, 25)).toEqual({
      rateHz: 25,
      first: 250,
      end: 500
    })
    expect(gridOver({ start: 10_000_001, end: 10_080_001 }, 25)).toEqual({ rateHz: 25, first: 251, end: 253 })
    expect(gridTime(250, 25)).toBe(10 * SECOND)
    // A rate that does not divide a microsecond evenly: sample 1 of 30 Hz is at 33,333 µs and stays sample 1.
    expect(gridOver({ start: 33_333, end: SECOND }, 30).first).toBe(1)
  })
})
