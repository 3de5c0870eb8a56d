import { describe, expect, it } from 'vitest'
import type { SegmentValue } from '../../../src/shared/domain/segment-value'
import { valueFromRows, valueRows } from '../../../src/shared/values/value-rows'

/** A small generator with a fixed beginning (mulberry32), so that a failure can be made again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const words = ['joy', 'a, b', '"quoted"', 'line\nbreak', 'žal', '怒り', 'x:y', '  spaced ', '=1+1', '12']

function anyValue(random: () => number): SegmentValue {
  const some = <T>(make: () => T): T[] => Array.from({ length: 1 + Math.floor(random() * 4) }, make)
  const word = (): string => words[Math.floor(random() * words.length)] ?? ''
  const record = <T>(make: () => T): Record<string, T> => Object.fromEntries(some(() => [word(), make()]))
  const kinds: readonly (() => SegmentValue)[] = [
    () => ({ kind: 'labels', labels: record(() => (random() < 0.4 ? null : Math.floor(random() * 10))) }),
    () => ({ kind: 'shares', shares: record(random) }),
    () => ({
      kind: 'ratings',
      ratings: record(() => (random() - 0.5) * 10 ** Math.floor(random() * 12 - 6))
    }),
    () => ({ kind: 'terms', terms: some(word) }),
    () => ({ kind: 'explanation', text: word(), clues: some(word) }),
    () => ({
      kind: 'spans',
      spans: some(() => {
        const from = Math.floor(random() * 50)
        return { label: word(), from, to: from + 1 + Math.floor(random() * 9) }
      })
    }),
    () => ({
      kind: 'region',
      shape: 'box',
      keys: some(() => ({
        at: Math.floor(random() * 1e9),
        x: random(),
        y: random(),
        width: random(),
        height: random()
      }))
    })
  ]
  return (kinds[Math.floor(random() * kinds.length)] ?? kinds[0])?.() ?? { kind: 'terms', terms: ['x'] }
}

describe('a value as rows', () => {
  it('comes back as it was, whatever it says', () => {
    const random = randomFrom(3)
    for (let round = 0; round < 2000; round++) {
      const value = anyValue(random)
      expect(valueFromRows(value.kind, valueRows(value)), JSON.stringify(value)).toEqual({ ok: true, value })
    }
  })
  it('is refused where the rows say none', () => {
    const refused = valueFromRows('shares', [{ key: 'joy', value: 'much' }])
    expect(refused.ok ? '' : refused.error.message).toContain('joy=much')
    expect(valueFromRows('colours', []).ok).toBe(false)
  })
})
