import { beforeAll, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import type { PredictItem } from '../../../../../src/main/engine/protocol'
import { fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, putModel, runModel, trackOf } from './tiny-models'

let folder = ''

/** Twice what goes in. */
function twice(shape: readonly (string | number)[]): Uint8Array {
  const graph = new OnnxGraph('twice')
  const x = graph.input('x', 'float32', shape)
  graph.node('Add', [x, x], {}, 'y')
  graph.output('y', 'float32', shape)
  return graph.encode({})
}

beforeAll(() => {
  folder = makeModelsFolder()
  const step = { op: 'feature.fromModel', model: 'before', output: 'emb' }
  const bindings = { f: { modality: 'feature' } } as const
  putModel(
    folder,
    'of-turns',
    {
      unit: { type: 'utterance', tier: 'utterances' },
      bindings,
      inputs: [{ name: 'x', dtype: 'float32', shape: ['B', 2], from: 'f', pipeline: [step] }],
      outputs: [{ id: 'o', name: 'y', task: 'regression', target: { scheme: 's', dims: ['p', 'q'] } }]
    },
    twice(['B', 2])
  )
  putModel(
    folder,
    'of-dialogues',
    {
      unit: { type: 'dialogue' },
      bindings,
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['T', 2],
          from: 'f',
          pipeline: [step, { op: 'dialogue.stack' }]
        }
      ],
      outputs: [
        { id: 'o', name: 'y', task: 'sequence-classification', target: { scheme: 's', labels: ['p', 'q'] } }
      ]
    },
    twice(['T', 2])
  )
})

const item: PredictItem = {
  ...itemFor('audio', 10),
  tracks: [
    trackOf('t', { kind: 'utterances' }, [
      [0, 1, { text: 'one' }],
      [2, 3, { text: 'two', personId: 'p1' }],
      [4, 5, { text: 'three' }]
    ])
  ],
  upstream: [
    {
      modelId: 'before',
      outputId: 'emb',
      segmentId: 't-1',
      start: 2e6,
      end: 3e6,
      vector: Float32Array.of(0.25, 0.5)
    },
    {
      modelId: 'before',
      outputId: 'emb',
      segmentId: 't-0',
      start: 0,
      end: 1e6,
      vector: Float32Array.of(1, 0)
    },
    {
      modelId: 'other',
      outputId: 'emb',
      segmentId: 't-2',
      start: 4e6,
      end: 5e6,
      vector: Float32Array.of(9, 9)
    }
  ]
}

test('a model stands on what another gave for the same turns; a turn without is left out and told', async () => {
  const ran = await runModel(folder, 'of-turns', [item], fakeDecoder({}))
  expect(ran.result.ok).toBe(true)
  expect(
    ran.segments('o').map(({ start, value }) => [start / 1e6, value?.kind === 'ratings' && value.ratings])
  ).toEqual([
    [0, { p: 2, q: 0 }],
    [2, { p: 0.5, q: 1 }]
  ])
  expect(ran.committed.problems).toEqual([expect.stringContaining('nothing of “f” was found for 1 of 3')])
})

test('a model of whole conversations gets a row for each turn and answers each turn', async () => {
  const ran = await runModel(folder, 'of-dialogues', [item], fakeDecoder({}))
  expect(ran.result.ok).toBe(true)
  expect(ran.segments('o').map(({ start, label, personId }) => [start / 1e6, label, personId])).toEqual([
    [0, 'p', undefined],
    [2, 'q', 'p1'],
    [4, 'p', undefined]
  ])
})

test('without anything of the model before, the recording is told to need it', async () => {
  const { upstream: _, ...bare } = item
  const ran = await runModel(folder, 'of-turns', [bare], fakeDecoder({}))
  expect(!ran.result.ok && ran.result.error.message).toContain('before has said nothing of it yet')
})
