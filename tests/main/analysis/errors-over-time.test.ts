import { describe, expect, test } from 'vitest'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import { micros } from '../../../src/shared/domain/time'
import { edit, ekman7, labelledProject, problem, value } from '../store/project-fixture'
import { analysisHere } from './analysis-here'

const second = 1_000_000

/** A face model that looked ten times a second: of face 1 it says anger but happiness from 5 to 7 s; of face 2 always fear. */
function facesSeen(project: Project, recordingId: string): string {
  const { run } = project.createRun({
    modelId: 'face',
    modelName: 'Face',
    scheme: ekman7,
    manifestHash: 'm',
    weightsHash: 'w',
    runtimeVersion: '1',
    providerAsked: 'cpu',
    options: {},
    itemsTotal: 1
  })
  const columns = ['person', 'x', 'y', 'w', 'h', 'score', 'anger', 'happiness', 'fear']
  const rows = Array.from({ length: 100 }, (_, i) => i).flatMap((i) => {
    const happy = i >= 50 && i < 70
    return [
      [1, 0, 0, 0.1, 0.1, 1, happy ? 0.1 : 0.8, happy ? 0.8 : 0.1, 0.1],
      [2, 0, 0, 0.1, 0.1, 1, 0.1, 0.1, 0.8]
    ]
  })
  project.commitPredicted(run.id, {
    recordingId,
    tracks: [1, 2].map((face) => ({
      personKey: `face-${face}`,
      name: `Face ${face}`,
      personId: `p${face}`,
      append: [
        { start: micros(0), end: micros(10 * second), label: face === 1 ? 'anger' : 'fear', flagged: false }
      ]
    })),
    frames: {
      chunk: 0,
      count: rows.length,
      columns,
      pts: Float64Array.from(rows, (_, at) => Math.floor(at / 2) * 100_000),
      data: Float32Array.from(rows.flat())
    },
    recordingDone: true,
    timings: {},
    providerGot: 'cpu'
  })
  return run.authorId
}

describe('frames against the label', () => {
  test('are joined into the stretch of the person whom the label is about', async () => {
    const { project, recordingId } = labelledProject()
    for (const id of ['p1', 'p2']) edit(project, 'anna', 'person-save', { id, name: id })
    const say = (personId: string, label: string, start: number, end: number) =>
      edit(project, 'anna', 'segment-create', {
        trackId: `t-${personId}`,
        start: start * second,
        end: end * second,
        label
      })
    for (const personId of ['p1', 'p2'])
      edit(project, 'anna', 'track-create', {
        id: `t-${personId}`,
        recordingId,
        schemeId: 'ekman7',
        personId
      })
    // From 5 to 6 s the label of the first is right, from 6 to 7 s it is not.
    say('p1', 'anger', 0, 5)
    say('p1', 'happiness', 5, 6)
    say('p1', 'anger', 6, 10)
    say('p2', 'fear', 0, 10)
    const candidateAuthorId = facesSeen(project, recordingId)
    const answer = value(
      await analysisHere(project)['analysis.frameErrors'](
        calls['analysis.frameErrors'].input.parse({ referenceAuthorId: 'anna', candidateAuthorId })
      )
    )
    expect(answer.frames).toBe(200)
    const label = (code: number) => answer.labels[code]
    expect(
      answer.stretches.map(({ start, end, given, guess }) => [start, end, label(given), label(guess)])
    ).toEqual([[6 * second, 7 * second, 'anger', 'happiness']])
  })

  test('need a model that looks at frames', async () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', { trackId: 't', start: 0, end: second, label: 'anger' })
    expect(
      problem(
        await analysisHere(project)['analysis.frameErrors'](
          calls['analysis.frameErrors'].input.parse({ referenceAuthorId: 'anna', candidateAuthorId: 'ben' })
        )
      ).code
    ).toBe('nothing-labelled')
  })
})

describe('ratings far from a model', () => {
  const va = {
    schema: 'affectory.labels/1',
    id: 'va',
    name: 'Valence',
    attributes: [
      { id: 'va', type: 'trace', unit: 'recording', dims: [{ id: 'valence', range: [-1, 1] }], hz: 10 }
    ]
  }

  test('are found in their window, after each recording’s reaction lag was taken out', async () => {
    const { project, recordingId } = labelledProject()
    edit(project, 'anna', 'scheme-save', { document: va })
    const model = (t: number) => 0.5 * Math.sin((t * t) / 9)
    // Anna follows by 1.5 s, and is off by 0.6 where the model is at 30 to 35 s.
    const anna = (t: number) => (t < 1.5 ? NaN : model(t - 1.5) + (t - 1.5 >= 30 && t - 1.5 < 35 ? 0.6 : 0))
    for (const [authorId, rate] of [
      ['anna', anna],
      ['ben', model]
    ] as const) {
      const trackId = `trace-${authorId}`
      edit(project, authorId, 'track-create', {
        id: trackId,
        recordingId,
        schemeId: 'va',
        attributeId: 'va',
        kind: 'trace',
        trace: { mode: 'bounded', rateHz: 10, dims: ['valence'] }
      })
      value(
        project.commitTakes(authorId, [
          {
            take: {
              trackId,
              start: micros(0),
              rateHz: 10,
              dims: ['valence'],
              source: 'import'
            },
            samples: Float64Array.from({ length: 600 }, (_, i) => rate(i / 10))
          }
        ])
      )
    }
    const answer = value(
      await analysisHere(project)['analysis.traceErrors'](
        calls['analysis.traceErrors'].input.parse({ referenceAuthorId: 'anna', candidateAuthorId: 'ben' })
      )
    )
    expect(answer.dimension).toBe('valence')
    expect(answer.lags[0]?.seconds).toBeCloseTo(1.5, 6)
    expect(answer.windows[0]).toMatchObject({ recordingId, start: 30 * second, end: 35 * second })
    expect(answer.windows[0]?.mean).toBeCloseTo(0.6, 3)
    expect(answer.windows[1]?.rms ?? 1).toBeLessThan(0.05)
  })
})
