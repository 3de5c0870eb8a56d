import { describe, expect, it } from 'vitest'
import { fitClock } from '../../../src/shared/sync/fit-clock'
import { matchEvents } from '../../../src/shared/sync/match-events'

/** A train of events with uneven gaps; the same numbers on every machine. */
function train(count: number, seed = 1): { time: number; code: string }[] {
  let state = seed
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  let time = 0
  return Array.from({ length: count }, () => {
    time += 2_000_000 + random() * 8_000_000
    return { time: Math.round(time), code: `S${1 + Math.floor(random() * 4)}` }
  })
}

const seenBy = (events: readonly { time: number; code: string }[], offset: number, ppm: number) =>
  events.map(({ time, code }) => ({ code, time: Math.round(offset + time * (1 + ppm / 1e6)) }))

describe('events that two clocks saw', () => {
  it('are paired with offset and drift unknown, and give both back', () => {
    const own = train(120)
    const match = matchEvents(own, seenBy(own, 83_456_789, 180))
    expect(match?.anchors).toHaveLength(120)
    const fit = fitClock(match?.anchors ?? [])
    expect(fit?.offset).toBeCloseTo(83_456_789, -1)
    expect(fit?.driftPpm).toBeCloseTo(180, 1)
    expect(fit?.worst).toBeLessThan(2)
  })

  it('are paired although either side missed some and saw others that never were', () => {
    const own = train(80)
    const others = seenBy(own, -12_000_000, -90).filter((_, i) => i % 5 !== 2)
    const noise = train(30, 99).map(({ time, code }) => ({ code, time: time * 3 + 400_001 }))
    const match = matchEvents(own, [...others, ...noise])
    const fit = fitClock(match?.anchors ?? [])
    expect(Math.abs((fit?.offset ?? 0) + 12_000_000)).toBeLessThan(15_000)
    expect(Math.abs((fit?.driftPpm ?? 0) + 90)).toBeLessThan(40)
    expect(match?.anchors.length).toBeGreaterThanOrEqual(64)
    expect(match?.unmatchedMedia).toBe(80 - (match?.anchors.length ?? 0))
  })

  it('may be pulses without a code', () => {
    const own = train(40).map(({ time }) => ({ time, code: 'TTL' }))
    const others = seenBy(own, 5_000_000, 0).map(({ time }) => ({ time, code: 'flash' }))
    expect(matchEvents(own, others)).toBeUndefined()
    expect(matchEvents(own, others, { codes: false })?.anchors).toHaveLength(40)
  })

  it('never pairs one with two, and answers nothing where nothing agrees', () => {
    const match = matchEvents(
      [{ time: 0, code: 'a' }],
      [
        { time: 1_000_000, code: 'a' },
        { time: 1_000_010, code: 'a' }
      ]
    )
    expect(match?.anchors).toHaveLength(1)
    expect(match?.unmatchedMaster).toBe(1)
    expect(matchEvents([], train(3))).toBeUndefined()
    expect(matchEvents([{ time: 0, code: 'a' }], [{ time: 0, code: 'b' }])).toBeUndefined()
  })
})
