import { describe, expect, it } from 'vitest'
import { press, release, TAP_MS } from '../../../src/renderer/session/hold-to-label'

describe('holding a digit while playing', () => {
  it('labels from press to release', () => {
    const state = press([], 3, 1_000_000, 0)
    expect(release(state, 3, 2_500_000, 1500).result).toEqual({
      kind: 'segment',
      digit: 3,
      start: 1_000_000,
      end: 2_500_000
    })
  })

  it('takes a quick tap for a label of what is there', () => {
    const state = press([], 3, 1_000_000, 0)
    expect(release(state, 3, 1_100_000, TAP_MS - 1).result).toEqual({
      kind: 'tap',
      digit: 3,
      time: 1_000_000
    })
  })

  it('keeps two digits apart when they overlap', () => {
    let state = press([], 1, 0, 0)
    state = press(state, 2, 500_000, 500)
    const first = release(state, 1, 1_000_000, 1000)
    expect(first.result).toMatchObject({ kind: 'segment', digit: 1, start: 0, end: 1_000_000 })
    expect(release(first.state, 2, 1_500_000, 1500).result).toMatchObject({
      kind: 'segment',
      digit: 2,
      start: 500_000
    })
  })

  it('ignores the repeats of a key that is held', () => {
    const state = press(press([], 1, 0, 0), 1, 700_000, 700)
    expect(state).toHaveLength(1)
    expect(release(state, 1, 900_000, 900).result).toMatchObject({ start: 0 })
  })

  it('makes nothing when a loop jumped back behind the press', () => {
    const state = press([], 4, 5_000_000, 0)
    expect(release(state, 4, 1_000_000, 2000).result.kind).toBe('none')
  })

  it('makes nothing of a release without a press', () => {
    expect(release([], 4, 1, 1)).toEqual({ state: [], result: { kind: 'none' } })
  })
})
