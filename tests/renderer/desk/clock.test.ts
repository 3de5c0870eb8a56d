import { describe, expect, it } from 'vitest'
import { createClock, nextRate, type Clock } from '../../../src/renderer/session/clock'
import { micros } from '../../../src/shared/domain/time'

/** A clock whose time and screen frames the test moves by hand. */
function handClock(durationSeconds = 60): { clock: Clock; pass: (ms: number) => void } {
  let now = 0
  let pending: (() => void) | undefined
  const clock = createClock({
    nowMs: () => now,
    requestFrame: (run) => {
      pending = run
      return 1
    },
    cancelFrame: () => void (pending = undefined)
  })
  clock.setDuration(micros(durationSeconds * 1e6))
  return {
    clock,
    pass(ms) {
      for (let left = ms; left > 0; left -= 16) {
        now += Math.min(16, left)
        const run = pending
        pending = undefined
        run?.()
      }
    }
  }
}
const seconds = (clock: Clock): number => clock.get() / 1e6

describe('the clock', () => {
  it('runs at the chosen speed and keeps its place when the speed changes', () => {
    const { clock, pass } = handClock()
    clock.play()
    pass(1000)
    expect(seconds(clock)).toBeCloseTo(1, 1)
    clock.setRate(2)
    pass(1000)
    expect(seconds(clock)).toBeCloseTo(3, 1)
  })

  it('keeps speeds between a quarter and four times', () => {
    const { clock } = handClock()
    clock.setRate(9)
    expect(clock.state().rate).toBe(4)
    clock.setRate(0.01)
    expect(clock.state().rate).toBe(0.25)
    expect(nextRate(1, 1)).toBe(1.25)
    expect(nextRate(0.25, -1)).toBe(0.25)
  })

  it('stops exactly at the end of a selection that is played once', () => {
    const { clock, pass } = handClock()
    clock.playRange({ start: micros(2e6), end: micros(3e6) })
    pass(5000)
    expect(clock.state().playing).toBe(false)
    expect(clock.get()).toBe(3e6)
  })

  it('begins a looped selection again and never leaves it', () => {
    const { clock, pass } = handClock()
    clock.playRange({ start: micros(2e6), end: micros(2.5e6) }, true)
    for (let step = 0; step < 30; step++) {
      pass(100)
      expect(seconds(clock)).toBeGreaterThanOrEqual(2)
      expect(seconds(clock)).toBeLessThanOrEqual(2.55)
    }
    expect(clock.state().playing).toBe(true)
  })

  it('stops at the end of the recording and starts over from there', () => {
    const { clock, pass } = handClock(1)
    clock.play()
    pass(1500)
    expect(clock.state().playing).toBe(false)
    expect(seconds(clock)).toBe(1)
    clock.play()
    expect(seconds(clock)).toBe(0)
  })

  it('goes on playing when the user seeks meanwhile', () => {
    const { clock, pass } = handClock()
    clock.play()
    pass(300)
    clock.seek(10e6)
    pass(500)
    expect(seconds(clock)).toBeCloseTo(10.5, 1)
  })

  it('never shows a time outside the recording', () => {
    const { clock } = handClock(5)
    clock.seek(99e6)
    expect(seconds(clock)).toBe(5)
    clock.seek(-1)
    expect(seconds(clock)).toBe(0)
  })

  it('hands its place to the medium that takes over', () => {
    const { clock } = handClock()
    clock.seek(7e6)
    const sought: number[] = []
    const stop = clock.drive({
      now: () => 7e6,
      play: () => undefined,
      pause: () => undefined,
      seek: (time) => void sought.push(time),
      setRate: () => undefined
    })
    expect(sought).toEqual([7e6])
    stop()
    expect(clock.get()).toBe(7e6)
  })
})
