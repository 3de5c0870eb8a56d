import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../models/convert/onnx-graph'
import { readModelFolder } from '../../../../src/main/engine/inference/model-folder'
import { listModels } from '../../../../src/main/engine/inference/list-models'
import { fakeDecoder, itemFor } from './fixtures'
import { putModel } from './declared/put-model'
import { makeModelsFolder, runModel, soundFigures, type TinyManifest } from './declared/tiny-models'

/** A manifest with nothing wrong: three figures of each second of sound. */
const good: TinyManifest = {
  unit: { type: 'window', windowSec: 1, hopSec: 1 },
  bindings: { voice: { modality: 'audio' } },
  inputs: [
    {
      name: 'x',
      dtype: 'float32',
      shape: ['B', 'N'],
      from: 'voice',
      pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: 16_000 }]
    }
  ],
  outputs: [
    {
      id: 'figures',
      name: 'y',
      shape: ['B', 3],
      task: 'classification',
      target: { scheme: 'va-bipolar', labels: ['mean', 'most', 'least'] },
      decode: [{ op: 'softmax', axis: -1 }]
    }
  ]
}

const [input] = good.inputs ?? []
const [output] = good.outputs
const withPipeline = (...pipeline: { op: string; [key: string]: unknown }[]) => ({
  ...good,
  inputs: [{ ...input, pipeline }]
})
const withDecode = (...decode: { op: string; [key: string]: unknown }[]) => ({
  ...good,
  outputs: [{ ...output, decode }]
})

/** A graph from x [B,N] to y, made by a few nodes. */
function graphOf(
  make: (graph: OnnxGraph, x: string) => void,
  outputs: readonly (number | string)[] = ['B', 3]
) {
  const graph = new OnnxGraph('hostile')
  const x = graph.input('x', 'float32', ['B', 'N'])
  make(graph, x)
  graph.output('y', 'float32', outputs)
  return graph.encode({})
}

interface Hostile {
  readonly name: string
  /** What is told, of the list or of the run. */
  readonly told: RegExp
  readonly manifest?: unknown
  /** Text of manifest.json, instead of one that can be written. */
  readonly text?: string
  readonly graph?: Uint8Array
  /** Change the folder once it is written. */
  readonly spoil?: (folder: string) => void
}

const manifests: readonly Hostile[] = [
  { name: 'an empty manifest', text: '', told: /not JSON/ },
  { name: 'half a manifest', text: '{"schema": "affectory.model/1", "id"', told: /not JSON/ },
  { name: 'a manifest that is a list', text: '[]', told: /not a model manifest/ },
  { name: 'a manifest that is null', text: 'null', told: /not a model manifest/ },
  { name: 'a manifest of bytes', text: '\u0000\u0001\u0002', told: /not JSON/ },
  {
    name: 'a manifest ten thousand lists deep',
    text: '['.repeat(10_000) + ']'.repeat(10_000),
    told: /manifest/
  },
  { name: 'a page of HTML', text: '<html>404</html>', told: /not JSON/ },
  { name: 'another schema', manifest: { ...good, schema: 'affectory.model/99' }, told: /\/schema/ },
  { name: 'a kind nobody knows', manifest: { ...good, kind: 'python' }, told: /\/kind/ },
  { name: 'no kind', manifest: { ...good, kind: undefined }, told: /kind/ },
  { name: 'no unit', manifest: { ...good, unit: undefined }, told: /unit/ },
  { name: 'a unit nobody knows', manifest: { ...good, unit: { type: 'galaxy' } }, told: /\/unit\/type/ },
  {
    name: 'a window of no length',
    manifest: { ...good, unit: { type: 'window', windowSec: 0, hopSec: 1 } },
    told: /windowSec/
  },
  {
    name: 'a window of negative length',
    manifest: { ...good, unit: { type: 'window', windowSec: -3, hopSec: 1 } },
    told: /windowSec/
  },
  {
    name: 'a hop of nothing',
    manifest: { ...good, unit: { type: 'window', windowSec: 1, hopSec: 0 } },
    told: /hopSec/
  },
  {
    name: 'a hop in words',
    manifest: { ...good, unit: { type: 'window', windowSec: 1, hopSec: 'often' } },
    told: /hopSec/
  },
  { name: 'no inputs', manifest: { ...good, inputs: undefined }, told: /inputs/ },
  { name: 'an empty list of inputs', manifest: { ...good, inputs: [] }, told: /inputs/ },
  { name: 'no outputs', manifest: { ...good, outputs: [] }, told: /\/outputs/ },
  { name: 'an id with a path in it', manifest: { ...good, id: '../../etc' }, told: /\/id/ },
  { name: 'the id of another folder', manifest: { ...good, id: 'somebody-else' }, told: /its folder is/ },
  { name: 'an id of spaces', manifest: { ...good, id: '   ' }, told: /\/id/ },
  { name: 'a field nobody knows', manifest: { ...good, exec: 'rm -rf /' }, told: /"exec"/ },
  {
    name: 'code in a step',
    manifest: withPipeline({ op: 'eval', code: 'process.exit()' }),
    told: /\/inputs\/0\/pipeline\/0\/op/
  },
  {
    name: 'a step that is not built',
    manifest: withPipeline({ op: 'audio.magic' }),
    told: /\/inputs\/0\/pipeline\/0\/op/
  },
  { name: 'a step without a name', manifest: withPipeline({ op: '' }), told: /\/inputs\/0\/pipeline\/0\/op/ },
  {
    name: 'a step called __proto__',
    manifest: withPipeline({ op: '__proto__' }),
    told: /\/inputs\/0\/pipeline\/0\/op/
  },
  {
    name: 'a step called constructor',
    manifest: withPipeline({ op: 'constructor' }),
    told: /\/inputs\/0\/pipeline\/0\/op/
  },
  {
    name: 'a decoding step that is not built',
    manifest: withDecode({ op: 'guess' }),
    told: /\/outputs\/0\/decode\/0\/op/
  },
  { name: 'a rate of nothing', manifest: withPipeline({ op: 'audio.resample', hz: 0 }), told: /hz/ },
  { name: 'a negative rate', manifest: withPipeline({ op: 'audio.resample', hz: -16_000 }), told: /hz/ },
  { name: 'a rate in words', manifest: withPipeline({ op: 'audio.resample', hz: 'fast' }), told: /hz/ },
  {
    name: 'a rate of a billion',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'audio.resample', hz: 1e12 }),
    told: /hz|sound|memory|length/i
  },
  {
    name: 'a spectrum of no points',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'audio.stft', nFft: 0, hop: 1 }),
    told: /nFft/
  },
  {
    name: 'a spectrum with no hop',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'audio.stft', nFft: 512, hop: 0 }),
    told: /hop/
  },
  {
    name: 'a negative number of mel bands',
    manifest: withPipeline(
      { op: 'audio.load' },
      { op: 'audio.stft', nFft: 512, hop: 160 },
      { op: 'audio.mel', nMels: -4 }
    ),
    told: /nMels/
  },
  {
    name: 'mel bands of no spectrum',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'audio.mel', nMels: 40 }),
    told: /audio\.mel/
  },
  {
    name: 'a picture step for a sound',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'image.scale', factor: 2 }),
    told: /image\.scale takes a picture/
  },
  {
    name: 'a text step for a sound',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'text.normalize', lower: true }),
    told: /text\.normalize|words/
  },
  {
    name: 'a tokenizer that is not listed',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'text.tokenize', file: 'tok', maxLen: 10 }),
    told: /tok/
  },
  {
    name: 'a scaler that is not listed',
    manifest: withPipeline({ op: 'audio.load' }, { op: 'feature.scale', file: 'scaler' }),
    told: /scaler/
  },
  {
    name: 'an input of no binding',
    manifest: { ...good, inputs: [{ ...input, from: 'nobody' }] },
    told: /there is no binding "nobody"/
  },
  { name: 'no bindings at all', manifest: { ...good, bindings: undefined }, told: /no binding|no task/ },
  {
    name: 'a modality nobody reads',
    manifest: { ...good, bindings: { voice: { modality: 'smell' } } },
    told: /modality/
  },
  {
    name: 'an input of strings',
    manifest: { ...good, inputs: [{ ...input, dtype: 'string' }] },
    told: /string/
  },
  {
    name: 'an input of complex numbers',
    manifest: { ...good, inputs: [{ ...input, dtype: 'complex64' }] },
    told: /dtype/
  },
  {
    name: 'an axis of length 0',
    manifest: { ...good, inputs: [{ ...input, shape: ['B', 0] }] },
    told: /shape/
  },
  {
    name: 'an axis of a negative length',
    manifest: { ...good, inputs: [{ ...input, shape: [-1, 4] }] },
    told: /shape/
  },
  {
    name: 'an input without branches or binding',
    manifest: { ...good, inputs: [{ ...input, from: undefined }] },
    told: /from|branches/
  },
  {
    name: 'an output of an unknown task',
    manifest: { ...good, outputs: [{ ...output, task: 'mind-reading' }] },
    told: /task/
  },
  {
    name: 'an output without a target',
    manifest: { ...good, outputs: [{ ...output, target: undefined }] },
    told: /target/
  },
  {
    name: 'a select beyond the numbers',
    manifest: withDecode({ op: 'select', range: [2, 90] }),
    told: /select/
  },
  {
    name: 'a map of labels that are not there',
    manifest: withDecode({ op: 'softmax', axis: -1 }, { op: 'labelMap', groups: { joy: ['nothing'] } }),
    told: /nothing|labelMap/
  },
  {
    name: 'a softmax at no temperature',
    manifest: withDecode({ op: 'softmax', temperature: 0 }),
    told: /temperature/
  },
  {
    name: 'labels for more numbers than come',
    manifest: {
      ...good,
      outputs: [{ ...output, target: { scheme: 'x', labels: ['a', 'b', 'c', 'd', 'e'] } }]
    },
    told: /label/
  },
  { name: 'a batch of 0', manifest: { ...good, runtime: { batch: { max: 0 } } }, told: /batch/ },
  {
    name: 'a provider nobody knows',
    manifest: { ...good, runtime: { providers: ['quantum'] } },
    told: /providers/
  },
  {
    name: 'a file above the folder',
    manifest: { ...good, files: { model: { path: '../../etc/x.onnx', role: 'model' } } },
    told: /\/files\/model\/path/
  },
  {
    name: 'a file by its absolute path',
    manifest: { ...good, files: { model: { path: '/etc/passwd', role: 'model' } } },
    told: /\/files\/model\/path/
  },
  {
    name: 'a file that is not there',
    manifest: { ...good, files: { model: { path: 'gone.onnx', role: 'model' } } },
    told: /gone\.onnx is missing/
  },
  {
    name: 'no file for the model',
    manifest: { ...good, files: { model: { path: 'model.onnx', role: 'vocab' } } },
    told: /no file with the role "model"/
  },
  {
    name: 'a wrong hash',
    manifest: { ...good, files: { model: { path: 'model.onnx', role: 'model', sha256: 'a'.repeat(64) } } },
    told: /SHA-256/
  },
  {
    name: 'a hash that is none',
    manifest: { ...good, files: { model: { path: 'model.onnx', role: 'model', sha256: 'abc' } } },
    told: /sha256/
  },
  {
    name: 'a role nobody knows',
    manifest: { ...good, files: { model: { path: 'model.onnx', role: 'virus' } } },
    told: /role/
  },
  {
    name: 'a folder for the model',
    manifest: good,
    spoil: (folder) => {
      rmSync(join(folder, 'model.onnx'))
      mkdirSync(join(folder, 'model.onnx'))
    },
    told: /model\.onnx/
  },
  {
    name: 'a link out of the folder',
    manifest: good,
    spoil: (folder) => {
      rmSync(join(folder, 'model.onnx'))
      symlinkSync('/etc/hostname', join(folder, 'model.onnx'))
    },
    told: /outside its model folder/
  },
  {
    name: 'a link to nowhere',
    manifest: good,
    spoil: (folder) => {
      rmSync(join(folder, 'model.onnx'))
      symlinkSync('/nowhere/at/all', join(folder, 'model.onnx'))
    },
    told: /is missing/
  },
  {
    name: 'no manifest at all',
    manifest: good,
    spoil: (folder) => rmSync(join(folder, 'manifest.json')),
    told: /cannot be read/
  },
  {
    name: 'a folder for the manifest',
    manifest: good,
    spoil: (folder) => {
      rmSync(join(folder, 'manifest.json'))
      mkdirSync(join(folder, 'manifest.json'))
    },
    told: /cannot be read/
  },
  {
    name: 'a self-test that fails',
    manifest: {
      ...good,
      selfTest: [{ name: 'mine', stage: 'model', fixture: 'gone.json', expect: { y: { values: [1] } } }]
    },
    told: /not trusted.*mine/
  },
  {
    name: 'a self-test of no stage',
    manifest: { ...good, selfTest: [{ name: 'mine', stage: 'magic', expect: {} }] },
    told: /stage/
  },
  {
    name: 'an aggregation nobody knows',
    manifest: { ...good, aggregate: [{ to: 'utterance', method: 'vibes' }] },
    told: /aggregate/
  },
  {
    name: 'an aggregation to a place nobody knows',
    manifest: { ...good, aggregate: [{ to: 'universe', method: 'mean-prob' }] },
    told: /aggregate/
  },
  {
    name: 'a fusion without members',
    manifest: { ...good, kind: 'fusion', fusion: { members: [], combine: 'mean' } },
    told: /members/
  },
  { name: 'a fusion without a fusion', manifest: { ...good, kind: 'fusion' }, told: /fusion/ },
  { name: 'a probe on nothing', manifest: { ...good, kind: 'probe' }, told: /probe/ },
  { name: 'a bundle without members', manifest: { ...good, kind: 'bundle' }, told: /bundle/ },
  { name: 'an external model without a format', manifest: { ...good, kind: 'external' }, told: /external/ }
]

const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => (i * 73 + 11) % 256)

const graphs: readonly Hostile[] = [
  { name: 'an empty file', graph: new Uint8Array(0), told: /cannot be opened|protobuf|parse/i },
  { name: 'random bytes', graph: bytes(4096), told: /cannot be opened/ },
  { name: 'a text file', graph: new TextEncoder().encode('this is not a model'), told: /cannot be opened/ },
  {
    name: 'a picture',
    graph: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13),
    told: /cannot be opened/
  },
  {
    name: 'a pickle',
    graph: Uint8Array.of(0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, 0x8c),
    told: /cannot be opened/
  },
  { name: 'a zip', graph: Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0), told: /cannot be opened/ },
  {
    name: 'half a model',
    graph: soundFigures(),
    spoil: (folder) => truncateSync(join(folder, 'model.onnx'), 60),
    told: /cannot be opened/
  },
  {
    name: 'a model without its last byte',
    graph: soundFigures(),
    spoil: (folder) => truncateSync(join(folder, 'model.onnx'), soundFigures().length - 1),
    told: /cannot be opened/
  },
  {
    name: 'operators from the future',
    graph: (() => {
      const graph = new OnnxGraph('future', 99)
      graph.node('Identity', [graph.input('x', 'float32', ['B', 'N'])], {}, 'y')
      graph.output('y', 'float32', ['B', 'N'])
      return graph.encode({})
    })(),
    told: /opset/i
  },
  {
    name: 'an operator that does not exist',
    graph: graphOf((graph, x) => void graph.node('Telepathy', [x], {}, 'y')),
    told: /Telepathy/
  },
  {
    name: 'a node that reads what nobody makes',
    graph: graphOf((graph) => void graph.node('Identity', ['nobody'], {}, 'y')),
    told: /nobody|cannot be opened/
  },
  {
    name: 'an output that nobody makes',
    graph: graphOf((graph, x) => void graph.node('Identity', [x], {}, 'z')),
    told: /cannot be opened|y/
  },
  {
    name: 'a graph in a circle',
    graph: graphOf((graph, x) => {
      graph.node('Add', [x, 'b'], {}, 'a')
      graph.node('Add', ['a', x], {}, 'b')
      graph.node('Identity', ['b'], {}, 'y')
    }),
    told: /cannot be opened|cycle|acyclic/i
  },
  {
    name: 'inputs of another name',
    graph: (() => {
      const graph = new OnnxGraph('names')
      graph.node('Identity', [graph.input('waveform', 'float32', ['B', 'N'])], {}, 'y')
      graph.output('y', 'float32', ['B', 'N'])
      return graph.encode({})
    })(),
    told: /waveform|"x"|input/i
  },
  {
    name: 'outputs of another name',
    graph: (() => {
      const graph = new OnnxGraph('names')
      graph.node('Identity', [graph.input('x', 'float32', ['B', 'N'])], {}, 'z')
      graph.output('z', 'float32', ['B', 'N'])
      return graph.encode({})
    })(),
    told: /"?y"?|output/
  },
  {
    name: 'inputs of another type',
    graph: (() => {
      const graph = new OnnxGraph('types')
      const x = graph.input('x', 'int64', ['B', 'N'])
      graph.node('Cast', [x], { to: 1 }, 'y')
      graph.output('y', 'float32', ['B', 'N'])
      return graph.encode({})
    })(),
    told: /type|int64/i
  },
  {
    name: 'inputs of another shape',
    graph: (() => {
      const graph = new OnnxGraph('shapes')
      graph.node('Identity', [graph.input('x', 'float32', ['B', 7])], {}, 'y')
      graph.output('y', 'float32', ['B', 7])
      return graph.encode({})
    })(),
    told: /dimension|shape|7/i
  },
  {
    name: 'an answer for another number of units',
    graph: graphOf(
      (graph) => void graph.node('Identity', [graph.constant('c', [5, 3], new Float32Array(15))], {}, 'y'),
      [5, 3]
    ),
    told: /5 rows for/
  },
  {
    name: 'answers that are no numbers',
    graph: graphOf((graph, x) => {
      const mean = graph.node('ReduceMean', [x], { axes: [1], keepdims: 1 })
      const zero = graph.node('Sub', [mean, mean])
      const nan = graph.node('Div', [zero, zero])
      graph.node('Concat', [nan, nan, nan], { axis: 1 }, 'y')
    }),
    told: /not a number|no number|NaN/i
  },
  {
    name: 'answers without end',
    graph: graphOf((graph, x) => {
      const mean = graph.node('ReduceMean', [x], { axes: [1], keepdims: 1 })
      const zero = graph.node('Sub', [mean, mean])
      const one = graph.node('Exp', [zero])
      const inf = graph.node('Div', [one, zero])
      graph.node('Concat', [inf, inf, inf], { axis: 1 }, 'y')
    }),
    told: /not a number|no number|infinite|NaN/i
  },
  {
    name: 'an array larger than any memory',
    graph: graphOf(
      (graph) => {
        const shape = graph.ints('shape', [1_000_000, 1_000_000, 1_000])
        graph.node('ConstantOfShape', [shape], {}, 'y')
      },
      ['A', 'C', 'D']
    ),
    told: /memory|alloc|overflow|size|cannot be opened/i
  },
  {
    name: 'external data that is not there',
    graph: graphOf((graph, x) => void graph.node('Identity', [x], {}, 'y')),
    manifest: {
      ...good,
      files: {
        model: { path: 'model.onnx', role: 'model' },
        data: { path: 'weights.bin', role: 'externalData' }
      }
    },
    told: /weights\.bin is missing/
  }
]

const sound = {
  sound: { rateHz: 16_000, samples: new Float32Array(48_000).map((_, i) => Math.sin(i / 9) / 2) }
}

/** What is said of a folder: by the list, or by a run where the list has nothing against it. */
async function toldOf({ manifest, text, graph, spoil }: Hostile): Promise<string> {
  const parent = makeModelsFolder()
  putModel(parent, 'model', (manifest ?? good) as TinyManifest, graph ?? soundFigures())
  const folder = join(parent, 'model')
  if (text !== undefined) writeFileSync(join(folder, 'manifest.json'), text)
  spoil?.(folder)
  const { info } = await readModelFolder(folder)
  if (info.problem) return info.problem.message
  const ran = await runModel(parent, 'model', [itemFor('audio', 3)], fakeDecoder(sound))
  const problems = ran.committed.problems.join(' ')
  return `${ran.result.ok ? '' : ran.result.error.message} ${problems}`.trim()
}

describe('hostile and broken models', () => {
  test('are a hundred', () => expect(manifests.length + graphs.length).toBeGreaterThanOrEqual(100))

  test('the manifest that they all spoil is right', async () => {
    const parent = makeModelsFolder()
    putModel(parent, 'model', good, soundFigures())
    const ran = await runModel(parent, 'model', [itemFor('audio', 3)], fakeDecoder(sound))
    expect(ran.result).toMatchObject({ ok: true })
    expect(ran.segments('figures')).toHaveLength(3)
  })

  test.each([...manifests, ...graphs].map((hostile) => [hostile.name, hostile] as const))(
    '%s: a sentence, and nothing else',
    async (_, hostile) => {
      const told = await toldOf(hostile)
      expect(told).toMatch(hostile.told)
      expect(told).not.toMatch(/undefined|\[object|at .*\.ts:\d/)
    }
  )

  test('a folder full of them lists all of them, each with its problem, and the good one among them', async () => {
    const parent = makeModelsFolder()
    for (const [index, { text }] of manifests.filter((hostile) => hostile.text !== undefined).entries()) {
      mkdirSync(join(parent, `bad-${index}`))
      writeFileSync(join(parent, `bad-${index}`, 'manifest.json'), text ?? '')
    }
    putModel(parent, 'model', good, soundFigures())
    const listed = await listModels({ modelsFolder: parent, threads: 1 })
    expect(listed.filter(({ problem }) => problem === undefined).map(({ id }) => id)).toEqual(['model'])
    expect(listed.length).toBeGreaterThan(6)
  })
})
