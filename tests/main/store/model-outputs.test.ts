import { describe, expect, it } from 'vitest'
import type { Project } from '../../../src/main/store'
import type { PredictedOutputRows } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import { ekman7, minuteOfVideo, newProject, reopen, schemes, value } from './project-fixture'

function runIn(project: Project): { readonly runId: string; readonly recordingId: string } {
  const recordingId = value(project.commitImported(minuteOfVideo())).recordingId
  const vad = schemes.find(({ id }) => id === 'vad-unit')
  if (!vad) throw new Error('there is no scheme vad-unit')
  const { run } = project.createRun({
    modelId: 'mine',
    modelName: 'Mine',
    scheme: ekman7,
    attributeId: 'emotion',
    outputs: [
      { outputId: 'emotion', scheme: ekman7, attributeId: 'emotion' },
      { outputId: 'vad', scheme: vad, attributeId: 'vad' }
    ],
    manifestHash: 'm',
    weightsHash: 'w',
    runtimeVersion: '1',
    providerAsked: 'cpu',
    options: {},
    itemsTotal: 1
  })
  return { runId: run.id, recordingId }
}

function commit(
  project: Project,
  { runId, recordingId }: { readonly runId: string; readonly recordingId: string },
  outputs: readonly PredictedOutputRows[],
  done: readonly string[] = []
): void {
  project.commitPredicted(runId, {
    recordingId,
    tracks: [],
    outputs,
    doneSegmentIds: done,
    recordingDone: false,
    timings: {},
    providerGot: 'cpu'
  })
}

const second = (from: number, label: string) => ({
  start: micros(from * 1e6),
  end: micros((from + 1) * 1e6),
  label,
  flagged: false
})

describe('several outputs of one model', () => {
  it('each have tracks of their own scheme, filled batch by batch', () => {
    const project = newProject()
    const run = runIn(project)
    const lane = (from: number) => ({
      outputId: 'emotion',
      tracks: [{ personKey: 'unit', name: 'Emotion', append: [second(from, 'anger')] }]
    })
    const rated = {
      outputId: 'vad',
      tracks: [
        {
          personKey: 'unit',
          name: 'Vad',
          append: [
            {
              start: micros(0),
              end: micros(1e6),
              flagged: false,
              value: { kind: 'ratings', ratings: { valence: 0.5 } } as const
            }
          ]
        }
      ]
    }
    commit(project, run, [lane(0), rated], ['a'])
    commit(project, run, [lane(1)], ['b'])
    const tracks = project.all('track').filter(({ runId }) => runId === run.runId)
    expect(tracks.map(({ schemeId, attributeId, name }) => [schemeId, attributeId, name])).toEqual([
      ['ekman7', 'emotion', 'Emotion'],
      ['vad-unit', 'vad', 'Vad']
    ])
    expect(tracks.map(({ id }) => project.segmentsOfTrack(id).length)).toEqual([2, 1])
    expect(project.runProgress(run.runId)[0]?.doneSegmentIds).toEqual(['a', 'b'])
  })

  it('a trace is a take of the model, and takes the place of the one before', () => {
    const project = newProject()
    const run = runIn(project)
    const trace = (values: readonly number[]) => [
      {
        outputId: 'vad',
        traces: [
          {
            personKey: 'trace',
            name: 'Vad',
            dims: ['valence', 'arousal'],
            rateHz: 2,
            start: 500_000,
            samples: Float64Array.from(values)
          }
        ]
      }
    ]
    commit(project, run, trace([1, 2, 3, 4]))
    commit(project, run, trace([0.1, 0.2, Number.NaN, 0.4, 0.5, 0.6]))
    const [take, ...more] = project.all('take')
    expect(more).toEqual([])
    expect(take).toMatchObject({
      source: 'model',
      start: 500_000,
      end: 2_000_000,
      count: 3,
      missingCount: 1,
      dims: ['valence', 'arousal']
    })
    if (!take) throw new Error('no take')
    expect([...project.takeSamples(take)]).toEqual([0.1, 0.2, Number.NaN, 0.4, 0.5, 0.6])
    expect(project.get('track', take.trackId)).toMatchObject({
      kind: 'trace',
      runId: run.runId,
      trace: { rateHz: 2 }
    })
  })

  it('embeddings are kept once for each unit, also after the project was closed', () => {
    const project = newProject()
    const run = runIn(project)
    const vector = (unitKey: string, from: number, ...values: readonly number[]) => ({
      unitKey,
      segmentId: unitKey,
      start: from * 1e6,
      end: (from + 1) * 1e6,
      vector: Float32Array.from(values)
    })
    commit(project, run, [{ outputId: 'emb', embeddings: [vector('b', 1, 3, 4), vector('a', 0, 1, 2)] }])
    commit(project, run, [{ outputId: 'emb', embeddings: [vector('b', 1, 5, 6)] }])
    const kept = reopen(project).embeddings(run.runId, 'emb')
    expect(kept.map(({ unitKey, segmentId, vector: values }) => [unitKey, segmentId, [...values]])).toEqual([
      ['a', 'a', [1, 2]],
      ['b', 'b', [5, 6]]
    ])
  })

  it('links are written once, and only between segments that are there', () => {
    const project = newProject()
    const run = runIn(project)
    commit(project, run, [
      {
        outputId: 'emotion',
        tracks: [{ personKey: 'unit', name: 'Emotion', append: [second(0, 'anger'), second(1, 'sadness')] }]
      }
    ])
    const [track] = project.all('track').filter(({ runId }) => runId === run.runId)
    const [from, to] = project.segmentsOfTrack(track?.id ?? '')
    const links = [
      {
        outputId: 'emotion',
        relations: [
          { kind: 'cause', fromId: from?.id ?? '', toId: to?.id ?? '', score: 0.9 },
          { kind: 'cause', fromId: from?.id ?? '', toId: 'gone', score: 0.9 }
        ]
      }
    ]
    commit(project, run, links)
    commit(project, run, links)
    expect(project.all('relation').map(({ kind, fromId, toId }) => [kind, fromId, toId])).toEqual([
      ['cause', from?.id, to?.id]
    ])
  })

  it('a model that gives only vectors needs no scheme', () => {
    const project = newProject()
    const recordingId = value(project.commitImported(minuteOfVideo())).recordingId
    const { run } = project.createRun({
      modelId: 'vectors',
      modelName: 'Vectors',
      manifestHash: '',
      weightsHash: '',
      runtimeVersion: '',
      providerAsked: 'cpu',
      options: {},
      itemsTotal: 1
    })
    commit(project, { runId: run.id, recordingId }, [
      { outputId: 'e', embeddings: [{ unitKey: 'u', start: 0, end: 1, vector: Float32Array.of(1) }] }
    ])
    expect(project.embeddings(run.id)).toHaveLength(1)
    expect(project.all('track').filter(({ runId }) => runId === run.id)).toEqual([])
  })
})
