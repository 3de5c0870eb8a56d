import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, putModel, runModel, soundFigures, trackOf, type TinyManifest } from './tiny-models'

const RATE = 16_000
const folder = makeModelsFolder()
const item = {
  ...itemFor('audio', 4),
  tracks: [
    trackOf('t', { kind: 'utterances' }, [
      [0, 1],
      [2, 3]
    ])
  ]
}
const decoder = fakeDecoder({ sound: { rateHz: RATE, samples: new Float32Array(4 * RATE).fill(0.25) } })

const manifest: TinyManifest = {
  unit: { type: 'utterance', tier: 'utterances' },
  bindings: { voice: { modality: 'audio' } },
  inputs: [
    {
      name: 'x',
      dtype: 'float32',
      shape: ['B', 'N'],
      from: 'voice',
      pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: RATE }]
    }
  ],
  outputs: [{ id: 'o', name: 'y', task: 'regression', target: { scheme: 's', dims: ['a', 'b', 'c'] } }]
}

/** What a run of a model says when it goes wrong. */
async function fault(id: string, graph: Uint8Array, change: Partial<TinyManifest> = {}): Promise<string> {
  putModel(folder, id, { ...manifest, ...change }, graph)
  const { result } = await runModel(folder, id, [item], decoder)
  return result.ok ? '' : result.error.message
}

describe('models that are broken', () => {
  test('the whole one works', async () => expect(await fault('whole', soundFigures())).toBe(''))

  test('a file that is cut off, and one that is no network, are told as not to be opened', async () => {
    expect(await fault('cut', soundFigures().subarray(0, 60))).toMatch(/model\.onnx cannot be opened/)
    expect(await fault('text', Buffer.from('not a network'))).toMatch(/model\.onnx cannot be opened/)
    expect(await fault('empty', new Uint8Array())).toMatch(/model\.onnx cannot be opened/)
  })

  test('an input or output that the network has not is named', async () => {
    const inputs = (manifest.inputs ?? []).map((input) => ({ ...input, name: 'wave' }))
    expect(await fault('no-input', soundFigures(), { inputs })).toMatch(/wave|input/i)
    const outputs = manifest.outputs.map((output) => ({ ...output, name: 'logits' }))
    expect(await fault('no-output', soundFigures(), { outputs })).toMatch(/logits/)
  })

  test('numbers of the wrong kind or shape are told by the recording they came up in', async () => {
    const inputs = (manifest.inputs ?? []).map((input) => ({
      ...input,
      pipeline: [...input.pipeline, { op: 'tensor.cast', dtype: 'int64' }]
    }))
    expect(await fault('wrong-type', soundFigures(), { inputs })).toMatch(
      /Recording 1: the model stopped at this recording/
    )
    const three = (manifest.inputs ?? []).map((input) => ({
      ...input,
      shape: ['B', 1, 'N'],
      pipeline: [...input.pipeline, { op: 'tensor.unsqueeze', axis: 0 }]
    }))
    expect(await fault('wrong-shape', soundFigures(), { inputs: three })).toMatch(
      /Recording 1: the model stopped at this recording/
    )
  })

  test('an operator set from the future is told, not run', async () => {
    const graph = new OnnxGraph('future', 999)
    graph.input('x', 'float32', ['B', 'N'])
    graph.node('Identity', ['x'], {}, 'y')
    graph.output('y', 'float32', ['B', 'N'])
    expect(await fault('future', graph.encode({}))).toMatch(/cannot be opened.*(opset|999)/i)
  })

  test('answers that are no numbers are counted, and nothing is written of them', async () => {
    const graph = new OnnxGraph('nan')
    const x = graph.input('x', 'float32', ['B', 'N'])
    const mean = graph.node('ReduceMean', [x], { axes: [1], keepdims: 1 })
    const nothing = graph.node('Sqrt', [graph.node('Sub', [mean, graph.scalar('ten', 10)])])
    graph.node('Concat', [nothing, nothing, nothing], { axis: 1 }, 'y')
    graph.output('y', 'float32', ['B', 3])
    putModel(folder, 'nan', manifest, graph.encode({}))
    const ran = await runModel(folder, 'nan', [item], decoder)
    expect(ran.result.ok).toBe(true)
    expect(ran.segments('o')).toEqual([])
    expect(ran.committed.problems).toEqual([expect.stringContaining('nan gave no number 2 times')])
  })

  test('one recording that fails does not keep the others from being done', async () => {
    const broken = { ...item, recording: { ...item.recording, id: 'r2', name: 'Broken' } }
    let calls = 0
    const moody = {
      ...decoder,
      audio: (request: Parameters<typeof decoder.audio>[0]) => {
        if (calls++ === 0) throw new Error('the disk is gone')
        return decoder.audio(request)
      }
    }
    putModel(folder, 'two', manifest, soundFigures())
    const ran = await runModel(folder, 'two', [broken, item], moody)
    expect(!ran.result.ok && ran.result.error.message).toMatch(/1 of 2 recordings could not be read/)
    expect(ran.segments('o')).toHaveLength(2)
  })

  test('weights that grow beyond memory end as a sentence', async () => {
    const graph = new OnnxGraph('giant')
    graph.input('x', 'float32', ['B', 'N'])
    const shape = graph.ints('shape', [1_000_000, 1_000_000, 1000])
    graph.node('Expand', [graph.scalar('one', 1), shape], {}, 'y')
    graph.output('y', 'float32', [1_000_000, 1_000_000, 1000])
    expect(await fault('giant', graph.encode({}))).not.toBe('')
  })
})

test('a file of weights that changed since the manifest was written is refused', async () => {
  putModel(
    folder,
    'changed',
    { ...manifest, files: { model: { path: 'model.onnx', role: 'model', sha256: 'a'.repeat(64) } } },
    soundFigures()
  )
  writeFileSync(join(folder, 'changed', 'card.md'), '')
  const { result } = await runModel(folder, 'changed', [item], decoder)
  expect(!result.ok && result.error.message).toMatch(/its manifest expects a{64}/)
})
