import { describe, expect, it } from 'vitest'
import type { Result } from '../../../src/shared/domain/problem'
import type { SchemeRow, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { preset } from '../values/preset'
import { codeOf, desk, RowTable, seconds } from './row-table'

/** The desk with a track of Anna's on an attribute of a shipped scheme. */
function deskWith(schemeId: string, attributeId: string, rest: Partial<Track> = {}): RowTable {
  const rows = desk()
  const scheme: SchemeRow = preset(schemeId)
  const track: Track = {
    id: 'v',
    recordingId: 'r',
    authorId: 'anna',
    schemeId,
    attributeId,
    name: 'Values',
    kind: 'segments',
    overlap: 'forbidden',
    position: 9,
    locked: false,
    ...rest
  }
  rows.write([
    { table: 'scheme', id: schemeId, after: scheme },
    { table: 'track', id: 'v', after: track }
  ])
  return rows
}
const make = (rows: RowTable, start: number, end: number, rest: object = {}): Result<unknown> =>
  rows.run('segment-create', {
    id: `s${start}`,
    trackId: 'v',
    start: seconds(start),
    end: seconds(end),
    ...rest
  })
const set = (rows: RowTable, patch: object): Result<unknown> =>
  rows.run('segment-set', { ids: ['s0'], patch })
const said = (rows: RowTable, id = 's0'): object => {
  const { label, value } = rows.get('segment', id) ?? {}
  return { label, value }
}

describe('a segment that says more than one thing', () => {
  it('has its strongest label as its label', () => {
    const rows = deskWith('wrime8', 'intensity')
    make(rows, 0, 2, { value: { kind: 'labels', labels: { fear: 1, joy: 3 } } })
    expect(said(rows)).toEqual({ label: 'joy', value: { kind: 'labels', labels: { fear: 1, joy: 3 } } })
    set(rows, { value: { kind: 'labels', labels: { fear: 2, joy: 1 } } })
    expect(said(rows)).toMatchObject({ label: 'fear' })
  })
  it('loses its label with its value', () => {
    const rows = deskWith('wrime8', 'intensity')
    make(rows, 0, 2, { value: { kind: 'labels', labels: { joy: 3 } } })
    set(rows, { value: null })
    expect(said(rows)).toEqual({ label: undefined, value: undefined })
  })
  it('takes a single label as a value of one', () => {
    const rows = deskWith('wrime8', 'intensity')
    make(rows, 0, 2, { label: 'happy' })
    expect(said(rows)).toEqual({ label: 'joy', value: { kind: 'labels', labels: { joy: null } } })
    set(rows, { label: null })
    expect(said(rows)).toEqual({ label: undefined, value: undefined })
  })
  it('can be declined, whatever it is asked', () => {
    const rows = deskWith('vad-sam9', 'vad')
    make(rows, 0, 2, { value: { kind: 'ratings', ratings: { valence: 7 } } })
    set(rows, { label: 'cannot-rate' })
    expect(said(rows)).toEqual({ label: 'cannot-rate', value: undefined })
    set(rows, { value: { kind: 'ratings', ratings: { valence: 2 } } })
    expect(said(rows)).toEqual({ label: undefined, value: { kind: 'ratings', ratings: { valence: 2 } } })
  })
  it('is refused where the scheme does not take it, and stays as it was', () => {
    const rows = deskWith('goemotions28', 'emotion')
    make(rows, 0, 2, { value: { kind: 'labels', labels: { joy: null } } })
    expect(codeOf(set(rows, { value: { kind: 'labels', labels: { joy: null, neutral: null } } }))).toBe(
      'value.constraint'
    )
    expect(codeOf(set(rows, { value: { kind: 'ratings', ratings: { valence: 1 } } }))).toBe('value.kind')
    expect(said(rows)).toMatchObject({ label: 'joy' })
  })
  it('keeps its place in the picture when its label changes', () => {
    const rows = deskWith('ekman6', 'emotion')
    const region = { kind: 'region', shape: 'box', keys: [{ at: 0, x: 0, y: 0, width: 1, height: 1 }] }
    make(rows, 0, 2, { label: 'anger', value: region })
    set(rows, { label: 'fear' })
    expect(said(rows)).toEqual({ label: 'fear', value: region })
    set(rows, { value: null })
    expect(said(rows)).toEqual({ label: 'fear', value: undefined })
  })
  it('is merged with what the first answered one says', () => {
    const rows = deskWith('vad-sam9', 'vad')
    make(rows, 0, 2)
    make(rows, 2, 4, { value: { kind: 'ratings', ratings: { arousal: 4 } } })
    rows.run('segment-merge', { ids: ['s0', 's2'] })
    expect(said(rows)).toMatchObject({ value: { ratings: { arousal: 4 } } })
  })
})

describe('a label painted over a stretch', () => {
  const spans = (rows: RowTable): string[] =>
    rows.segmentsOf('v').map(({ start, end, value }) => {
      const labels = value?.kind === 'labels' ? Object.keys(value.labels).join('+') : ''
      return `${start / 1e6}-${end / 1e6} ${labels}`
    })
  const paint = (rows: RowTable, start: number, end: number, label: string): Result<unknown> =>
    rows.run('label-paint', { trackId: 'v', start: seconds(start), end: seconds(end), label })
  it('fills free time and goes beside what is there', () => {
    const rows = deskWith('wrime8', 'intensity')
    paint(rows, 0, 10, 'joy')
    paint(rows, 4, 6, 'trust')
    paint(rows, 8, 12, 'fear')
    expect(spans(rows)).toEqual(['0-4 joy', '4-6 joy+trust', '6-8 joy', '8-10 joy+fear', '10-12 fear'])
  })
  it('keeps an intensity that was given', () => {
    const rows = deskWith('wrime8', 'intensity')
    make(rows, 0, 4, { value: { kind: 'labels', labels: { joy: 3 } } })
    paint(rows, 2, 4, 'joy')
    expect(rows.segmentsOf('v').map(({ value }) => value)).toEqual([
      { kind: 'labels', labels: { joy: 3 } },
      { kind: 'labels', labels: { joy: 3 } }
    ])
  })
  it('is refused where the track takes one label', () => {
    expect(codeOf(paint(deskWith('ekman6', 'emotion'), 0, 1, 'anger'))).toBe('value.kind')
  })
})

describe('a point', () => {
  const points = (): RowTable => deskWith('ekman6', 'emotion', { kind: 'points' })
  it('is one microsecond long, at the end of the recording too', () => {
    const rows = points()
    rows.run('segment-create', { id: 's0', trackId: 'v', start: seconds(3), end: seconds(9), label: 'anger' })
    rows.run('segment-create', { id: 's1', trackId: 'v', start: seconds(60), end: micros(60e6 + 1) })
    expect(rows.segmentsOf('v').map(({ start, end }) => [start, end])).toEqual([
      [3_000_000, 3_000_001],
      [59_999_999, 60_000_000]
    ])
  })
  it('moves as a whole', () => {
    const rows = points()
    make(rows, 0, 1)
    set(rows, { start: seconds(5) })
    expect(rows.get('segment', 's0')).toMatchObject({ start: 5_000_000, end: 5_000_001 })
  })
  it('cannot be merged', () => {
    const rows = points()
    make(rows, 0, 1)
    make(rows, 2, 3)
    expect(codeOf(rows.run('segment-merge', { ids: ['s0', 's2'] }))).toBe('segment.merge-points')
  })
})
