import { describe, expect, it } from 'vitest'
import { micros } from '../../../src/shared/domain/time'
import { edit, ekman7, labelledProject, minuteOfVideo, problem, value } from './project-fixture'

const second = 1_000_000

describe('reading', () => {
  it('a snapshot counts segments, labelled segments and labelled time per track and names what can be undone', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', { trackId: 't', start: 0, end: 2 * second, label: 'fear' })
    edit(project, 'anna', 'segment-create', { trackId: 't', start: 3 * second, end: 4 * second })
    const snapshot = project.snapshot('anna')
    expect(snapshot.counts).toEqual([{ trackId: 't', segments: 2, labelled: 1, labelledTime: 2 * second }])
    expect(snapshot.revision).toBe(project.revision())
    expect(snapshot.canUndo).toBe('New segment')
    expect(project.snapshot('ben').canUndo).toBeUndefined()
  })

  it('history tells who did what to a segment, newest first, with its states; any state can be restored', () => {
    const { project } = labelledProject()
    const { revision } = edit(project, 'anna', 'segment-create', {
      trackId: 't',
      id: 'a',
      start: 0,
      end: 2 * second,
      label: 'fear'
    })
    edit(project, 'ben', 'segment-set', { ids: ['a'], patch: { label: 'anger' } })
    edit(project, 'anna', 'segment-delete', { ids: ['a'] })
    const entries = project.history({ table: 'segment', rowId: 'a' })
    expect(entries.map(({ authorName, title }) => `${authorName}: ${title}`)).toEqual([
      'Anna: Delete 1 segment',
      'Ben: Label 1 segment Anger',
      'Anna: New segment Fear'
    ])
    expect(entries[1]).toMatchObject({ before: { label: 'fear' }, after: { label: 'anger' } })
    expect(Date.parse(entries[0]?.at ?? '')).toBeGreaterThan(Date.now() - 60_000)
    value(project.restore('ben', 'segment', 'a', revision))
    expect(project.get('segment', 'a')?.label).toBe('fear')
    value(project.undo('ben'))
    expect(project.get('segment', 'a')).toBeUndefined()
    expect(problem(project.restore('ben', 'segment', 'a', revision - 1)).code).toBe('restore.no-state')
    expect(problem(project.restore('ben', 'nonsense', 'a', revision)).message).toContain('known:')
    expect(project.history({ limit: 2 }).map((entry) => entry.title)[0]).toMatch(/^Undo: Restore/)
  })

  it('a restore that would overlap another segment is refused', () => {
    const { project } = labelledProject()
    const { revision } = edit(project, 'anna', 'segment-create', {
      trackId: 't',
      id: 'a',
      start: 0,
      end: 2 * second
    })
    edit(project, 'anna', 'segment-delete', { ids: ['a'] })
    edit(project, 'anna', 'segment-create', { trackId: 't', id: 'b', start: second, end: 3 * second })
    expect(problem(project.restore('anna', 'segment', 'a', revision)).code).toBe('segment.overlap')
  })

  it('an export holds what was chosen, what that refers to, and nothing else', () => {
    const { project, recordingId } = labelledProject()
    const other = value(project.commitImported(minuteOfVideo('other.mp4')))
    edit(project, 'anna', 'person-save', { id: 'p', name: 'Guest' })
    edit(project, 'anna', 'person-save', { id: 'unused', name: 'Nobody' })
    edit(project, 'anna', 'segment-create', {
      trackId: 't',
      id: 'a',
      start: 0,
      end: second,
      label: 'fear',
      personId: 'p'
    })
    edit(project, 'ben', 'track-create', { id: 'bens', recordingId, schemeId: 'ekman7' })
    edit(project, 'anna', 'track-create', {
      id: 'elsewhere',
      recordingId: other.recordingId,
      schemeId: 'ekman7'
    })
    const dataset = project.exportDataset({
      recordingIds: [recordingId],
      authorIds: ['anna'],
      includeFrames: true
    })
    expect(dataset).toMatchObject({
      revision: project.revision(),
      projectName: 'Study',
      projectId: project.info().id
    })
    expect(dataset.tracks.map((row) => row.id)).toEqual(['t'])
    expect(dataset.authors.map((row) => row.id)).toEqual(['anna'])
    expect(dataset.persons.map((row) => row.id)).toEqual(['p'])
    expect(dataset.files).toHaveLength(1)
    expect(dataset.streams).toHaveLength(2)
    expect(dataset.segments).toEqual(project.segmentsOfTrack('t'))
    const all = project.exportDataset({ recordingIds: [], authorIds: [], includeFrames: false })
    expect(all.tracks.map((row) => row.id).sort()).toEqual(['bens', 'elsewhere', 't'])
  })

  it("a comparison sees a model's latest run on a recording, not both", () => {
    const { project, recordingId } = labelledProject()
    const run = () => {
      const made = project.createRun({
        modelId: 'm',
        modelName: 'M',
        scheme: ekman7,
        manifestHash: '',
        weightsHash: '',
        runtimeVersion: '',
        providerAsked: 'cpu',
        options: {},
        itemsTotal: 1
      }).run
      const append = [{ start: micros(0), end: micros(second), label: 'fear', flagged: false }]
      project.commitPredicted(made.id, {
        recordingId,
        tracks: [{ personKey: 'a', name: 'A', append }],
        recordingDone: true,
        timings: {},
        providerGot: 'cpu'
      })
      return made
    }
    run()
    const latest = run()
    const lanes = project.segmentsForCompare(['anna', latest.authorId], [])
    expect(lanes.map((lane) => [lane.track.authorId, lane.track.runId, lane.segments.length])).toEqual([
      ['anna', undefined, 0],
      [latest.authorId, latest.id, 1]
    ])
    expect(project.segmentsForCompare(['anna'], ['elsewhere'])).toEqual([])
  })

  it('window state is kept by key and forgotten when cleared', () => {
    const { project } = labelledProject()
    project.saveUiState('layout', { panels: ['video'] })
    expect(project.uiState('layout')).toEqual({ panels: ['video'] })
    project.saveUiState('layout', undefined)
    expect(project.uiState('layout')).toBeUndefined()
  })
})
