import { describe, expect, it } from 'vitest'
import type { Segment, Track } from '../../../src/shared/domain/rows'
import { codeOf, desk, seconds } from './row-table'
import type { RowTable } from './row-table'

const spans = (rows: RowTable, id: string) => rows.spans(id)

/** Track `t` made gap-free, or others added under it. */
function withTracks(
  segments: Parameters<typeof desk>[0],
  ...tracks: readonly (Partial<Track> & { readonly id: string })[]
): RowTable {
  const rows = desk(segments)
  for (const track of tracks) {
    const known = rows.get('track', 't')
    if (known) rows.write([{ table: 'track', id: track.id, after: { ...known, name: track.id, ...track } }])
  }
  return rows
}

const under = (rows: RowTable, trackId: string, id: string, start: number, end: number): void => {
  const made = rows.run('segment-create', {
    id,
    trackId,
    start: seconds(start),
    end: seconds(end),
    label: 'joy'
  })
  expect(codeOf(made)).toBeUndefined()
}

describe('a gap-free track', () => {
  const tiled = (): RowTable => {
    const rows = desk([
      ['a', 0, 4, 'fear'],
      ['b', 4, 8, 'anger'],
      ['c', 8, 12, 'joy']
    ])
    rows.run('track-set', { id: 't', patch: { coverage: 'gap-free' } })
    return rows
  }

  it('is made of any track without overlaps: gaps become unlabelled segments, in one edit', () => {
    const rows = desk([
      ['a', 1, 2, 'fear'],
      ['b', 4, 5],
      ['c', 5, 6, 'joy']
    ])
    const result = rows.run('track-set', { id: 't', patch: { coverage: 'gap-free' } })
    expect(result.ok && result.value).toHaveLength(2)
    expect(spans(rows, 't')).toEqual(['1-2 fear', '2-4', '4-5', '5-6 joy'])
  })

  it('is not made of a track whose segments overlap, and never lets them overlap', () => {
    const rows = desk()
    for (const [id, start] of [
      ['x', 1],
      ['y', 2]
    ] as const)
      rows.run('segment-create', { id, trackId: 'free', start: seconds(start), end: seconds(start + 3) })
    expect(codeOf(rows.run('track-set', { id: 'free', patch: { coverage: 'gap-free' } }))).toBe(
      'track.gap-free-overlap'
    )
    expect(codeOf(tiled().run('track-set', { id: 't', patch: { overlap: 'allowed' } }))).toBe(
      'track.gap-free'
    )
  })

  it('moves the neighbour’s edge with a moved edge, both ways, and stops a millisecond before its other edge', () => {
    const rows = tiled()
    rows.run('segment-set', { ids: ['b'], patch: { end: seconds(10) } })
    expect(spans(rows, 't')).toEqual(['0-4 fear', '4-10 anger', '10-12 joy'])
    rows.run('segment-set', { ids: ['b'], patch: { start: seconds(6) } })
    expect(spans(rows, 't')).toEqual(['0-6 fear', '6-10 anger', '10-12 joy'])
    rows.run('segment-set', { ids: ['b'], patch: { end: seconds(30) } })
    expect(spans(rows, 't')).toEqual(['0-6 fear', '6-11.999 anger', '11.999-12 joy'])
  })

  it('gives the time of a deleted segment to the one before it, of the first to the one after', () => {
    const rows = tiled()
    rows.run('segment-delete', { ids: ['b'] })
    expect(spans(rows, 't')).toEqual(['0-8 fear', '8-12 joy'])
    rows.run('segment-delete', { ids: ['a'] })
    expect(spans(rows, 't')).toEqual(['0-12 joy'])
    rows.run('segment-delete', { ids: ['c'] })
    expect(spans(rows, 't')).toEqual([])
  })

  it('gives the time of a deleted last segment to the one before it', () => {
    const rows = tiled()
    rows.run('segment-delete', { ids: ['c'] })
    expect(spans(rows, 't')).toEqual(['0-4 fear', '4-12 anger'])
  })

  it('is split by a new segment, and reached from afar by an unlabelled one', () => {
    const rows = tiled()
    rows.run('segment-create', { id: 'n', trackId: 't', start: seconds(5), end: seconds(6), label: 'joy' })
    expect(spans(rows, 't')).toEqual(['0-4 fear', '4-5 anger', '5-6 joy', '6-8 anger', '8-12 joy'])
    rows.run('segment-create', { id: 'f', trackId: 't', start: seconds(20), end: seconds(21), label: 'fear' })
    expect(spans(rows, 't').slice(-2)).toEqual(['12-20', '20-21 fear'])
  })

  it('takes predictions only where it has no label yet', () => {
    const rows = tiled()
    rows.run('segment-set', { ids: ['b'], patch: { label: null } })
    for (const [id, start, end] of [
      ['p', 3, 5],
      ['q', 9, 10]
    ] as const)
      rows.write([
        {
          table: 'segment',
          id,
          after: { id, trackId: 'm', start: seconds(start), end: seconds(end), label: 'joy', flagged: false }
        }
      ])
    rows.run('prediction-accept', { ids: ['p', 'q'], trackId: 't' })
    expect(spans(rows, 't')).toEqual(['0-4 fear', '4-5 joy', '5-8', '8-12 joy'])
    expect([rows.get('segment', 'p')?.review, rows.get('segment', 'q')?.review]).toEqual([
      'accepted',
      undefined
    ])
  })

  it('keeps its outer edge where the outermost segment is trimmed', () => {
    const rows = tiled()
    rows.run('segment-set', { ids: ['c'], patch: { end: seconds(11) } })
    rows.run('segment-set', { ids: ['a'], patch: { start: seconds(1) } })
    expect(spans(rows, 't')).toEqual(['1-4 fear', '4-8 anger', '8-11 joy'])
  })
})

describe('a track under another', () => {
  const nested = (coverage?: 'gap-free'): RowTable => {
    const rows = withTracks(
      [
        ['a', 0, 10, 'fear'],
        ['b', 10, 20, 'anger'],
        ['c', 30, 40, 'joy']
      ],
      { id: 'u', parentId: 't', ...(coverage ? { coverage } : {}) }
    )
    under(rows, 'u', 'u1', 2, 5)
    under(rows, 'u', 'u2', 12, 15)
    return rows
  }
  const holder = (rows: RowTable, id: string): string | undefined => rows.get('segment', id)?.parentId

  it('cuts a new segment to the one that holds most of it, and refuses one that nothing holds', () => {
    const rows = nested()
    under(rows, 'u', 'n', 7, 12)
    expect(spans(rows, 'u')).toContain('7-10 joy')
    expect(holder(rows, 'n')).toBe('a')
    expect(codeOf(rows.run('segment-create', { trackId: 'u', start: seconds(22), end: seconds(25) }))).toBe(
      'segment.no-parent'
    )
  })

  it('refuses to shift a segment over the edge, and moves it under another one when it lies there wholly', () => {
    const rows = nested()
    expect(codeOf(rows.run('segment-shift', { ids: ['u1'], by: seconds(-4) }))).toBeUndefined()
    expect(spans(rows, 'u')[0]).toBe('0-3 joy')
    expect(codeOf(rows.run('segment-shift', { ids: ['u1'], by: seconds(8) }))).toBe('segment.over-parent')
    expect(codeOf(rows.run('segment-shift', { ids: ['u1'], by: seconds(32) }))).toBeUndefined()
    expect(holder(rows, 'u1')).toBe('c')
  })

  it('goes along when its holder is moved, is cut when it is trimmed and deleted with it', () => {
    const rows = nested()
    rows.run('segment-shift', { ids: ['b'], by: seconds(5) })
    expect(spans(rows, 'u')).toEqual(['2-5 joy', '17-20 joy'])
    rows.run('segment-set', { ids: ['b'], patch: { end: seconds(18) } })
    expect(spans(rows, 'u')).toEqual(['2-5 joy', '17-18 joy'])
    rows.run('segment-set', { ids: ['b'], patch: { end: seconds(16) } })
    expect(spans(rows, 'u')).toEqual(['2-5 joy'])
    rows.run('segment-delete', { ids: ['a'] })
    expect(spans(rows, 'u')).toEqual([])
  })

  it('is split with its holder and given to the merged one', () => {
    const rows = nested()
    rows.run('segment-split', { ids: ['a'], at: seconds(4) })
    expect(spans(rows, 'u')).toEqual(['2-4 joy', '4-5 joy', '12-15 joy'])
    const right = rows.segmentsOf('t').find((segment) => segment.start === seconds(4))
    expect(rows.segmentsOf('u').map((segment) => segment.parentId)).toEqual(['a', right?.id, 'b'])
    rows.run('segment-merge', { ids: ['a', right?.id, 'b'] })
    expect(rows.segmentsOf('u').map((segment) => segment.parentId)).toEqual(['a', 'a', 'a'])
  })

  it('fills each holder from edge to edge when it is gap-free, and follows its edges', () => {
    const rows = nested('gap-free')
    expect(spans(rows, 'u')).toEqual(['0-2', '2-5 joy', '5-10', '10-12', '12-15 joy', '15-20'])
    rows.run('segment-set', { ids: ['b'], patch: { end: seconds(25) } })
    expect(spans(rows, 'u').at(-1)).toBe('15-25')
    rows.run('segment-delete', { ids: ['u1'] })
    expect(spans(rows, 'u').slice(0, 2)).toEqual(['0-5', '5-10'])
  })

  it('follows through three generations', () => {
    const rows = nested()
    const known = rows.get('track', 'u')
    if (known)
      rows.write([{ table: 'track', id: 'v', after: { ...known, id: 'v', name: 'v', parentId: 'u' } }])
    under(rows, 'v', 'v1', 12, 14)
    rows.run('segment-shift', { ids: ['b'], by: seconds(1) })
    expect(spans(rows, 'v')).toEqual(['13-15 joy'])
    rows.run('segment-delete', { ids: ['b'] })
    expect(spans(rows, 'v')).toEqual([])
  })

  it('refuses to follow while it is locked', () => {
    const rows = nested()
    rows.run('track-set', { id: 'u', patch: { locked: true } })
    expect(codeOf(rows.run('segment-delete', { ids: ['a'] }))).toBe('track.locked')
    expect(codeOf(rows.run('segment-set', { ids: ['a'], patch: { end: seconds(9) } }))).toBeUndefined()
  })

  it('cannot stand above itself, nor above what stands above it', () => {
    const rows = nested()
    expect(codeOf(rows.run('track-set', { id: 't', patch: { parentId: 't' } }))).toBe('track.parent-cycle')
    expect(codeOf(rows.run('track-set', { id: 't', patch: { parentId: 'u' } }))).toBe('track.parent-cycle')
  })

  it('takes an existing track when it fits, and cuts it only when told to', () => {
    const rows = withTracks([['a', 0, 10, 'fear']], { id: 'u' })
    under(rows, 'u', 'u1', 2, 5)
    under(rows, 'u', 'u2', 8, 12)
    under(rows, 'u', 'u3', 20, 21)
    expect(codeOf(rows.run('track-set', { id: 'u', patch: { parentId: 't' } }))).toBe('track.parent-fit')
    rows.run('track-set', { id: 'u', patch: { parentId: 't' }, onOutside: 'cut' })
    expect(spans(rows, 'u')).toEqual(['2-5 joy', '8-10 joy'])
    rows.run('track-set', { id: 'u', patch: { parentId: null } })
    expect(rows.segmentsOf('u').map((segment: Segment) => segment.parentId)).toEqual([undefined, undefined])
  })

  it('is asked about before the track above it is deleted', () => {
    expect(codeOf(nested().run('track-delete', { ids: ['t'] }))).toBe('track.has-below')
    const kept = nested()
    kept.run('track-delete', { ids: ['t'], below: 'keep' })
    expect(spans(kept, 'u')).toEqual(['2-5 joy', '12-15 joy'])
    expect([kept.get('track', 'u')?.parentId, holder(kept, 'u1')]).toEqual([undefined, undefined])
    const gone = nested()
    gone.run('track-delete', { ids: ['t'], below: 'delete' })
    expect(gone.get('track', 'u')).toBeUndefined()
    expect(spans(gone, 'u')).toEqual([])
  })
})
