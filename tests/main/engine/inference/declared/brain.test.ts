import { beforeAll, describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { BRAIN_LABELS, brainEdf } from '../../../../fixtures/brain-edf'
import { signalItem } from '../../../../fixtures/signal-item'
import { fakeDecoder } from '../fixtures'
import { makeModelsFolder, putModel, runModel, trackOf } from './tiny-models'

/** Twelve electrodes of the generated EEG, and one that it does not have. */
const CHANNELS = [...BRAIN_LABELS.filter((label) => label !== 'EOG'), 'Fz']
const GRID = [
  [null, 'Fp1', null, 'Fp2', null],
  [null, 'F3', 'Fz', 'F4', null],
  [null, 'C3', 'Cz', 'C4', null],
  [null, 'P3', 'Pz', 'P4', null],
  [null, 'O1', null, 'O2', null]
]
const BANDS = { theta: [4, 8], alpha: [8, 14], beta: [14, 31] }
const CELLS = GRID.flat().length

let folder = ''
beforeAll(() => {
  folder = makeModelsFolder()
  const graph = new OnnxGraph('grid')
  const grid = graph.input('de_grid', 'float32', ['B', 3, 5, 5])
  const near = graph.input('adjacency', 'float32', [CHANNELS.length, CHANNELS.length])
  graph.node('Flatten', [grid], { axis: 1 }, 'cells')
  // Links of all channels, beside the three bands' means: the graph belongs to the batch as a whole.
  const means = graph.node('ReduceMean', [grid], { axes: [2, 3], keepdims: 0 })
  graph.node('Mul', [means, graph.node('ReduceSum', [near], { keepdims: 0 })], {}, 'logits')
  graph.output('cells', 'float32', ['B', 75])
  graph.output('logits', 'float32', ['B', 3])
  putModel(
    folder,
    'grid',
    {
      unit: { type: 'window', tier: 'trials', windowSec: 1, hopSec: 1, last: 'drop' },
      bindings: { eeg: { modality: 'eeg', channels: CHANNELS, minHz: 100, whenMissing: 'error' } },
      runtime: { batch: { max: 16 } },
      inputs: [
        {
          name: 'de_grid',
          dtype: 'float32',
          shape: ['B', 3, 5, 5],
          from: 'eeg',
          pipeline: [
            { op: 'signal.pick', channels: 'binding', missing: 'interpolate' },
            { op: 'signal.reference', to: 'average' },
            { op: 'signal.resample', hz: 100 },
            {
              op: 'signal.filter',
              kind: 'bandpass',
              low: 1,
              high: 45,
              order: 4,
              phase: 'zero',
              design: 'butter'
            },
            { op: 'signal.filter', kind: 'notch', low: 39, high: 41, phase: 'zero' },
            { op: 'signal.baseline', mode: 'subtract', from: -2, to: 0 },
            { op: 'eeg.de', bands: BANDS, method: 'filter-var', logBase: 'e', order: 4, phase: 'zero' },
            { op: 'eeg.smooth', movingAverage: 5 },
            { op: 'signal.normalize', scope: 'participant' },
            { op: 'eeg.grid', layout: GRID, fill: 0 }
          ]
        },
        {
          name: 'adjacency',
          dtype: 'float32',
          shape: [CHANNELS.length, CHANNELS.length],
          from: 'eeg',
          pipeline: [{ op: 'eeg.connectivity', measure: 'distance', topK: 4, binary: true }]
        }
      ],
      outputs: [
        {
          id: 'cells',
          name: 'cells',
          task: 'embedding',
          target: { scheme: 'none' },
          decode: [{ op: 'embedding' }]
        },
        {
          id: 'emotion',
          name: 'logits',
          task: 'classification',
          target: { scheme: 'three', attribute: 'emotion', labels: ['negative', 'neutral', 'positive'] },
          decode: [{ op: 'softmax', axis: -1 }]
        }
      ],
      aggregate: [{ from: 'window', to: 'trial', method: 'mean-prob' }]
    },
    graph.encode({})
  )
})

describe('a model on the scalp, run as its manifest says', () => {
  test('windows of trials become grids of features that are standardised over the participant, one answer a trial', async () => {
    const trials = [
      [5, 15],
      [20, 32],
      [40, 50]
    ] as const
    const item = {
      ...(await signalItem({ 'brain.edf': brainEdf() }, 60)),
      tracks: [trackOf('Trials', {}, trials)]
    }
    const ran = await runModel(folder, 'grid', [item], fakeDecoder({}))
    expect(ran.committed.problems).toEqual([])
    expect(ran.result).toMatchObject({ ok: true })
    const vectors = ran.output('cells').embeddings.map(({ vector }) => vector)
    // One a second: 10, 12 and 10.
    expect(vectors).toHaveLength(32)
    for (let band = 0; band < 3; band++)
      for (const [cell, name] of GRID.flat().entries()) {
        const values = vectors.map((vector) => vector[band * CELLS + cell] ?? NaN)
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
        if (name === null) expect(values.every((value) => value === 0)).toBe(true)
        else {
          expect(mean).toBeCloseTo(0, 4)
          expect(spread).toBeCloseTo(1, 4)
        }
      }
    const segments = ran.segments('emotion')
    expect(segments.map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual(
      trials.map((trial) => [...trial])
    )
    const total = Object.values(segments[0]?.scores ?? {}).reduce((sum, value) => sum + value, 0)
    expect(total).toBeCloseTo(1, 5)
  })

  test('from two electrodes eleven cannot be made, and the run says so', async () => {
    const item = await signalItem({ 'brain.edf': brainEdf() }, 60)
    const renamed = {
      ...item,
      streams: item.streams?.map((input) => ({
        ...input,
        stream: {
          ...input.stream,
          info: {
            ...input.stream.info,
            channels: input.stream.info.channels?.map((channel) => ({
              ...channel,
              bad: channel.label !== 'Cz' && channel.label !== 'Pz'
            }))
          }
        }
      })),
      tracks: [trackOf('Trials', {}, [[5, 15]])]
    }
    const ran = await runModel(folder, 'grid', [renamed], fakeDecoder({}))
    // Two electrodes are too few to make eleven from.
    expect(ran.committed.problems.join(' ') + JSON.stringify(ran.result)).toMatch(/electrodes|interpolat/)
    expect(ran.segments('emotion')).toEqual([])
  })
})
