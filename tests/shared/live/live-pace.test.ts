import { describe, expect, test } from 'vitest'
import { newPace, paced, paceOf, tooSlow, type LivePace } from '../../../src/shared/live/live-pace'

/** Answers at these places, asked while playing at normal speed: one place is 100 ms. */
const playedAt = (places: readonly number[], tookMs: number, rate = 1): LivePace =>
  places.reduce<LivePace>(
    (pace, place) =>
      paced(
        pace,
        { place, time: place * 100_000, atMs: (place * 100) / rate, playing: true, rate },
        tookMs,
        100 / rate
      ),
    newPace
  )

describe('how well a model keeps up with what plays', () => {
  test('one that answers every moment passes nothing over and is fast enough', () => {
    const pace = playedAt([0, 1, 2, 3, 4], 20)
    expect(pace).toMatchObject({ answered: 5, skipped: 0 })
    expect(tooSlow(pace)).toBe(false)
    expect(paceOf(pace)).toEqual({ tookMs: 20, dueMs: 100 })
  })

  test('one that takes longer than moments are apart passes those between over and is called too slow', () => {
    const pace = playedAt([0, 3, 6, 9], 290)
    expect(pace).toMatchObject({ answered: 4, skipped: 6 })
    expect(tooSlow(pace)).toBe(true)
  })

  test('at double speed half the time is left', () => {
    expect(tooSlow(playedAt([0, 1, 2], 70))).toBe(false)
    expect(tooSlow(playedAt([0, 1, 2], 70, 2))).toBe(true)
  })

  test('moments that the playhead jumped over were not played and count nowhere', () => {
    const before = playedAt([0, 1], 20)
    const jumped = paced(before, { place: 50, time: 5_000_000, atMs: 250, playing: true, rate: 1 }, 20, 100)
    expect(jumped.skipped).toBe(0)
    const back = paced(jumped, { place: 2, time: 200_000, atMs: 300, playing: true, rate: 1 }, 20, 100)
    expect(back).toMatchObject({ skipped: 0, answered: 4 })
  })

  test('of paused moments and of fewer than three answers nothing is said', () => {
    expect(paceOf(playedAt([0, 1], 500))).toBeUndefined()
    const paused = [0, 1, 2, 3].reduce<LivePace>(
      (pace, place) => paced(pace, { place, time: place * 100_000, atMs: 0, playing: false, rate: 1 }, 500),
      newPace
    )
    expect(tooSlow(paused)).toBe(false)
    expect(paused).toMatchObject({ answered: 4, skipped: 0 })
  })
})
