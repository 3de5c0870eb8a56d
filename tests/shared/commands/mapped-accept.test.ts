import { describe, expect, it } from 'vitest'
import type { Track } from '../../../src/shared/domain/rows'
import { codeOf, desk, seconds } from './row-table'
import type { RowTable } from './row-table'

/** Anna labels in two classes; the model says fear, anger and joy. */
function pleasure(): RowTable {
  const rows = desk()
  const document = {
    schema: 'affectory.labels/1',
    id: 'two',
    name: 'Pleasure',
    attributes: [
      {
        id: 'valence',
        type: 'categorical',
        unit: 'segment',
        labels: [{ id: 'pleasant' }, { id: 'unpleasant' }]
      }
    ]
  }
  const mine = { ...(rows.get('track', 't') as Track), id: 'mine', schemeId: 'two', attributeId: 'valence' }
  rows.write([
    { table: 'scheme', id: 'two', after: { id: 'two', name: 'Pleasure', version: '1', document } },
    { table: 'track', id: 'mine', after: mine }
  ])
  const said = [
    ['p', 0, 'fear'],
    ['q', 2, 'anger'],
    ['r', 4, 'joy']
  ] as const
  for (const [id, start, label] of said)
    rows.write([
      {
        table: 'segment',
        id,
        after: {
          id,
          trackId: 'm',
          start: seconds(start),
          end: seconds(start + 1),
          label,
          confidence: 0.9,
          flagged: false
        }
      }
    ])
  return rows
}

const map = {
  to: 'two',
  kind: 'group',
  groups: { unpleasant: ['fear', 'anger'] },
  unmapped: ['joy']
} as const
const mappings = [{ schemeId: 's', map }]
const reviews = (rows: RowTable): unknown[] => ['p', 'q', 'r'].map((id) => rows.get('segment', id)?.review)

describe('accepting predictions through a mapping table', () => {
  it('without a table a label that the scheme lacks is refused', () => {
    const rows = pleasure()
    expect(codeOf(rows.run('prediction-accept', { ids: ['p'], trackId: 'mine' }))).toBe('label.unknown')
  })

  it('gives the label of the table, keeps the origin, and leaves what has no counterpart undecided', () => {
    const rows = pleasure()
    rows.run('prediction-accept', { ids: ['p', 'q', 'r'], trackId: 'mine', mappings })
    expect(rows.spans('mine')).toEqual(['0-1 unpleasant', '2-3 unpleasant'])
    expect(rows.segmentsOf('mine').map(({ origin }) => origin)).toEqual([
      { kind: 'prediction', ref: 'p', runId: 'run' },
      { kind: 'prediction', ref: 'q', runId: 'run' }
    ])
    expect(reviews(rows)).toEqual(['accepted', 'accepted', undefined])
    expect(rows.get('segment', 'p')?.label).toBe('fear')
  })

  it('is refused when nothing has a counterpart, and says which label', () => {
    const rows = pleasure()
    const result = rows.run('prediction-accept', { ids: ['r'], trackId: 'mine', mappings })
    expect(result.ok ? '' : result.error.message).toBe('"Joy" has no counterpart in the scheme "Pleasure".')
  })

  it('finds my track with the labels asked for, and makes one where there is none', () => {
    const rows = pleasure()
    const into = { schemeId: 'two', attributeId: 'valence' }
    rows.run('prediction-accept', { ids: ['p'], into, mappings })
    expect(rows.spans('mine')).toEqual(['0-1 unpleasant'])
    rows.run('track-delete', { ids: ['mine'] })
    rows.run('prediction-accept', { ids: ['q'], into, mappings })
    const made = rows.all('track').find(({ schemeId, id }) => schemeId === 'two' && id !== 'mine')
    expect(made?.attributeId).toBe('valence')
    expect(rows.spans(made?.id)).toEqual(['2-3 unpleasant'])
  })

  it('a table to another scheme or from another attribute is not used', () => {
    const rows = pleasure()
    const wrong = [
      { schemeId: 's', map: { ...map, to: 'three' } },
      { schemeId: 's', map: { ...map, attribute: 'sentiment' } }
    ]
    for (const each of wrong)
      expect(codeOf(rows.run('prediction-accept', { ids: ['p'], trackId: 'mine', mappings: [each] }))).toBe(
        'label.unknown'
      )
  })

  it('shares go to the label that gets most of them', () => {
    const rows = pleasure()
    const before = rows.get('segment', 'p')
    if (!before) throw new Error('p is there')
    const value = { kind: 'shares', shares: { fear: 0.3, anger: 0.3, joy: 0.4 } } as const
    rows.write([{ table: 'segment', id: 'p', before, after: { ...before, label: 'joy', value } }])
    const all = { ...map, groups: { unpleasant: ['fear', 'anger'], pleasant: ['joy'] }, unmapped: [] }
    rows.run('prediction-accept', { ids: ['p'], trackId: 'mine', mappings: [{ schemeId: 's', map: all }] })
    expect(rows.spans('mine')).toEqual(['0-1 unpleasant'])
    expect(rows.segmentsOf('mine')[0]?.value).toBeUndefined()
  })

  it('completes a track, too; without the table nothing is added', () => {
    const rows = pleasure()
    const input = { trackId: 'mine', fromTrackIds: ['m'] }
    expect(codeOf(rows.run('track-complete', input))).toBe('track.complete')
    rows.run('track-complete', { ...input, mappings })
    expect(rows.spans('mine')).toEqual(['0-1 unpleasant', '2-3 unpleasant'])
    expect(reviews(rows)).toEqual(['accepted', 'accepted', undefined])
  })
})
