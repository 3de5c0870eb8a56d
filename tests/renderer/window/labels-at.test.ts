import { describe, expect, it } from 'vitest'
import { exportCounts } from '../../../src/renderer/panels/export/export-counts'
import { filterRecordings } from '../../../src/renderer/panels/library/recordings'
import { labelledShare } from '../../../src/renderer/session/labelled-share'
import { labelsAt } from '../../../src/renderer/session/labels-at'
import { indexProject } from '../../../src/renderer/session/project-index'
import type { ProjectSnapshot } from '../../../src/shared/contract'
import type { Author, Recording, Segment, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const author = (id: string, kind: Author['kind'], position: number): Author => ({
  id,
  kind,
  name: id,
  color: '#888',
  perspective: 'observer',
  synthetic: false,
  position
})
const track = (id: string, authorId: string, more: Partial<Track> = {}): Track => ({
  id,
  recordingId: 'r',
  authorId,
  schemeId: 's',
  attributeId: 'emotion',
  name: id,
  kind: 'segments',
  overlap: 'forbidden',
  position: 0,
  locked: false,
  ...more
})
const segment = (
  id: string,
  trackId: string,
  start: number,
  end: number,
  more: Partial<Segment> = {}
): Segment => ({
  id,
  trackId,
  start: micros(start),
  end: micros(end),
  label: 'anger',
  flagged: false,
  ...more
})
const recording = (id: string, name = id, duration = 100): Recording => ({
  id,
  name,
  duration: micros(duration),
  position: 0
})

function snapshot(tracks: readonly Track[], counts: ProjectSnapshot['counts'] = []): ProjectSnapshot {
  return {
    project: { id: 'p', name: 'P', folder: '/p', createdAt: '', synthetic: false },
    revision: 1,
    recordings: [recording('r')],
    files: [],
    streams: [],
    persons: [],
    authors: [
      author('model', 'model', 0),
      author('anna', 'human', 1),
      author('ben', 'human', 0),
      author('gold', 'gold', 9)
    ],
    schemes: [],
    tracks,
    runs: [],
    takes: [],
    groupings: [],
    assignments: [],
    items: [],
    golds: [],
    streamViews: [],
    montages: [],
    viewer: { authorId: undefined, blindRecordingIds: [] },
    counts
  }
}

describe('what all authors say about a moment', () => {
  it('lists the segment of each that covers most of it, gold first, then people, then models', () => {
    const index = indexProject(
      snapshot([track('m', 'model'), track('a', 'anna'), track('b', 'ben'), track('g', 'gold')])
    )
    const own = segment('a1', 'a', 10, 20)
    const byTrack = new Map([
      ['a', [own]],
      ['b', [segment('b1', 'b', 0, 13), segment('b2', 'b', 13, 30)]],
      ['m', [segment('m1', 'm', 50, 60)]]
    ])
    expect(labelsAt(own, index, byTrack).map((view) => [view.author.id, view.segment?.id])).toEqual([
      ['gold', undefined],
      ['ben', 'b2'],
      ['anna', 'a1'],
      ['model', undefined]
    ])
  })
  it('leaves out what is said about another person', () => {
    const index = indexProject(
      snapshot([
        track('a', 'anna', { personId: 'p1' }),
        track('b', 'ben', { personId: 'p2' }),
        track('m', 'model')
      ])
    )
    const own = segment('a1', 'a', 10, 20)
    const byTrack = new Map([
      ['a', [own]],
      ['b', [segment('b1', 'b', 10, 20)]],
      ['m', [segment('m1', 'm', 10, 20, { personId: 'p2' }), segment('m2', 'm', 12, 14, { personId: 'p1' })]]
    ])
    expect(labelsAt(own, index, byTrack).map((view) => view.segment?.id)).toEqual(['a1', 'm2'])
  })
})

describe('progress of an annotator', () => {
  const count = (trackId: string, segments: number, labelled: number, time: number) => ({
    trackId,
    segments,
    labelled,
    labelledTime: micros(time)
  })
  it('is labels against utterances where there is a transcript', () => {
    const tracks = [track('words', 'gold', { kind: 'utterances' }), track('p1', 'anna'), track('p2', 'anna')]
    const index = indexProject(
      snapshot(tracks, [count('words', 4, 0, 0), count('p1', 2, 2, 20), count('p2', 1, 1, 10)])
    )
    expect(labelledShare(index, 'r', 'anna')).toEqual({ share: 0.75, text: '3 of 4 utterances' })
  })
  it('is time under labels where there is none, over all tracks of the annotator', () => {
    const index = indexProject(
      snapshot([track('p1', 'anna'), track('p2', 'anna')], [count('p1', 2, 2, 30), count('p2', 2, 2, 45)])
    )
    expect(labelledShare(index, 'r', 'anna')).toEqual({ share: 0.75, text: '75 % of the time' })
  })
  it('is unknown for somebody without a track', () => {
    expect(labelledShare(indexProject(snapshot([])), 'r', 'anna')).toBeUndefined()
  })
})

describe('choosing', () => {
  it('an export counts only the authors and recordings chosen', () => {
    const index = indexProject(
      snapshot(
        [track('a', 'anna'), track('b', 'ben')],
        [
          { trackId: 'a', segments: 5, labelled: 3, labelledTime: micros(1) },
          { trackId: 'b', segments: 7, labelled: 7, labelledTime: micros(1) }
        ]
      )
    )
    expect(exportCounts(index, ['r'], ['anna'])).toEqual({ tracks: 1, segments: 5, labelled: 3, traces: 0 })
    expect(exportCounts(index, [], ['anna', 'ben'])).toEqual({
      tracks: 0,
      segments: 0,
      labelled: 0,
      traces: 0
    })
  })
  it('the filter of recordings finds every typed word in name or group', () => {
    const list = [
      recording('1', 'P01-P02, session 1'),
      { ...recording('2', 'P03-P04, session 1'), group: 'pilot' }
    ]
    expect(filterRecordings(list, 'session pilot').map((found) => found.id)).toEqual(['2'])
    expect(filterRecordings(list, '').length).toBe(2)
  })
})
