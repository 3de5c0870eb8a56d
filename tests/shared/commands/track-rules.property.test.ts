import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Track } from '../../../src/shared/domain/rows'
import { desk, seconds } from './row-table'
import { brokenRules } from './broken-rules'
import type { RowTable } from './row-table'

/** Random edits on any of the tracks, as people and other commands make them. */
const at = fc.integer({ min: 0, max: 60 })
const trackId = fc.constantFrom('t', 'u', 'v', 'g')
const edits = fc.array(
  fc.oneof(
    fc.record({ id: fc.constant('create'), trackId, at, length: fc.integer({ min: 1, max: 12 }) }),
    fc.record({
      id: fc.constant('trim'),
      trackId,
      pick: fc.nat(50),
      at,
      edge: fc.constantFrom('start', 'end')
    }),
    fc.record({ id: fc.constant('shift'), trackId, pick: fc.nat(50), by: fc.integer({ min: -9, max: 9 }) }),
    fc.record({ id: fc.constant('split'), trackId, pick: fc.nat(50), at }),
    fc.record({ id: fc.constant('merge'), trackId, pick: fc.nat(50) }),
    fc.record({ id: fc.constant('delete'), trackId, pick: fc.nat(50) }),
    fc.record({ id: fc.constant('boundary'), at, to: at })
  ),
  { minLength: 1, maxLength: 25 }
)
type Edit = (typeof edits extends fc.Arbitrary<infer T> ? T : never)[number]

describe('random edits', () => {
  it('keep gap-free tracks without gaps, children inside their holders, and nothing overlapping', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), edits, (tiledChild, tiledParent, list) => {
        const rows = study(tiledParent, tiledChild)
        let done = 0
        for (const edit of list) {
          if (perform(rows, edit)) done++
          const broken = brokenRules(rows)
          expect(broken, `after ${JSON.stringify(edit)} (${done} done)`).toEqual([])
        }
      }),
      { numRuns: 500 }
    )
  })
})

/** `t` (gap-free or not) holds `u` (gap-free or not), which holds `v`; `g` is gap-free by itself. */
function study(tiledParent: boolean, tiledChild: boolean): RowTable {
  const rows = desk()
  const known = rows.get('track', 't')
  if (!known) throw new Error('the desk has a track t')
  const put = (track: Partial<Track> & { readonly id: string }): void =>
    rows.write([{ table: 'track', id: track.id, after: { ...known, name: track.id, ...track } }])
  put({ id: 't', ...(tiledParent ? { coverage: 'gap-free' } : {}) })
  put({ id: 'u', parentId: 't', ...(tiledChild ? { coverage: 'gap-free' } : {}) })
  put({ id: 'v', parentId: 'u' })
  put({ id: 'g', coverage: 'gap-free' })
  const make = (trackId_: string, start: number, end: number): void =>
    void rows.run('segment-create', {
      trackId: trackId_,
      start: seconds(start),
      end: seconds(end),
      label: 'joy'
    })
  for (const [start, end] of [
    [5, 15],
    [15, 25],
    [32, 44]
  ] as const)
    make('t', start, end)
  for (const [start, end] of [
    [6, 9],
    [9, 14],
    [16, 24],
    [33, 43]
  ] as const)
    make('u', start, end)
  for (const [start, end] of [
    [6, 8],
    [10, 12],
    [34, 40]
  ] as const)
    make('v', start, end)
  for (const [start, end] of [
    [10, 20],
    [20, 22],
    [22, 50]
  ] as const)
    make('g', start, end)
  expect(brokenRules(rows)).toEqual([])
  return rows
}

function perform(rows: RowTable, edit: Edit): boolean {
  const picked = (trackId_: string, pick: number): string | undefined => {
    const list = rows.segmentsOf(trackId_)
    return list[pick % Math.max(1, list.length)]?.id
  }
  const run = (id: string, input: unknown): boolean => rows.run(id, input).ok
  if ('to' in edit)
    return run('segment-move-boundary', {
      trackIds: ['t', 'u', 'v', 'g'],
      at: seconds(edit.at),
      to: seconds(edit.to)
    })
  if ('length' in edit)
    return run('segment-create', {
      trackId: edit.trackId,
      start: seconds(edit.at),
      end: seconds(edit.at + edit.length),
      label: 'fear'
    })
  const id = picked(edit.trackId, edit.pick)
  if (id === undefined) return false
  if ('edge' in edit) return run('segment-set', { ids: [id], patch: { [edit.edge]: seconds(edit.at) } })
  if ('by' in edit) return run('segment-shift', { ids: [id], by: seconds(edit.by) })
  if ('at' in edit) return run('segment-split', { ids: [id], at: seconds(edit.at) })
  if (edit.id === 'delete') return run('segment-delete', { ids: [id] })
  const list = rows.segmentsOf(edit.trackId)
  const next = list[list.findIndex((segment) => segment.id === id) + 1]
  return next !== undefined && run('segment-merge', { ids: [id, next.id] })
}
