import { beforeEach, describe, expect, it } from 'vitest'
import type { ProjectSnapshot } from '../../../src/shared/contract'
import type { Segment, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { cancelDraft, preview, shownSegments } from '../../../src/renderer/session/drafts'
import { targetTrack } from '../../../src/renderer/session/desk-segments'
import { indexProject } from '../../../src/renderer/session/project-index'
import { projectStore } from '../../../src/renderer/session/project'
import { command } from '../../../src/renderer/session/edit'
import { clearSelection, select, openRecording } from '../../../src/renderer/session/selection'

const mine: Track = {
  id: 'mine',
  recordingId: 'r',
  authorId: 'me',
  schemeId: 's',
  attributeId: 'emotion',
  name: 'Me',
  kind: 'segments',
  overlap: 'forbidden',
  position: 0,
  locked: false
}
const model: Track = { ...mine, id: 'model', authorId: 'net', name: 'Net', runId: 'run' }
const segment = (id: string, trackId: string, start: number, end: number): Segment => ({
  id,
  trackId,
  start: micros(start),
  end: micros(end),
  flagged: false,
  label: 'anger'
})

/** A window that has read a small project. */
function open(tracks: readonly Track[], segments: readonly Segment[]): void {
  const author = { color: '#fff', perspective: 'observer', synthetic: false, position: 0 }
  const snapshot: ProjectSnapshot = {
    project: { id: 'p', name: 'p', folder: '/p', createdAt: '', synthetic: false },
    revision: 1,
    recordings: [{ id: 'r', name: 'r', duration: micros(60e6), position: 0 }],
    files: [],
    streams: [],
    persons: [],
    authors: [
      { ...author, id: 'me', kind: 'human', name: 'Me' },
      { ...author, id: 'net', kind: 'model', name: 'Net' }
    ],
    schemes: [
      {
        id: 's',
        name: 'S',
        version: '1',
        document: {
          schema: 'affectory.labels/1',
          id: 's',
          name: 'S',
          attributes: [
            { id: 'emotion', type: 'categorical', unit: 'segment', labels: [{ id: 'anger' }, { id: 'fear' }] }
          ]
        }
      }
    ],
    tracks,
    runs: [],
    takes: [],
    groupings: [],
    assignments: [],
    items: [],
    golds: [],
    streamViews: [],
    montages: [],
    viewer: { authorId: 'me', blindRecordingIds: [] },
    counts: []
  }
  const byTrack = new Map(
    tracks.map((track) => [track.id, segments.filter((each) => each.trackId === track.id)])
  )
  projectStore.setState({
    snapshot,
    index: indexProject(snapshot),
    segments: new Map([['r', { all: segments, byTrack, relations: [] }]])
  })
  clearSelection()
  openRecording('r')
}
const times = (track: Track): readonly string[] =>
  shownSegments(track).map((each) => `${each.start / 1e6}-${each.end / 1e6}`)

describe('a gesture under way', () => {
  beforeEach(() => {
    open(
      [mine, model],
      [segment('a', 'mine', 1e6, 3e6), segment('b', 'mine', 5e6, 7e6), segment('m', 'model', 1e6, 2e6)]
    )
    cancelDraft()
  })

  it('shows a trimmed edge at once and forgets it when the gesture is dropped', () => {
    preview('r', [command('segment-set', { ids: ['a'], patch: { end: 4_000_000 } })])
    expect(times(mine)).toEqual(['1-4', '5-7'])
    cancelDraft()
    expect(times(mine)).toEqual(['1-3', '5-7'])
  })

  it('stops an edge at the neighbour on a track that forbids overlap', () => {
    preview('r', [command('segment-set', { ids: ['a'], patch: { end: 6_000_000 } })])
    expect(times(mine)).toEqual(['1-5', '5-7'])
  })

  it('says why a prediction cannot be trimmed and leaves it as it is', () => {
    const draft = preview('r', [command('segment-set', { ids: ['m'], patch: { end: 1_500_000 } })])
    expect(draft.problem?.message).toContain('predictions')
    expect(times(model)).toEqual(['1-2'])
  })

  it('shows the first segment on a track that the same edit makes', () => {
    open([model], [])
    const target = targetTrack('r')
    expect(target?.track).toBeUndefined()
    const draft = preview('r', [
      ...(target?.before ?? []),
      command('segment-create', { trackId: target?.trackId, start: 1_000_000, end: 2_000_000, label: 'fear' })
    ])
    expect(draft.problem).toBeUndefined()
    expect(draft.tracks).toHaveLength(1)
    expect(draft.tracks[0]).toMatchObject({ authorId: 'me', recordingId: 'r', kind: 'segments' })
    expect(draft.segments.get(target?.trackId ?? '')).toMatchObject([{ start: 1e6, end: 2e6, label: 'fear' }])
  })

  it('labels on my track even while a model track is chosen', () => {
    select({ trackId: 'model' })
    expect(targetTrack('r')?.trackId).toBe('mine')
    expect(targetTrack('r')?.labels.map((label) => label.id)).toEqual(['anger', 'fear'])
  })
})
