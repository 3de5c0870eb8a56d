import { describe, expect, it } from 'vitest'
import type { Segment, Track } from '../../../src/shared/domain/rows'
import { regionAt } from '../../../src/shared/regions/region-at'
import { regionOf } from '../../../src/shared/regions/region'
import { codeOf, desk, seconds } from './row-table'
import type { RowTable } from './row-table'

/** Two tracks of boxes about two persons. */
function faces(): RowTable {
  const rows = desk()
  const known = rows.get('track', 't')
  if (!known) throw new Error('the desk has a track t')
  const track = (id: string, rest: Partial<Track>): void =>
    rows.write([{ table: 'track', id, after: { ...known, id, name: id, ...rest } }])
  track('one', { personId: 'p1' })
  track('two', { personId: 'p2' })
  const segment = (
    id: string,
    trackId: string,
    start: number,
    end: number,
    x: number,
    personId?: string
  ): void => {
    const after: Segment = {
      id,
      trackId,
      start: seconds(start),
      end: seconds(end),
      flagged: false,
      personId,
      value: {
        kind: 'region',
        shape: 'box',
        keys: [
          { at: seconds(start), x, y: 0, width: 0.1, height: 0.1 },
          { at: seconds(end), x: x + 0.1, y: 0, width: 0.1, height: 0.1 }
        ]
      }
    }
    rows.write([{ table: 'segment', id, after }])
  }
  segment('a', 'one', 0, 10, 0.1, 'p1')
  segment('b', 'two', 0, 4, 0.7)
  segment('c', 'two', 6, 12, 0.8)
  return rows
}
const at = (rows: RowTable, trackId: string, time: number): number | undefined => {
  const segment = rows
    .segmentsOf(trackId)
    .find((each) => each.start <= seconds(time) && seconds(time) < each.end)
  const region = regionOf(segment?.value)
  return region && regionAt(region, seconds(time))?.x
}

describe('two identities', () => {
  it('are swapped from a moment on, and what was cut stays where it was in the picture', () => {
    const rows = faces()
    const before = [at(rows, 'one', 8), at(rows, 'two', 8), at(rows, 'one', 3)]
    rows.run('tracks-swap', { a: 'one', b: 'two', from: seconds(5) })
    expect([at(rows, 'two', 8), at(rows, 'one', 8), at(rows, 'one', 3)]).toEqual(before)
    expect(rows.spans('one')).toEqual(['0-5', '6-12'])
    expect(rows.spans('two')).toEqual(['0-4', '5-10'])
    expect(rows.segmentsOf('two')[1]?.personId).toBe('p2')
  })

  it('swapped twice at one moment are as they were', () => {
    const rows = faces()
    rows.run('tracks-swap', { a: 'one', b: 'two', from: seconds(5) })
    rows.run('tracks-swap', { a: 'one', b: 'two', from: seconds(5) })
    for (const time of [1, 3, 5, 8, 9, 11])
      expect([at(rows, 'one', time), at(rows, 'two', time)], `at ${time}`).toEqual([
        at(faces(), 'one', time),
        at(faces(), 'two', time)
      ])
  })

  it('are merged into one: what is there stays, the rest fills the free time, the other track goes', () => {
    const rows = faces()
    rows.run('tracks-merge', { into: 'one', from: 'two' })
    expect(rows.spans('one')).toEqual(['0-10', '10-12'])
    expect(rows.get('track', 'two')).toBeUndefined()
    expect(rows.segmentsOf('two')).toEqual([])
  })

  it('are told apart by their schemes, and one is not two', () => {
    const rows = faces()
    expect(codeOf(rows.run('tracks-swap', { a: 'one', b: 'one', from: seconds(1) }))).toBe('tracks.same')
    expect(codeOf(rows.run('tracks-swap', { a: 'one', b: 'm', from: seconds(1) }))).toBe('track.prediction')
    expect(codeOf(rows.run('tracks-swap', { a: 'one', b: 'two', from: seconds(50) }))).toBe(
      'tracks.nothing-after'
    )
  })
})

describe('a region', () => {
  it('goes along when its segment is shifted, stretched or carried by what holds it', () => {
    const rows = faces()
    rows.run('segment-shift', { ids: ['c'], by: seconds(2) })
    expect(at(rows, 'two', 8)).toBe(0.8)
    rows.run('segment-retime', { ids: ['c'], by: seconds(1) })
    expect(at(rows, 'two', 9)).toBe(0.8)
  })

  it('is set in order of time and never in place of another value', () => {
    const rows = faces()
    const key = (time: number) => ({ at: seconds(time), x: 0, y: 0, width: 0.1, height: 0.1 })
    rows.run('region-set', { id: 'a', keys: [key(3), key(1)] })
    const value = rows.get('segment', 'a')?.value
    expect(value?.kind === 'region' && value.keys.map((each) => each.at / 1e6)).toEqual([1, 3])
    const known = rows.get('segment', 'b')
    if (known)
      rows.write([
        { table: 'segment', id: 'b', after: { ...known, value: { kind: 'terms', terms: ['calm'] } } }
      ])
    expect(codeOf(rows.run('region-set', { id: 'b', keys: [key(1)] }))).toBe('region.other-value')
  })
})
