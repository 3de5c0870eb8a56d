import { describe, expect, it } from 'vitest'
import { missingCode } from '../../../src/shared/values/missing-answer'
import { codeOf, desk, seconds } from './row-table'
import type { RowTable } from './row-table'

/** The desk with a scheme that says how its segments lie in time. */
function timed(timing: object, segments: Parameters<typeof desk>[0] = [], attribute: object = {}): RowTable {
  const rows = desk(segments)
  const scheme = rows.get('scheme', 's')
  if (!scheme) throw new Error('the desk has a scheme')
  const document = scheme.document as { attributes: object[] }
  const attributes = document.attributes.map((each) => ({ ...each, timing, ...attribute }))
  rows.write([{ table: 'scheme', id: 's', after: { ...scheme, document: { ...document, attributes } } }])
  return rows
}
/** Segments of Ben's, whose edges count for Anna. */
function withBen(rows: RowTable, spans: readonly [number, number][]): RowTable {
  rows.run('author-save', { id: 'ben', name: 'Ben' })
  rows.run('track-create', { id: 'ben', recordingId: 'r', schemeId: 's', authorId: 'ben', name: 'Ben' })
  for (const [start, end] of spans)
    rows.write([
      {
        table: 'segment',
        id: `ben${start}`,
        after: { id: `ben${start}`, trackId: 'ben', start: seconds(start), end: seconds(end), flagged: false }
      }
    ])
  return rows
}
const make = (rows: RowTable, start: number, end: number, rest: object = {}) =>
  rows.run('segment-create', { trackId: 't', start: seconds(start), end: seconds(end), ...rest })

describe('the shortest segment of a scheme', () => {
  it('refuses what is shorter, made or trimmed or split, and says by how much', () => {
    const rows = timed({ minSec: 0.5 }, [['a', 0, 2, 'fear']])
    const result = make(rows, 3, 3.2)
    expect(result.ok ? '' : result.error.message).toBe(
      'Segments of “t” last at least 0.5 s; this one would last 0.2 s.'
    )
    expect(codeOf(rows.run('segment-set', { ids: ['a'], patch: { end: seconds(0.4) } }))).toBe(
      'timing.shortest'
    )
    expect(codeOf(rows.run('segment-split', { ids: ['a'], at: seconds(1.9) }))).toBe('timing.shortest')
    expect(codeOf(make(rows, 3, 3.5))).toBeUndefined()
  })

  it('leaves a segment alone that was shorter before, as long as it is not made shorter still', () => {
    const rows = timed({ minSec: 3 }, [['a', 0, 2, 'fear']])
    expect(codeOf(rows.run('segment-set', { ids: ['a'], patch: { label: 'joy' } }))).toBeUndefined()
    expect(codeOf(rows.run('segment-split', { ids: ['a'], at: seconds(1) }))).toBe('timing.shortest')
  })

  it('of many predictions accepts those that are long enough', () => {
    const rows = timed({ minSec: 1 })
    for (const [id, start, end] of [
      ['p', 0, 2],
      ['q', 3, 3.5]
    ] as const)
      rows.write([
        {
          table: 'segment',
          id,
          after: { id, trackId: 'm', start: seconds(start), end: seconds(end), label: 'joy', flagged: false }
        }
      ])
    rows.run('prediction-accept', { ids: ['p', 'q'], trackId: 't' })
    expect(rows.spans()).toEqual(['0-2 joy'])
  })
})

describe('boundaries of a scheme', () => {
  it('snapped edges go to the nearest edges of other tracks', () => {
    const rows = withBen(timed({ boundaries: 'snapped' }), [
      [2, 5],
      [6, 9]
    ])
    make(rows, 2.2, 5.7, { label: 'joy' })
    expect(rows.spans()).toEqual(['2-6 joy'])
    expect(codeOf(make(rows, 20, 30))).toBe('timing.snapped')
  })

  it('fixed segments lie exactly over those of another track and are not moved', () => {
    const rows = withBen(timed({ boundaries: 'fixed' }), [[2, 5]])
    expect(codeOf(make(rows, 2.3, 5.1, { label: 'joy', id: 'mine' }))).toBeUndefined()
    expect(rows.spans()).toEqual(['2-5 joy'])
    expect(codeOf(make(rows, 10, 12))).toBe('timing.fixed')
    expect(codeOf(rows.run('segment-set', { ids: ['mine'], patch: { end: seconds(4) } }))).toBe(
      'timing.fixed'
    )
    expect(codeOf(rows.run('segment-set', { ids: ['mine'], patch: { label: 'fear' } }))).toBeUndefined()
  })

  it('without other tracks are free', () => {
    const rows = desk()
    const alone = timed({ boundaries: 'fixed' })
    alone.run('track-delete', { ids: ['free'] })
    alone.write([{ table: 'track', id: 'm' }])
    expect(codeOf(make(alone, 1, 2))).toBeUndefined()
    expect(codeOf(make(rows, 1, 2))).toBeUndefined()
  })
})

describe('overlap and gaps of a scheme', () => {
  it('a new track overlaps as the scheme says, and cannot be set otherwise', () => {
    const rows = timed({ overlap: 'allowed' })
    rows.run('track-create', { id: 'new', recordingId: 'r', schemeId: 's', overlap: 'forbidden' })
    expect(rows.get('track', 'new')?.overlap).toBe('allowed')
    expect(codeOf(rows.run('track-set', { id: 'new', patch: { overlap: 'forbidden' } }))).toBe(
      'timing.overlap'
    )
  })

  it('gaps that close get the label of gaps, and such time is free for others', () => {
    const rows = timed({ gapLabel: 'joy' }, [
      ['a', 0, 2, 'fear'],
      ['b', 5, 7, 'anger']
    ])
    rows.run('track-set', { id: 't', patch: { coverage: 'gap-free' } })
    expect(rows.spans()).toEqual(['0-2 fear', '2-5 joy', '5-7 anger'])
  })
})

describe('a live take', () => {
  const take = (source: string) => ({
    id: source,
    trackId: 'va',
    start: 0,
    end: seconds(10),
    rateHz: 10,
    count: 100,
    dims: ['valence'],
    source
  })
  const rated = (): RowTable => {
    const rows = timed({ delayCompSec: 2 })
    const track = rows.get('track', 't')
    if (!track) throw new Error('the desk has track t')
    const trace = { mode: 'bounded' as const, rateHz: 10, dims: ['valence'] }
    rows.write([{ table: 'track', id: 'va', after: { ...track, id: 'va', kind: 'trace', trace } }])
    return rows
  }
  it('gets the reaction lag of the scheme; an imported one does not', () => {
    const rows = rated()
    rows.run('take-create', take('live'))
    rows.run('take-create', take('import'))
    expect(rows.get('take', 'live')).toMatchObject({ lag: 2_000_000, lagSource: { kind: 'scheme' } })
    expect(rows.get('take', 'import')?.lag).toBeUndefined()
  })
})

describe('codes for missing answers', () => {
  it('say why something cannot be rated, and go when it is labelled after all', () => {
    const rows = timed({}, [['a', 0, 2, 'fear']], { missing: ['not-visible', '-100'] })
    rows.run('segment-set', { ids: ['a'], patch: { missing: 'not-visible' } })
    const said = () => {
      const segment = rows.get('segment', 'a')
      return [segment?.label, segment && missingCode(segment)]
    }
    expect(said()).toEqual(['cannot-rate', 'not-visible'])
    rows.run('segment-set', { ids: ['a'], patch: { label: 'cannot-rate' } })
    expect(said()).toEqual(['cannot-rate', undefined])
    rows.run('segment-set', { ids: ['a'], patch: { missing: 'not-visible' } })
    rows.run('segment-set', { ids: ['a'], patch: { label: 'joy' } })
    expect(said()).toEqual(['joy', undefined])
    expect(rows.get('segment', 'a')?.extra).toBeUndefined()
  })

  it('that the scheme lacks are refused with those that it has', () => {
    const rows = timed({}, [['a', 0, 2, 'fear']], { missing: ['not-visible'] })
    const result = rows.run('segment-set', { ids: ['a'], patch: { missing: 'noise' } })
    expect(result.ok ? '' : result.error.hint).toBe('It has: not-visible.')
  })

  it('stand beside the fields of imported files', () => {
    const rows = timed({}, [['a', 0, 2, 'fear']], { missing: ['not-visible'] })
    const before = rows.get('segment', 'a')
    if (!before) throw new Error('a is there')
    rows.write([{ table: 'segment', id: 'a', before, after: { ...before, extra: { eaf: { id: 'a1' } } } }])
    rows.run('segment-set', { ids: ['a'], patch: { missing: 'not-visible' } })
    rows.run('segment-set', { ids: ['a'], patch: { label: 'fear' } })
    expect(rows.get('segment', 'a')?.extra).toEqual({ eaf: { id: 'a1' } })
  })
})
