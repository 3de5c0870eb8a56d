import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  arranged,
  bothWishes,
  everything,
  withTracks
} from '../../../src/renderer/session/recording-segments'
import type { Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const segment = (trackId: string, start: number, end: number, label?: string): Segment => ({
  id: `${trackId}-${start}-${end}`,
  trackId,
  start: micros(start),
  end: micros(end),
  label,
  flagged: false
})

describe('the rows of a recording', () => {
  test('read again track by track are those read in one go', () => {
    const rowsOf = (track: string) =>
      fc
        .uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 })
        .map((starts) => starts.map((start) => segment(track, start * 3, start * 3 + 1 + (start % 7))))
    const tracks = fc.tuple(rowsOf('a'), rowsOf('b'), rowsOf('c'))
    fc.assert(
      fc.property(tracks, tracks, fc.subarray(['a', 'b', 'c']), (before, after, changed) => {
        const ids = new Set(changed)
        const index = ['a', 'b', 'c']
        const now = index.flatMap((id, i) => (ids.has(id) ? after[i] : before[i]) ?? [])
        const read = now.filter(({ trackId }) => ids.has(trackId))
        const partly = withTracks(arranged(before.flat(), []), ids, read)
        const whole = arranged(now, [])
        const key = ({ start, end, id }: Segment): string => `${start}/${end}/${id}`
        expect(partly.all.map(key).toSorted()).toEqual(whole.all.map(key).toSorted())
        const times = partly.all.map(({ start }) => start)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        expect(new Map(partly.byTrack)).toEqual(new Map(whole.byTrack))
      })
    )
  })

  test('keep their links unless these were read again', () => {
    const link = { id: 'l', kind: 'cause', authorId: 'a', fromId: 'x', toId: 'y' }
    const before = arranged([segment('a', 0, 1)], [link])
    expect(withTracks(before, new Set(['a']), []).relations).toEqual([link])
    expect(withTracks(before, new Set(['a']), [], []).relations).toEqual([])
    expect(withTracks(before, new Set(['a']), []).all).toEqual([])
  })

  test('a wish for everything takes in a wish for some tracks', () => {
    const some = { trackIds: new Set(['a']), relations: false }
    const other = { trackIds: new Set(['b']), relations: true }
    expect(bothWishes(some, other)).toEqual({ trackIds: new Set(['a', 'b']), relations: true })
    expect(bothWishes(some, everything)).toEqual(everything)
    expect(bothWishes(undefined, some)).toEqual(some)
  })
})
