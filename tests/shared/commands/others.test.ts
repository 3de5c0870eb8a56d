import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../src/shared/commands'
import { codeOf, desk, seconds } from './row-table'

const scheme = (labels: readonly string[]) => ({
  schema: 'affectory.labels/1',
  id: 's',
  name: 'Three',
  attributes: [{ id: 'emotion', type: 'categorical', unit: 'segment', labels: labels.map((id) => ({ id })) }]
})

describe('the registry of edits', () => {
  it('has a line for every file of the folder, under the name of the file', () => {
    const folder = resolve(import.meta.dirname, '../../../src/shared/commands')
    const files = readdirSync(folder).filter(
      (name) => name.endsWith('.ts') && name !== 'index.ts' && name !== 'command.ts'
    )
    expect(commands.all.map((command) => `${command.id}.ts`).sort()).toEqual(files.sort())
  })
})

describe('tracks', () => {
  it('a new track needs a recording, an author, a scheme and an attribute that exist', () => {
    const rows = desk()
    expect(codeOf(rows.run('track-create', { recordingId: 'r', schemeId: 's' }))).toBeUndefined()
    expect(rows.get('track', 'new1')).toMatchObject({
      authorId: 'anna',
      attributeId: 'emotion',
      name: 'Three',
      overlap: 'forbidden',
      position: 1
    })
    expect(codeOf(rows.run('track-create', { recordingId: 'x', schemeId: 's' }))).toBe('recording.gone')
    expect(codeOf(rows.run('track-create', { recordingId: 'r', schemeId: 'x' }))).toBe('scheme.unknown')
    expect(codeOf(rows.run('track-create', { recordingId: 'r', schemeId: 's', attributeId: 'x' }))).toBe(
      'scheme.attribute'
    )
    expect(codeOf(rows.run('track-create', { recordingId: 'r', schemeId: 's' }, 'stranger'))).toBe(
      'author.unknown'
    )
  })

  it('deleting a track deletes its segments, unless it is locked', () => {
    const rows = desk([['a', 0, 1]])
    rows.run('track-set', { id: 't', patch: { locked: true } })
    expect(codeOf(rows.run('track-delete', { ids: ['t'] }))).toBe('track.locked')
    rows.run('track-set', { id: 't', patch: { locked: false } })
    rows.run('track-delete', { ids: ['t'] })
    expect([rows.get('track', 't'), rows.get('segment', 'a')]).toEqual([undefined, undefined])
  })
})

describe('label schemes', () => {
  it('a changed scheme gets the next version; an unchanged one stays', () => {
    const rows = desk()
    rows.run('scheme-save', { document: scheme(['fear', 'anger', 'joy', 'pride']) })
    expect(rows.get('scheme', 's')).toMatchObject({ version: '2', document: { version: '2' } })
    rows.run('scheme-save', { document: scheme(['fear', 'anger', 'joy', 'pride']) })
    expect(rows.get('scheme', 's')?.version).toBe('2')
  })

  it('a label in use cannot be taken away; the count says how much work hangs on it', () => {
    const rows = desk([
      ['a', 0, 1, 'fear'],
      ['b', 1, 2, 'fear'],
      ['c', 2, 3, 'joy'],
      ['d', 3, 4, 'cannot-rate']
    ])
    const refused = rows.run('scheme-save', { document: scheme(['joy']) })
    expect(refused.ok ? '' : refused.error.message).toContain('"fear" is used by 2 segments')
    expect(codeOf(rows.run('scheme-save', { document: scheme(['fear', 'joy']) }))).toBeUndefined()
  })

  it('two labels with one id are refused', () => {
    expect(codeOf(desk().run('scheme-save', { document: scheme(['fear', 'fear']) }))).toBe('scheme.duplicate')
  })

  it('a scheme in use cannot be deleted', () => {
    const rows = desk()
    expect(codeOf(rows.run('scheme-delete', { id: 's' }))).toBe('scheme.in-use')
    rows.run('track-delete', { ids: ['t', 'free', 'm'] })
    rows.run('scheme-delete', { id: 's' })
    expect(rows.get('scheme', 's')).toBeUndefined()
  })
})

describe('people', () => {
  it('an annotator with tracks is not deleted', () => {
    const rows = desk()
    expect(codeOf(rows.run('author-delete', { id: 'anna' }))).toBe('author.in-use')
    rows.run('author-save', { id: 'ben', name: 'Ben' })
    rows.run('author-save', { id: 'ben', color: '#123456' })
    expect(rows.get('author', 'ben')).toMatchObject({
      kind: 'human',
      name: 'Ben',
      color: '#123456',
      position: 1
    })
    rows.run('author-delete', { id: 'ben' })
    expect(rows.get('author', 'ben')).toBeUndefined()
  })

  it('merging persons moves everything of theirs; deleting one leaves their labels', () => {
    const rows = desk([
      ['a', 0, 1],
      ['b', 1, 2]
    ])
    for (const id of ['p', 'q']) rows.run('person-save', { id })
    rows.run('segment-set', { ids: ['a'], patch: { personId: 'p' } })
    rows.run('segment-set', { ids: ['b'], patch: { personId: 'q' } })
    rows.run('track-set', { id: 't', patch: { personId: 'q' } })
    rows.run('persons-merge', { into: 'p', ids: ['q'] })
    expect([
      rows.get('segment', 'b')?.personId,
      rows.get('track', 't')?.personId,
      rows.get('person', 'q')
    ]).toEqual(['p', 'p', undefined])
    rows.run('person-delete', { id: 'p' })
    expect(rows.segmentsOf('t').map((segment) => segment.personId)).toEqual([undefined, undefined])
  })
})

describe('recordings', () => {
  it('are sorted by hand, those not named keep their order behind', () => {
    const rows = desk()
    for (const [index, id] of ['r2', 'r3'].entries()) {
      const row = rows.get('recording', 'r')
      if (row) rows.write([{ table: 'recording', id, after: { ...row, id, position: index + 2 } }])
    }
    rows.run('recording-order', { ids: ['r3'] })
    expect([...rows.all('recording')].sort((a, b) => a.position - b.position).map((row) => row.id)).toEqual([
      'r3',
      'r',
      'r2'
    ])
  })

  it('removing one removes everything said about it', () => {
    const rows = desk([['a', 0, 1]])
    rows.run('recording-delete', { ids: ['r'] })
    expect([rows.all('recording'), rows.all('track'), rows.all('segment')]).toEqual([[], [], []])
  })

  it('a stream moved in time changes how long the recording is, but never below its last label', () => {
    const rows = desk([['a', 0, 50]])
    const stream = {
      id: 'x',
      recordingId: 'r',
      fileId: 'f',
      kind: 'audio' as const,
      name: '',
      index: 0,
      offset: seconds(0),
      driftPpm: 0,
      duration: seconds(60),
      info: {},
      cache: {}
    }
    rows.write([{ table: 'stream', id: 'x', after: stream }])
    rows.run('stream-sync', { id: 'x', offset: 5_000_000, driftPpm: 100 })
    expect(rows.get('recording', 'r')?.duration).toBe(65_006_000)
    rows.run('stream-sync', { id: 'x', offset: -30_000_000, driftPpm: 0 })
    expect(rows.get('recording', 'r')?.duration).toBe(50_000_000)
    expect(() => rows.run('stream-sync', { id: 'x', driftPpm: 1e6 })).toThrow()
  })
})

describe('a stream placed on the clock', () => {
  const signals = (id: string, fileId: string) => ({
    id,
    recordingId: 'r',
    fileId,
    kind: 'signal' as const,
    name: id,
    index: 0,
    offset: seconds(0),
    driftPpm: 0,
    duration: seconds(60),
    info: {},
    cache: {}
  })
  /** Track t holds labels made on the master clock, track e events of stream x. */
  function both() {
    const rows = desk([['mine', 10, 20]])
    const track = rows.get('track', 't')
    if (!track) throw new Error('the desk has a track t')
    rows.write([
      { table: 'stream', id: 'x', after: signals('x', 'f') },
      { table: 'stream', id: 'x2', after: signals('x2', 'f') },
      { table: 'stream', id: 'y', after: signals('y', 'g') },
      { table: 'track', id: 'e', after: { ...track, id: 'e', streamId: 'x', locked: true } },
      {
        table: 'segment',
        id: 'event',
        after: { id: 'event', trackId: 'e', start: seconds(30), end: seconds(31), flagged: false }
      }
    ])
    return rows
  }

  it('takes its file and the events of its file along, to the microsecond, and nothing else', () => {
    const rows = both()
    rows.run('stream-sync', { id: 'x', offset: 200_000, driftPpm: 50 })
    expect(rows.get('segment', 'event')).toMatchObject({ start: 30_201_500, end: 31_201_550 })
    expect(rows.get('segment', 'mine')).toMatchObject({ start: 10_000_000, end: 20_000_000 })
    expect(rows.get('stream', 'x2')).toMatchObject({ offset: 200_000, driftPpm: 50 })
    expect(rows.get('stream', 'y')?.offset).toBe(0)
    expect(rows.get('stream', 'x')?.sync).toEqual({ method: 'typed', anchors: [] })
    rows.run('stream-sync', { id: 'x', offset: 0, driftPpm: 0, sync: null })
    expect(rows.get('segment', 'event')).toMatchObject({ start: 30_000_000, end: 31_000_000 })
    expect(rows.get('stream', 'x')?.sync).toBeUndefined()
  })

  it('curves computed from a stream go with it, ratings made while it played stay', () => {
    const rows = both()
    const take = (id: string, source: 'model' | 'live') => ({
      ...{ id, trackId: 'e', start: seconds(10), end: seconds(20), rateHz: 4, count: 40, dims: ['value'] },
      ...{ position: 1, hidden: false, source, missingCount: 0 }
    })
    rows.write([
      { table: 'take', id: 'curve', after: take('curve', 'model') },
      { table: 'take', id: 'rated', after: take('rated', 'live') }
    ])
    rows.run('stream-sync', { id: 'x', offset: 200_000 })
    expect(rows.get('take', 'curve')).toMatchObject({ start: 10_200_000, end: 20_200_000, rateHz: 4 })
    expect(rows.get('take', 'rated')).toMatchObject({ start: 10_000_000, end: 20_000_000 })
    rows.run('stream-sync', { id: 'x', offset: 0, driftPpm: 100 })
    expect(rows.get('take', 'curve')).toMatchObject({ start: 10_001_000, end: 20_002_000 })
    expect(rows.get('take', 'curve')?.rateHz).toBeCloseTo(4 / 1.0001, 9)
  })

  it('a stream placed apart from its file stays where it is', () => {
    const rows = both()
    rows.run('stream-sync', { id: 'x2', offset: 1_000, wholeFile: false })
    rows.run('stream-sync', { id: 'x', offset: 5_000 })
    expect(rows.get('stream', 'x2')?.offset).toBe(1_000)
  })

  it('is refused where its events would begin before the recording, until the recording starts earlier', () => {
    const rows = both()
    const early = rows.run('stream-sync', { id: 'x', offset: -40_000_000 })
    expect(early.ok ? '' : early.error.message).toContain('10.000 s before')
    rows.run('recording-shift', { id: 'r', by: 40_000_000 })
    expect(rows.get('segment', 'mine')).toMatchObject({ start: 50_000_000, end: 60_000_000 })
    expect(rows.get('stream', 'y')?.offset).toBe(40_000_000)
    rows.run('stream-sync', { id: 'x', offset: 0 })
    expect(rows.get('segment', 'event')).toMatchObject({ start: 30_000_000, end: 31_000_000 })
  })
})

describe('channels of a signal', () => {
  it('are marked as bad and given a type, and taken back, each alone', () => {
    const rows = desk([])
    const channel = (label: string) => ({ label, unit: 'uV', rateHz: 256 })
    rows.write([
      {
        table: 'stream',
        id: 'x',
        after: {
          id: 'x',
          recordingId: 'r',
          fileId: 'f',
          kind: 'signal',
          name: 'EEG',
          index: 0,
          offset: seconds(0),
          driftPpm: 0,
          duration: seconds(60),
          info: { channels: [channel('Fp1'), channel('Aux 1')] },
          cache: {}
        }
      }
    ])
    rows.run('stream-channels', { id: 'x', channels: [1], patch: { type: 'ecg' } })
    rows.run('stream-channels', { id: 'x', channels: [0, 1], patch: { bad: true } })
    expect(rows.get('stream', 'x')?.info.channels).toEqual([
      { ...channel('Fp1'), bad: true },
      { ...channel('Aux 1'), type: 'ecg', bad: true }
    ])
    rows.run('stream-channels', { id: 'x', channels: [1], patch: { bad: false, type: null } })
    expect(rows.get('stream', 'x')?.info.channels?.[1]).toEqual(channel('Aux 1'))
    expect(codeOf(rows.run('stream-channels', { id: 'x', channels: [7], patch: { bad: true } }))).toBe(
      'stream.no-channel'
    )
  })
})
