import { beforeAll, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, putModel, runModel, trackOf } from './tiny-models'

let folder = ''
const talk = {
  ...itemFor('audio', 20),
  tracks: [
    trackOf(
      't',
      { kind: 'utterances' },
      Array.from({ length: 5 }, (_, at) => [2 * at, 2 * at + 1, { text: `turn ${at}` }] as const)
    )
  ]
}

/** 1 where a candidate comes right before its turn, less the farther it lies from there: [K,2] -> [K]. */
function rightBefore(): Uint8Array {
  const graph = new OnnxGraph('before')
  const x = graph.input('x', 'int64', ['B', 2])
  const places = graph.node('Cast', [x], { to: 1 })
  const [turn, candidate] = [0, 1].map((column) =>
    graph.node('Gather', [places, graph.constant('column', [], BigInt64Array.of(BigInt(column)))], {
      axis: 1
    })
  )
  const distance = graph.node('Abs', [
    graph.node('Sub', [graph.node('Sub', [turn ?? '', candidate ?? '']), graph.scalar('one', 1)])
  ])
  graph.node('Sub', [graph.scalar('one', 1), distance], {}, 'y')
  graph.output('y', 'float32', ['B'])
  return graph.encode({})
}

beforeAll(() => {
  folder = makeModelsFolder()
  putModel(
    folder,
    'causes',
    {
      unit: { type: 'pair', tier: 'utterances' },
      bindings: { turns: { modality: 'labels' } },
      inputs: [
        {
          name: 'x',
          dtype: 'int64',
          shape: ['B', 2],
          from: 'turns',
          pipeline: [{ op: 'dialogue.pairs', past: 2, future: 1, return: 'index' }]
        }
      ],
      outputs: [
        {
          id: 'cause',
          name: 'y',
          task: 'pairs',
          target: { scheme: 'emotion-cause', attribute: 'cause' },
          decode: [{ op: 'pairsSelect', threshold: 0.5 }]
        }
      ]
    },
    rightBefore()
  )
})

test('a model of pairs links each turn to the one that it chose among those around it', async () => {
  const ran = await runModel(folder, 'causes', [talk], fakeDecoder({}))
  expect(ran.result.ok).toBe(true)
  expect(
    ran.output('cause').relations.map(({ kind, fromId, toId, score }) => [kind, fromId, toId, score])
  ).toEqual([
    ['cause', 't-1', 't-0', 1],
    ['cause', 't-2', 't-1', 1],
    ['cause', 't-3', 't-2', 1],
    ['cause', 't-4', 't-3', 1]
  ])
})
