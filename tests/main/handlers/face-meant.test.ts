import { expect, test } from 'vitest'
import { faceMeant } from '../../../src/main/handlers/face-meant'
import { micros } from '../../../src/shared/domain/time'
import { ekman7, labelledProject } from '../store/project-fixture'

const COLUMNS = ['person', 'x', 'y', 'w', 'h', 'score']

test('a segment of a model is about the face of its track, where that was seen nearest to the middle of the segment', () => {
  const { project, recordingId } = labelledProject()
  const { run } = project.createRun({
    modelId: 'face-expression',
    modelName: 'Facial expression',
    scheme: ekman7,
    manifestHash: '',
    weightsHash: '',
    runtimeVersion: '',
    providerAsked: 'cpu',
    options: {},
    itemsTotal: 1
  })
  // Two faces in the pictures at 1, 2 and 3 s; the second is away at 2 s.
  const rows = [
    [1, [1, 0.1, 0.2, 0.2, 0.4, 0.9]],
    [1, [2, 0.6, 0.2, 0.2, 0.4, 0.9]],
    [2, [1, 0.1, 0.2, 0.2, 0.4, 0.9]],
    [3, [1, 0.1, 0.2, 0.2, 0.4, 0.9]],
    [3, [2, 0.7, 0.3, 0.1, 0.2, 0.9]]
  ] as const
  const face = (name: string) => ({
    personKey: name,
    name,
    append: [{ start: micros(500_000), end: micros(4_000_000), label: 'anger', flagged: false }]
  })
  project.commitPredicted(run.id, {
    recordingId,
    tracks: [face('Face 1'), face('Face 2')],
    frames: {
      chunk: 0,
      count: rows.length,
      columns: COLUMNS,
      pts: Float64Array.from(rows, ([seconds]) => seconds * 1e6),
      data: Float32Array.from(rows.flatMap(([, row]) => row))
    },
    recordingDone: true,
    timings: {},
    providerGot: 'cpu'
  })
  const segmentOf = (name: string): string => {
    const track = project.all('track').find((one) => one.name === name)
    return project.segmentsOfTrack(track?.id ?? '')[0]?.id ?? ''
  }
  expect(faceMeant(project, segmentOf('Face 1'))?.time).toBe(2_000_000)
  const second = faceMeant(project, segmentOf('Face 2'))
  expect(second?.time).toBe(3_000_000)
  expect(second?.near.x).toBeCloseTo(0.75, 5)
  expect(second?.near.y).toBeCloseTo(0.4, 5)
  expect(faceMeant(project, undefined)).toBeUndefined()
  expect(faceMeant(project, 'no such segment')).toBeUndefined()
})
