import { describe, expect, it } from 'vitest'
import type { Recording, Track } from '../../../src/shared/domain/rows'
import { preset } from '../values/preset'
import { codeOf, desk, RowTable, seconds } from './row-table'

const image = (id: string): Recording => ({
  id,
  name: id,
  duration: seconds(1),
  position: 1,
  medium: 'image'
})
const lane = (id: string, recordingId: string, rest: Partial<Track> = {}): Track => ({
  id,
  recordingId,
  authorId: 'anna',
  schemeId: 's',
  attributeId: 'emotion',
  name: 'Anna',
  kind: 'segments',
  overlap: 'forbidden',
  position: 3,
  locked: false,
  ...rest
})

/** The desk with three pictures. */
function gallery(...tracks: readonly Track[]): RowTable {
  const rows = desk()
  rows.write(['p1', 'p2', 'p3'].map((id) => ({ table: 'recording' as const, id, after: image(id) })))
  rows.write(tracks.map((after) => ({ table: 'track' as const, id: after.id, after })))
  return rows
}
const answer = (rows: RowTable, answers: readonly object[], schemeId = 's', attributeId = 'emotion') =>
  rows.run('pages-answer', { schemeId, attributeId, answers })

/** What Anna says of each picture as a whole: "p1 fear". */
const said = (rows: RowTable): string[] =>
  rows
    .all('track')
    .filter(({ recordingId }) => recordingId.startsWith('p'))
    .flatMap((track) =>
      rows
        .segmentsOf(track.id)
        .map(({ start, end, label }) => `${track.recordingId} ${label ?? '-'} ${start}-${end}`)
    )
    .sort()

describe('one key for several pictures', () => {
  it('labels each over its whole length, on one track each that is made where it is missing', () => {
    const rows = gallery(lane('mine', 'p2'), lane('other', 'p2', { authorId: 'model' }))
    expect(answer(rows, [{ recordingIds: ['p1', 'p2'], label: 'fear' }]).ok).toBe(true)
    expect(said(rows)).toEqual(['p1 fear 0-1000000', 'p2 fear 0-1000000'])
    expect(rows.segmentsOf('mine')).toHaveLength(1)
    const made = rows.all('track').find(({ recordingId }) => recordingId === 'p1')
    expect(made).toMatchObject({ authorId: 'anna', name: 'Anna', schemeId: 's', attributeId: 'emotion' })
  })
  it('said twice of the same pictures leaves one label each', () => {
    const rows = gallery()
    answer(rows, [{ recordingIds: ['p1', 'p3'], label: 'fear' }])
    answer(rows, [{ recordingIds: ['p1', 'p3'], label: 'scared' }])
    answer(rows, [{ recordingIds: ['p3'], label: 'joy' }])
    expect(said(rows)).toEqual(['p1 fear 0-1000000', 'p3 joy 0-1000000'])
  })
  it('leaves boxes as they are and labels the picture beside them', () => {
    const rows = gallery(lane('boxes', 'p1', { overlap: 'allowed' }))
    rows.run('segment-create', {
      id: 'box',
      trackId: 'boxes',
      start: 0,
      end: seconds(1),
      value: { kind: 'region', shape: 'box', keys: [{ at: 0, x: 0.5, y: 0.5, width: 0.5, height: 0.5 }] }
    })
    answer(rows, [{ recordingIds: ['p1'], label: 'joy' }])
    expect(rows.get('segment', 'box')?.label).toBeUndefined()
    expect(said(rows)).toEqual(['p1 - 0-1000000', 'p1 joy 0-1000000'])
  })
  it('is refused as a whole where one of the tracks is locked, and where the label is unknown', () => {
    const rows = gallery(lane('mine', 'p2', { locked: true }))
    expect(codeOf(answer(rows, [{ recordingIds: ['p1', 'p2'], label: 'fear' }]))).toBe('track.locked')
    expect(codeOf(answer(rows, [{ recordingIds: ['p1'], label: 'envy' }]))).toBe('label.unknown')
    expect(codeOf(answer(rows, [{ recordingIds: ['gone'], label: 'fear' }]))).toBe('recording.gone')
    expect(said(rows)).toEqual([])
  })
  it('gives each picture its own answer where answers are built up', () => {
    const rows = gallery()
    const scheme = preset('wrime8')
    rows.write([{ table: 'scheme', id: 'wrime8', after: scheme }])
    const labels = (given: object) => ({ kind: 'labels', labels: given })
    const done = answer(
      rows,
      [
        { recordingIds: ['p1'], value: labels({ fear: 1, joy: 3 }) },
        { recordingIds: ['p2', 'p3'], value: labels({ joy: 2 }) }
      ],
      'wrime8',
      'intensity'
    )
    expect(done.ok).toBe(true)
    const values = rows.all('segment').map(({ label, value }) => [label, value])
    expect(values).toEqual([
      ['joy', labels({ fear: 1, joy: 3 })],
      ['joy', labels({ joy: 2 })],
      ['joy', labels({ joy: 2 })]
    ])
    answer(rows, [{ recordingIds: ['p2'], value: null }], 'wrime8', 'intensity')
    expect(rows.all('segment').filter(({ label }) => label === undefined)).toHaveLength(1)
  })
})
