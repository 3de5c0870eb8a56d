import { beforeAll, describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, putModel, runModel, trackOf } from './tiny-models'

const RATE = 16_000
let folder = ''

/** Each sample of a sound that was read at 2 samples a second, as it is: [B,N] -> [B,N,1]. */
function passedOn(): Uint8Array {
  const graph = new OnnxGraph('pass')
  const x = graph.input('x', 'float32', ['B', 'N'])
  graph.node('Unsqueeze', [x, graph.ints('axes', [-1])], {}, 'y')
  graph.output('y', 'float32', ['B', 'N', 1])
  return graph.encode({})
}

/** Probabilities of two labels for each sample, by its sign: [B,N] -> [B,N,2]. */
function bySign(): Uint8Array {
  const graph = new OnnxGraph('sign')
  const x = graph.input('x', 'float32', ['B', 'N'])
  const up = graph.node('Sigmoid', [graph.node('Mul', [x, graph.scalar('ten', 10)])])
  const down = graph.node('Sub', [graph.scalar('one', 1), up])
  const axes = graph.ints('axes', [-1])
  graph.node(
    'Concat',
    [graph.node('Unsqueeze', [down, axes]), graph.node('Unsqueeze', [up, axes])],
    { axis: -1 },
    'y'
  )
  graph.output('y', 'float32', ['B', 'N', 2])
  return graph.encode({})
}

const bindings = { voice: { modality: 'audio' } } as const
const labels = ['neutral', 'angry']

beforeAll(() => {
  folder = makeModelsFolder()
  putModel(
    folder,
    'song',
    {
      unit: { type: 'window', windowSec: 30, hopSec: 15, anchor: 'start', last: 'pad' },
      bindings,
      runtime: { batch: { max: 4 } },
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 'N'],
          from: 'voice',
          pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: 1000 }, { op: 'audio.fit', sec: 30 }]
        }
      ],
      outputs: [
        {
          id: 'arousal',
          name: 'y',
          task: 'frame-regression',
          target: { scheme: 'va', attribute: 'va', dims: ['arousal'], hz: 1000 }
        }
      ],
      aggregate: [{ from: 'window', to: 'song', method: 'mean-value' }]
    },
    passedOn()
  )
  putModel(
    folder,
    'diarization',
    {
      unit: { type: 'utterance' },
      bindings,
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 'N'],
          from: 'voice',
          pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: 1000 }]
        }
      ],
      outputs: [
        {
          id: 'segments',
          name: 'y',
          task: 'segments',
          target: { scheme: 'zed', attribute: 'emotion', labels },
          decode: [
            { op: 'argmax' },
            { op: 'framesToSegments', hopSec: 0.001, minSec: 0.1, neutral: 'neutral' }
          ]
        },
        {
          id: 'frames',
          name: 'y',
          task: 'frame-classification',
          target: { scheme: 'zed', attribute: 'emotion', labels, hz: 1000 }
        }
      ]
    },
    bySign()
  )
})

describe('models that answer along time', () => {
  // MUS-2 in form: windows of 30 s every 15 s, values a steady number of times a second, overlaps averaged, the song their mean.
  test('overlapping windows make one trace as long as the song, and the song their mean', async () => {
    const seconds = 95
    const samples = Float32Array.from(
      { length: seconds * RATE },
      (_, index) => Math.floor(index / RATE) / 128
    )
    const ran = await runModel(
      folder,
      'song',
      [itemFor('audio', seconds)],
      fakeDecoder({ sound: { rateHz: RATE, samples } })
    )
    expect(ran.result.ok).toBe(true)
    const [trace, ...more] = ran.output('arousal').traces
    expect(more).toEqual([])
    expect(trace).toMatchObject({ dims: ['arousal'], rateHz: 1000, start: 0 })
    expect(trace?.samples.length).toBe(95_000)
    // The filter that resamples rounds the steps off; in the middle of a second its level stands.
    for (const second of [3, 20, 40, 94])
      expect(trace?.samples[second * 1000 + 500]).toBeCloseTo(second / 128, 4)
    const [song, ...others] = ran.segments('arousal')
    expect(others).toEqual([])
    expect([song?.start, song?.end]).toEqual([0, 95e6])
    expect(ran.committed.batches.filter(({ recordingDone }) => recordingDone)).toHaveLength(1)
  })

  // SED: frames to stretches with a least length.
  test('frames become stretches of one label; short ones are neutral', async () => {
    const loud = (second: number): boolean => (second >= 1 && second < 2.5) || (second >= 3 && second < 3.05)
    const samples = Float32Array.from({ length: 4 * RATE }, (_, index) => (loud(index / RATE) ? 0.9 : -0.9))
    const item = {
      ...itemFor('audio', 6),
      tracks: [trackOf('t', { kind: 'utterances' }, [[0, 4, { personId: 'p1' }]])]
    }
    const ran = await runModel(
      folder,
      'diarization',
      [item],
      fakeDecoder({ sound: { rateHz: RATE, samples } })
    )
    expect(ran.result.ok).toBe(true)
    const told = ran
      .segments('segments')
      .map(({ start, end, label, personId }) => [
        Math.round(start / 1e4) / 100,
        Math.round(end / 1e4) / 100,
        label,
        personId
      ])
    expect(told).toEqual([
      [0, 1, 'neutral', 'p1'],
      [1, 2.5, 'angry', 'p1'],
      [2.5, 4, 'neutral', 'p1']
    ])
    expect(ran.segments('frames').filter(({ label }) => label === 'angry')).toHaveLength(2)
  })
})
