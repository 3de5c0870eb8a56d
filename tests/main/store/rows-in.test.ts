import { describe, expect, it } from 'vitest'
import { micros } from '../../../src/shared/domain/time'
import type { FileToImport, NewRun, PredictedBatch } from '../../../src/main/store'
import {
  documentOf,
  edit,
  ekman7,
  labelledProject,
  minuteOfVideo,
  newProject,
  problem,
  reopen,
  schemes,
  value
} from './project-fixture'

const second = 1_000_000
const span = (start: number, end: number, label: string) => ({
  start: micros(start * second),
  end: micros(end * second),
  label,
  flagged: false
})

const withLabels = (name: string): FileToImport => ({
  ...minuteOfVideo(name),
  tracks: [
    {
      name: 'From the file name',
      authorName: 'EMO-DB',
      schemeId: 'ekman7',
      attributeId: 'emotion',
      kind: 'segments',
      segments: [span(0, 60, 'anger')]
    }
  ]
})

const scheme = ekman7
const newRun: NewRun = {
  modelId: 'face',
  modelName: 'Face',
  scheme,
  manifestHash: 'mh',
  weightsHash: 'wh',
  runtimeVersion: '1.30',
  providerAsked: 'auto',
  options: { rateHz: 5 },
  itemsTotal: 2
}
const batch = (recordingId: string, rest: Partial<PredictedBatch>): PredictedBatch => ({
  recordingId,
  tracks: [],
  recordingDone: false,
  timings: {},
  providerGot: 'cpu',
  ...rest
})

describe('importing', () => {
  it('a file becomes a recording with its streams, labels, author and scheme; one undo takes it all back', () => {
    const project = newProject()
    const empty = documentOf(project)
    const rows = value(project.commitImported(withLabels('a.mp4'), { authorId: 'anna', schemes }))
    expect(rows.recordingIds).toEqual([rows.recordingId])
    expect(project.get('recording', rows.recordingId)).toMatchObject({
      name: 'a.mp4',
      duration: 60 * second,
      position: 1
    })
    expect(rows.streamIds.map((id) => project.get('stream', id)?.kind)).toEqual(['video', 'audio'])
    expect(project.all('author')).toMatchObject([{ kind: 'import', name: 'EMO-DB' }])
    expect(project.segmentsOfRecording(rows.recordingId)).toMatchObject([
      { start: 0, end: 60 * second, label: 'anger' }
    ])
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(empty)
  })

  it('files of one recording come in together and go with one undo', () => {
    const project = newProject()
    const empty = documentOf(project)
    const files = [minuteOfVideo('P01.mp4', 'h1'), { ...withLabels('P01.srt'), contentHash: 'h2' }]
    const rows = value(project.commitTogether(files, { name: 'P01', authorId: 'anna', schemes }))
    expect(project.all('recording')).toMatchObject([{ name: 'P01', duration: 60 * second }])
    expect(project.all('file').map((file) => file.recordingId)).toEqual([
      rows.recordingIds[0],
      rows.recordingIds[0]
    ])
    expect(project.snapshot('anna').canUndo).toBe('Import P01')
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(empty)
    value(project.redo('anna'))
    expect(project.all('file')).toHaveLength(2)
  })

  it('files added to a recording make it as long as the longest; their tracks come last; one undo takes them away', () => {
    const { project, recordingId } = labelledProject()
    const before = documentOf(project)
    const later = { ...withLabels('notes.srt'), contentHash: 'h2', durationSeconds: 90 }
    const more = { ...minuteOfVideo('side.mp4', 'h3') }
    value(project.commitTogether([later, more], { into: recordingId, authorId: 'anna', schemes }))
    expect(project.all('recording')).toMatchObject([{ id: recordingId, duration: 90 * second }])
    const positions = project.all('track').map((track) => track.position)
    expect(new Set(positions).size).toBe(positions.length)
    expect(project.snapshot('anna').canUndo).toMatch(/^Add 2 files to /)
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(before)
  })

  it('of files that come together, those the project has are told and left out', () => {
    const project = newProject()
    value(project.commitImported(minuteOfVideo('a.mp4', 'same')))
    const rows = value(
      project.commitTogether([minuteOfVideo('b.mp4', 'same'), minuteOfVideo('b.wav', 'new')], { name: 'b' })
    )
    expect(rows.skipped.map(({ code }) => code)).toEqual(['import.known'])
    expect(project.all('recording').map(({ name }) => name)).toEqual(['a.mp4', 'b.wav'])
  })

  it('joined recordings are one, with every file, stream, track and label; undo parts them again', () => {
    const { project, recordingId } = labelledProject()
    const other = value(
      project.commitImported(
        { ...withLabels('other.mp4'), contentHash: 'h2', durationSeconds: 90 },
        { schemes }
      )
    )
    const before = documentOf(project)
    const labels = project.segmentsOfTrack(other.trackIds[0] ?? '')
    value(
      project.apply('anna', [
        { id: 'recordings-join', input: { into: recordingId, ids: [other.recordingId] } }
      ])
    )
    expect(project.all('recording')).toMatchObject([{ id: recordingId, duration: 90 * second }])
    for (const table of ['file', 'stream', 'track'] as const)
      expect(new Set(project.all(table).map((row) => row.recordingId))).toEqual(new Set([recordingId]))
    expect(project.segmentsOfTrack(other.trackIds[0] ?? '')).toEqual(labels)
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(before)
  })

  it('two files share the author and the scheme that came with them', () => {
    const project = newProject()
    value(project.commitImported(withLabels('a.mp4'), { schemes }))
    value(project.commitImported(withLabels('b.mp4'), { schemes }))
    expect(project.all('author')).toHaveLength(1)
    expect(project.all('scheme')).toHaveLength(1)
    expect(project.snapshot().recordings.map((row) => row.name)).toEqual(['a.mp4', 'b.mp4'])
  })

  it('a file whose content the project has is told, not added twice', () => {
    const project = newProject()
    const first = value(project.commitImported(minuteOfVideo('a.mp4', 'same')))
    const again = value(project.commitImported(minuteOfVideo('copy of a.mp4', 'same')))
    expect(again.skipped).toMatchObject({ code: 'import.known', severity: 'info' })
    expect(again).toMatchObject({
      recordingId: first.recordingId,
      fileId: first.fileId,
      streamIds: first.streamIds
    })
    expect(project.all('recording')).toHaveLength(1)
    expect(project.knownHashes()).toEqual({ same: first.fileId })
  })

  it('importing a missing file again finds it in its new place', () => {
    const project = newProject()
    const { fileId } = value(project.commitImported(minuteOfVideo('a.mp4', 'same')))
    project.updateFile(fileId, { missing: true })
    const again = value(project.commitImported({ ...minuteOfVideo('a.mp4', 'same'), path: '/moved/a.mp4' }))
    expect(again.skipped?.code).toBe('import.found-again')
    expect(project.get('file', fileId)).toMatchObject({ path: '/moved/a.mp4', missing: false })
  })

  it('a second file of a session joins its recording, which grows to the longer one', () => {
    const project = newProject()
    const first = value(project.commitImported(minuteOfVideo('camera.mp4')))
    const second_ = value(
      project.commitImported(
        { ...minuteOfVideo('mic.wav'), durationSeconds: 75.5 },
        { into: first.recordingId, authorId: 'anna' }
      )
    )
    expect(second_.recordingId).toBe(first.recordingId)
    expect(project.get('recording', first.recordingId)).toMatchObject({
      name: 'camera.mp4',
      duration: 75_500_000
    })
    value(project.undo('anna'))
    expect(project.get('recording', first.recordingId)?.duration).toBe(60 * second)
    expect(problem(project.commitImported(minuteOfVideo('x.mp4'), { into: 'nowhere' })).code).toBe(
      'import.no-recording'
    )
  })

  it('labels whose scheme is not known are a problem and leave nothing behind', () => {
    const project = newProject()
    expect(problem(project.commitImported(withLabels('a.mp4'))).message).toContain('"ekman7"')
    expect(project.all('recording')).toEqual([])
  })
})

describe('running models', () => {
  it('partial results become tracks by person, and a growing last segment is replaced', () => {
    const { project, recordingId } = labelledProject()
    const { run } = project.createRun(newRun)
    expect(project.get('author', run.authorId)).toMatchObject({ kind: 'model', modelId: 'face' })
    const face = (append: ReturnType<typeof span>[], replaceFrom?: number) => [
      { personKey: 'face-1', name: 'Face 1', append, replaceFrom }
    ]
    const first = project.commitPredicted(
      run.id,
      batch(recordingId, { tracks: face([span(0, 2, 'fear'), span(2, 3, 'anger')]), doneUntilSeconds: 3 })
    )
    expect(first.recordingIds).toEqual([recordingId])
    project.commitPredicted(
      run.id,
      batch(recordingId, {
        tracks: face([span(2, 5, 'anger'), span(5, 6, 'fear')], 2 * second),
        doneUntilSeconds: 6,
        recordingDone: true,
        timings: { inference: 1.5 }
      })
    )
    const [trackId = ''] = first.trackIds
    expect(project.get('track', trackId)).toMatchObject({
      authorId: run.authorId,
      runId: run.id,
      schemeId: 'ekman7',
      attributeId: 'emotion',
      name: 'Face 1'
    })
    expect(
      project.segmentsOfTrack(trackId).map(({ start, end, label }) => [start / second, end / second, label])
    ).toEqual([
      [0, 2, 'fear'],
      [2, 5, 'anger'],
      [5, 6, 'fear']
    ])
    expect(project.get('run', run.id)).toMatchObject({
      providerGot: 'cpu',
      itemsDone: 1,
      timings: { inference: 1.5 }
    })
    expect(project.runProgress(run.id)).toEqual([
      { recordingId, doneUntilSeconds: 6, doneSegmentIds: [], recordingDone: true }
    ])
  })

  it('a run goes on after reopening where it was, on the same tracks', () => {
    const { project, recordingId } = labelledProject()
    const { run } = project.createRun(newRun)
    const lane = (start: number) =>
      batch(recordingId, {
        tracks: [{ personKey: 'audio', name: 'Voice', append: [span(start, start + 1, 'fear')] }],
        doneSegmentIds: [`s${start}`]
      })
    project.commitPredicted(run.id, lane(0))
    const again = reopen(project)
    expect(again.get('run', run.id)?.state).toBe('interrupted')
    expect(again.runProgress(run.id)[0]).toMatchObject({ doneSegmentIds: ['s0'], recordingDone: false })
    again.commitPredicted(run.id, lane(1))
    expect(again.all('track').filter((track) => track.runId === run.id)).toHaveLength(1)
    expect(again.runProgress(run.id)[0]?.doneSegmentIds).toEqual(['s0', 's1'])
  })

  it('per-frame scores come back cut to the span asked for, across chunks', () => {
    const { project, recordingId } = labelledProject()
    const { run } = project.createRun(newRun)
    const columns = ['person', 'anger']
    for (let chunk = 0; chunk < 3; chunk++) {
      const pts = Float64Array.from({ length: 1024 }, (_, i) => (chunk * 1024 + i) * 40_000)
      const data = Float32Array.from({ length: 2048 }, (_, i) =>
        i % 2 === 0 ? 1 : chunk * 1024 + (i - 1) / 2
      )
      project.commitPredicted(
        run.id,
        batch(recordingId, { frames: { chunk, count: 1024, columns, pts, data } })
      )
    }
    const track = project.all('track').find((row) => row.kind === 'frames')
    const rows = project.framesOf(track?.id ?? '', 1000 * 40_000, 2100 * 40_000)
    expect(rows?.count).toBe(1100)
    expect(rows?.pts[0]).toBe(1000 * 40_000)
    expect(rows?.data[1]).toBe(1000)
    expect(rows?.data[2 * 1099 + 1]).toBe(2099)
    expect(project.framesOf(track?.id ?? '', 1e12, 2e12)).toBeUndefined()
  })

  it('results for a recording that was deleted meanwhile are dropped', () => {
    const { project, recordingId } = labelledProject()
    const { run } = project.createRun(newRun)
    edit(project, 'anna', 'recording-delete', { ids: [recordingId] })
    project.commitPredicted(
      run.id,
      batch(recordingId, { tracks: [{ personKey: 'a', name: 'A', append: [span(0, 1, 'fear')] }] })
    )
    expect(project.all('segment')).toEqual([])
    value(project.undo('anna'))
    expect(project.all('recording')).toHaveLength(1)
  })

  it('predictions stay as the model made them: they are accepted, corrected on a copy, or rejected', () => {
    const { project, recordingId } = labelledProject()
    const { run } = project.createRun(newRun)
    const { trackIds } = project.commitPredicted(
      run.id,
      batch(recordingId, {
        tracks: [
          {
            personKey: 'a',
            name: 'A',
            append: [span(0, 1, 'fear'), span(1, 2, 'anger'), span(2, 3, 'sadness')]
          }
        ]
      })
    )
    const made = project.segmentsOfTrack(trackIds[0] ?? '')
    const ids = made.map((row) => row.id)
    const [first = '', second_ = '', third = ''] = ids
    expect(
      problem(project.apply('anna', [{ id: 'segment-set', input: { ids, patch: { label: 'fear' } } }])).code
    ).toBe('track.prediction')
    expect(problem(project.apply('anna', [{ id: 'segment-delete', input: { ids } }])).code).toBe(
      'track.prediction'
    )
    edit(project, 'anna', 'segment-set', { ids: [first], patch: { comment: 'looks away', flagged: true } })
    edit(project, 'anna', 'prediction-accept', { ids: [first] })
    edit(project, 'anna', 'prediction-accept', { ids: [second_], label: 'disgust' })
    edit(project, 'anna', 'prediction-reject', { ids: [third] })
    expect(
      project.segmentsOfTrack('t').map(({ start, label, origin }) => ({ start, label, origin }))
    ).toEqual([
      { start: 0, label: 'fear', origin: { kind: 'prediction', ref: first, runId: run.id } },
      { start: second, label: 'disgust', origin: { kind: 'prediction', ref: second_, runId: run.id } }
    ])
    const now = project.segmentsOfTrack(trackIds[0] ?? '')
    expect(now.map((row) => row.review)).toEqual(['accepted', 'accepted', 'rejected'])
    expect(now.map((row) => row.label)).toEqual(['fear', 'anger', 'sadness'])
    edit(project, 'ben', 'prediction-accept', { ids })
    const bens = project.all('track').find((track) => track.authorId === 'ben')
    expect(project.segmentsOfTrack(bens?.id ?? '')).toHaveLength(3)
  })
})
