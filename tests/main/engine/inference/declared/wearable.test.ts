import { beforeAll, describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import type { ManifestInput } from '../../../../../src/main/engine/inference/manifest'
import type { PredictItem } from '../../../../../src/main/engine/protocol'
import { micros } from '../../../../../src/shared/domain/time'
import { signalItem } from '../../../../fixtures/signal-item'
import { fakeDecoder } from '../fixtures'
import { makeModelsFolder, putModel, runModel, trackOf } from './tiny-models'

/** A watch of 60 s: heart rate once, movement twenty times a second. */
const heart = (second: number): number => 60 + second
const axes = (i: number): readonly number[] => [
  Math.sin(i / 7),
  Math.cos(i / 5),
  1 + (i % 20) / 20,
  10 * Math.sin(i / 11),
  (i % 40) - 20,
  5
]
const csv = (header: string, count: number, row: (i: number) => readonly number[]): string =>
  `${header}\n${Array.from({ length: count }, (_, i) =>
    row(i)
      .map((value) => Number(value.toFixed(6)))
      .join(',')
  ).join('\n')}\n`
const watch = (): Promise<PredictItem> =>
  signalItem(
    {
      'heart.csv': csv('time (s),hr', 60, (i) => [i, heart(i)]),
      'motion.csv': csv('time (s),ax,ay,az,gx,gy,gz', 1200, (i) => [i / 20, ...axes(i)])
    },
    60
  )

/** The contract of an MLP over 34 figures of a window: heart rate against what came before, movement by axis and by length. */
const input: ManifestInput = {
  name: 'x',
  dtype: 'float32',
  shape: ['B', 34],
  branches: [
    {
      from: 'hr',
      pipeline: [
        { op: 'signal.resample', hz: 1 },
        { op: 'signal.baseline', mode: 'subtract', from: -10, to: 0 },
        { op: 'signal.stats', features: ['mean', 'std', 'min', 'max', 'slope', 'range'] }
      ]
    },
    {
      from: 'imu',
      pipeline: [
        { op: 'signal.resample', hz: 20 },
        { op: 'signal.stats', features: ['mean', 'std', 'energy', 'zcr'] },
        { op: 'tensor.reshape', shape: [24] }
      ]
    },
    {
      from: 'imu',
      pipeline: [
        { op: 'signal.resample', hz: 20 },
        {
          op: 'signal.derive',
          kind: 'magnitude',
          groups: [
            ['ax', 'ay', 'az'],
            ['gx', 'gy', 'gz']
          ]
        },
        { op: 'signal.stats', features: ['mean', 'std'] }
      ]
    }
  ],
  pipeline: [
    { op: 'tensor.concat', axis: -1 },
    { op: 'feature.scale', file: 'scaler' }
  ]
}

let folder = ''
beforeAll(() => {
  folder = makeModelsFolder()
  const graph = new OnnxGraph('watch')
  const x = graph.input('x', 'float32', ['B', 34])
  graph.node('Identity', [x], {}, 'features')
  // The first figure alone decides: heart rate above the baseline.
  const weights = graph.constant(
    'w',
    [34, 1],
    Float32Array.from({ length: 34 }, (_, i) => (i === 0 ? 1 : 0))
  )
  graph.node('Sigmoid', [graph.node('MatMul', [x, weights])], {}, 'prob')
  graph.output('features', 'float32', ['B', 34])
  graph.output('prob', 'float32', ['B', 1])
  putModel(
    folder,
    'watch',
    {
      unit: { type: 'window', windowSec: 10, hopSec: 5, last: 'drop', tier: 'stimuli' },
      bindings: {
        hr: { modality: 'physio', channels: ['hr'] },
        imu: {
          modality: 'imu',
          channels: ['ax', 'ay', 'az', 'gx', 'gy', 'gz'],
          optional: true,
          whenMissing: 'nan'
        }
      },
      files: { scaler: { path: 'scaler.json', role: 'scaler' } },
      inputs: [input],
      outputs: [
        {
          id: 'arousal',
          name: 'prob',
          task: 'regression',
          target: { scheme: 'a', attribute: 'arousal', dims: ['arousal'] }
        },
        {
          id: 'features',
          name: 'features',
          task: 'embedding',
          target: { scheme: 'none' },
          decode: [{ op: 'embedding' }],
          aux: true
        }
      ]
    },
    graph.encode({}),
    { 'scaler.json': JSON.stringify({ mean: Array(34).fill(0), std: Array(34).fill(1) }) }
  )
})

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const spread = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))

describe('a model on a watch, run as its manifest says', () => {
  test('BIO-4: 60 s in windows of 10 s every 5 s are 11 results, each of its own figures', async () => {
    const ran = await runModel(folder, 'watch', [await watch()], fakeDecoder({}))
    // Nothing lies before the recording: without a trial the baseline has no value, and neither has what is told against it.
    expect(ran.committed.problems).toEqual([
      'Recording 1: watch gave no number 11 times; no label was written there.'
    ])
    expect(ran.result.ok).toBe(true)
    const vectors = ran.output('features').embeddings
    expect(vectors.map(({ start }) => start / 1e6)).toEqual([...Array(11).keys()].map((i) => 5 * i))
    // Window 4, seconds 20 to 30.
    const samples = Array.from({ length: 200 }, (_, i) => axes(400 + i))
    const axis = (at: number) => samples.map((row) => row[at] ?? NaN)
    const vector = [...(vectors[4]?.vector ?? [])]
    expect(vector.slice(0, 6).every((value) => Number.isNaN(value))).toBe(true)
    for (let at = 0; at < 6; at++) {
      expect(vector[6 + 4 * at]).toBeCloseTo(mean(axis(at)), 4)
      expect(vector[7 + 4 * at]).toBeCloseTo(spread(axis(at)), 4)
      expect(vector[8 + 4 * at]).toBeCloseTo(mean(axis(at).map((value) => value ** 2)), 3)
    }
    const lengths = samples.map(([x = 0, y = 0, z = 0]) => Math.hypot(x, y, z))
    expect(vector[30]).toBeCloseTo(mean(lengths), 4)
    expect(vector[31]).toBeCloseTo(spread(lengths), 4)
  })

  test('windows of a stimulus are told against the ten seconds before it', async () => {
    const item = { ...(await watch()), tracks: [trackOf('Stimuli', {}, [[20, 40]])] }
    const ran = await runModel(folder, 'watch', [item], fakeDecoder({}))
    expect(ran.committed.problems).toEqual([])
    const vectors = ran.output('features').embeddings
    expect(vectors.map(({ start }) => start / 1e6)).toEqual([20, 25, 30])
    // Before it 70 to 79, mean 74.5. In the first window 80 to 89: mean 84.5, slope 1 a second.
    expect([...(vectors[0]?.vector ?? [])].slice(0, 6).map((value) => Math.round(value * 1e4) / 1e4)).toEqual(
      [10, 2.8723, 5.5, 14.5, 1, 9]
    )
  })

  test('without movement its figures are missing, and without a heart rate the recording is told', async () => {
    const item = await watch()
    const [heartOnly, motionOnly] = [item.streams?.slice(0, 1), item.streams?.slice(1)]
    const tracks = [trackOf('Stimuli', {}, [[20, 40]])]
    const ran = await runModel(folder, 'watch', [{ ...item, tracks, streams: heartOnly }], fakeDecoder({}))
    const vector = [...(ran.output('features').embeddings[0]?.vector ?? [])]
    expect(vector[0]).toBeCloseTo(10, 6)
    expect(vector.slice(6).every((value) => Number.isNaN(value))).toBe(true)
    const none = await runModel(folder, 'watch', [{ ...item, tracks, streams: motionOnly }], fakeDecoder({}))
    expect(none.result).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('the model reads the channels hr') }
    })
  })

  test('a stream that begins 200 ms later moves every window by 200 ms', async () => {
    const item = await watch()
    const later: PredictItem = {
      ...item,
      tracks: [trackOf('Stimuli', {}, [[20, 40]])],
      streams: item.streams?.map((input) => ({
        ...input,
        stream: { ...input.stream, offset: micros(200_000) }
      }))
    }
    const ran = await runModel(folder, 'watch', [later], fakeDecoder({}))
    const vector = ran.output('features').embeddings[0]?.vector ?? new Float32Array()
    // Four samples of 20 Hz: the window holds samples 396 to 595.
    const samples = Array.from({ length: 200 }, (_, i) => axes(396 + i)[0] ?? NaN)
    expect(vector[6]).toBeCloseTo(mean(samples), 4)
  })
})
