import { describe, expect, it } from 'vitest'
import {
  arrange,
  channelsIn,
  heightOf,
  lanesOf,
  moveLane,
  noPrefs,
  stepLane
} from '../../../src/renderer/panels/timeline/lanes'
import { usualPair } from '../../../src/renderer/panels/timeline/difference-choice'
import { serves, tileFor } from '../../../src/renderer/panels/timeline/tiles'
import { scaleOf } from '../../../src/renderer/panels/timeline/paint-signal'
import type { Author, MediaFile, Stream, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const stream = (id: string, kind: Stream['kind'], info: Stream['info'] = {}): Stream => ({
  id,
  recordingId: 'r',
  fileId: 'f',
  kind,
  name: id,
  index: 0,
  offset: micros(0),
  driftPpm: 0,
  duration: micros(10e6),
  info,
  cache: {}
})
const track = (id: string, authorId: string, kind: Track['kind'] = 'segments'): Track => ({
  id,
  recordingId: 'r',
  authorId,
  schemeId: 's',
  attributeId: 'emotion',
  name: id,
  kind,
  overlap: 'forbidden',
  position: 0,
  locked: false
})
const author = (id: string, kind: Author['kind']): [string, Author] => [
  id,
  { id, kind, name: id, color: '#fff', perspective: 'observer', synthetic: false, position: 0 }
]
const authors = new Map([
  author('me', 'human'),
  author('other', 'human'),
  author('net', 'model'),
  author('truth', 'gold')
])
const channel = (label: string, unit: string): NonNullable<Stream['info']['channels']>[number] => ({
  label,
  unit,
  rateHz: 512
})

const lanes = lanesOf({
  streams: [
    stream('cam', 'video'),
    stream('mic', 'audio', { channelCount: 2 }),
    stream('eeg', 'signal', { channels: [channel('Fp1', 'µV'), channel('EDA', 'µS'), channel('Fp2', 'µV')] })
  ],
  tracks: [
    track('m', 'net'),
    track('frames', 'net', 'frames'),
    track('o', 'other'),
    track('mine', 'me'),
    track('gold', 'truth')
  ],
  authors,
  persons: new Map(),
  currentAuthorId: 'me'
})
const ids = (list: readonly { id: string }[]): readonly string[] => list.map((lane) => lane.id)

describe('lanes of a recording', () => {
  it('come as sound, my track, gold, other people, models, difference, signals', () => {
    expect(ids(lanes)).toEqual([
      'wave:mic',
      'track:mine',
      'track:gold',
      'track:o',
      'track:m',
      'difference',
      'signal:eeg:µV',
      'signal:eeg:µS'
    ])
  })

  it('group the channels of a signal by unit, because a lane has one scale', () => {
    expect(lanes.find((lane) => lane.id === 'signal:eeg:µV')).toMatchObject({
      channels: [0, 2],
      title: 'eeg'
    })
    expect(lanes.find((lane) => lane.id === 'signal:eeg:µS')).toMatchObject({ channels: [1], title: 'EDA' })
  })

  it('of several sounds are called by their files, those of one file by their names in it', () => {
    const sound = (id: string, fileId: string, name: string): Stream => ({
      ...stream(id, 'audio', { channelCount: 1 }),
      ...{ fileId, name }
    })
    const file = (id: string, path: string): [string, MediaFile] => [
      id,
      {
        ...{ id, recordingId: 'r', path, sizeBytes: 1, contentHash: id, container: 'wave' },
        ...{ playback: 'direct', missing: false }
      }
    ]
    const titles = (streams: readonly Stream[]): readonly string[] =>
      lanesOf({
        ...{ streams, tracks: [], authors, persons: new Map(), currentAuthorId: 'me' },
        files: new Map([file('a', '/media/headset.wav'), file('b', 'C:\\lab\\room.mkv')])
      }).map(({ title }) => title)
    expect(titles([sound('1', 'a', 'Sound')])).toEqual(['Audio'])
    expect(titles([sound('1', 'a', 'Sound'), sound('2', 'b', 'Sound'), sound('3', 'b', 'Sound 2')])).toEqual([
      'headset.wav',
      'room.mkv, Sound',
      'room.mkv, Sound 2'
    ])
  })

  it('can be moved, hidden and given a height; new lanes join beside their neighbours', () => {
    const order = moveLane(lanes, 'track:m', 'track:mine')
    const moved = arrange(lanes, { ...noPrefs, order })
    expect(ids(moved).slice(0, 3)).toEqual(['wave:mic', 'track:m', 'track:mine'])
    expect(ids(arrange(lanes, { ...noPrefs, hidden: ['difference'] }))).not.toContain('difference')
    const partial = arrange(lanes, { ...noPrefs, order: order.filter((id) => id !== 'track:o') })
    expect(ids(partial).indexOf('track:o')).toBe(ids(partial).indexOf('track:gold') + 1)
    const wave = lanes[0]
    if (wave) expect(heightOf(wave, { ...noPrefs, heights: { 'wave:mic': 120 } })).toBe(120)
  })

  it('step past their neighbour and stop at the ends', () => {
    const names = ids(lanes)
    const down = stepLane(lanes, 'track:mine', 1)
    expect(down?.slice(0, 3)).toEqual(['wave:mic', 'track:gold', 'track:mine'])
    expect(stepLane(lanes, names[0] ?? '', -1)).toBeUndefined()
    expect(stepLane(lanes, names.at(-1) ?? '', 1)).toBeUndefined()
  })

  it('show the name a person gave a track, and whom it is about', () => {
    const persons = new Map([['p', { id: 'p', name: 'P01', color: '#fff' }]])
    const details = (...tracks: readonly Track[]) =>
      lanesOf({ streams: [], tracks, authors, persons, currentAuthorId: 'me' })
        .filter((lane) => lane.kind === 'track')
        .map(({ title, detail }) => `${title}: ${detail}`)
    expect(details({ ...track('a', 'me'), name: 'me' })).toEqual(['me: '])
    expect(details({ ...track('a', 'me'), name: 'Valence' })).toEqual(['me: Valence'])
    expect(details({ ...track('a', 'me'), name: 'Valence', personId: 'p' })).toEqual(['me: Valence, P01'])
    expect(
      details(
        { ...track('a', 'net'), name: 'Face 1', personId: 'p' },
        { ...track('b', 'net'), name: 'Face 2' }
      )
    ).toEqual(['net: P01', 'net: Face 2'])
  })

  it('show as many channels as have room to be read', () => {
    expect(channelsIn(168, 32)).toBe(10)
    expect(channelsIn(20, 32)).toBe(1)
    expect(channelsIn(900, 8)).toBe(8)
  })

  it('compare gold or mine with the model unless the user chose otherwise', () => {
    const tracks = [track('m', 'net'), track('o', 'other'), track('mine', 'me')]
    const kindOf = (each: Track): Author['kind'] | undefined => authors.get(each.authorId)?.kind
    const none = { referenceTrackId: undefined, candidateTrackId: undefined }
    expect(usualPair(tracks, 'me', none, kindOf)).toEqual({ referenceTrackId: 'mine', candidateTrackId: 'm' })
    const about = (each: Track, personId: string): Track => ({ ...each, personId })
    const dyad = [
      about(track('m1', 'net'), 'p1'),
      about(track('m2', 'net'), 'p2'),
      about(track('mine', 'me'), 'p2')
    ]
    expect(usualPair(dyad, 'me', none, kindOf).candidateTrackId).toBe('m2')
    expect(usualPair([...tracks, track('g', 'truth')], 'me', none, kindOf).referenceTrackId).toBe('g')
    expect(usualPair(tracks, 'me', { referenceTrackId: 'o', candidateTrackId: 'gone' }, kindOf)).toEqual({
      referenceTrackId: 'o',
      candidateTrackId: 'm'
    })
  })
})

describe('slices of a stream', () => {
  const view = { start: 20e6, span: 10e6, widthPx: 1000 }

  it('reach one view further on both sides and no further than the recording', () => {
    expect(tileFor(view, 60e6, undefined)).toEqual({ from: 10e6, to: 40e6, columns: 3000 })
    expect(tileFor({ ...view, start: 0 }, 60e6, undefined)).toEqual({ from: 0, to: 20e6, columns: 2000 })
    expect(tileFor({ ...view, start: 52e6 }, 60e6, undefined).to).toBe(60e6)
  })

  it('hold at most one column per sample', () => {
    expect(tileFor(view, 60e6, 4).columns).toBe(120)
  })

  it('serve moves within them and ask again after zooming or leaving', () => {
    const tile = tileFor(view, 60e6, undefined)
    const moved = { ...view, start: 28e6 }
    expect(serves(tile, moved, tileFor(moved, 60e6, undefined))).toBe(true)
    const gone = { ...view, start: 35e6 }
    expect(serves(tile, gone, tileFor(gone, 60e6, undefined))).toBe(false)
    const closer = { ...view, span: 5e6 }
    expect(serves(tile, closer, tileFor(closer, 60e6, undefined))).toBe(false)
  })

  it('scale one channel to its lane and ignore gaps', () => {
    const data = new Float32Array([-2, 1, NaN, NaN, 0, 4])
    const scale = scaleOf({ from: 0, to: 3, columns: 3, data }, 1)
    expect(scale).toMatchObject({ half: 3, lows: [-2], highs: [4], middles: [1] })
  })
})
