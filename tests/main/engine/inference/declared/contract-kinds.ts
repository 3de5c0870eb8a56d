import { join } from 'node:path'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import {
  openDeclaredModel,
  type DeclaredModel
} from '../../../../../src/main/engine/inference/declared/declared-model'
import type { PreparedUnit } from '../../../../../src/main/engine/inference/declared/prepare-unit'
import type {
  ManifestInput,
  ManifestOutput,
  OutputTask
} from '../../../../../src/main/engine/inference/manifest'
import type { ModelInput } from '../../../../../src/main/engine/inference/ops/value'
import { readModelFolder } from '../../../../../src/main/engine/inference/model-folder'
import { micros } from '../../../../../src/shared/domain/time'
import { putModel } from './tiny-models'

/** An input of a tiny model: its declared shape and how long it is for unit `i`. */
interface KindInput {
  readonly name: string
  readonly dtype: 'float32' | 'int64'
  readonly shape: readonly (number | string)[]
  /** Without the batch. */
  readonly dims: (i: number) => readonly number[]
  /** Axis that may be filled up in a batch. */
  readonly fill?: number
}

interface KindOutput {
  readonly id: string
  readonly task: OutputTask
  readonly shape: readonly (number | string)[]
}

/** The smallest graph that keeps one of the contracts K1 to K16. */
export interface Kind {
  readonly id: string
  readonly what: string
  readonly inputs: readonly KindInput[]
  readonly outputs: readonly KindOutput[]
  /** Nodes from the inputs to outputs called as the outputs are. */
  readonly graph: (graph: OnnxGraph) => void
}

/** Seeded numbers between -1 and 1. */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed * 2654435761
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) | 0
    return ((state >>> 8) % 20001) / 10000 - 1
  })
}

const linear = (graph: OnnxGraph, x: string, from: number, to: number, output?: string): string =>
  graph.node('MatMul', [x, graph.constant('w', [from, to], numbers(from * to, from + to))], {}, output)

/** Embedded tokens, their mean over the places that count: [B,L] -> [B,8]. */
function readTokens(graph: OnnxGraph, ids: string, mask: string): string {
  const table = graph.constant('table', [32, 8], numbers(256, 5))
  const rows = graph.node('Gather', [table, ids], { axis: 0 })
  const marks = graph.node('Cast', [mask], { to: 1 })
  const weights = graph.node('Unsqueeze', [marks, graph.ints('axes', [-1])])
  const sum = graph.node('ReduceSum', [graph.node('Mul', [rows, weights]), graph.ints('axes', [-2])], {
    keepdims: 0
  })
  const count = graph.node('ReduceSum', [marks, graph.ints('axes', [-1])], { keepdims: 1 })
  return graph.node('Div', [sum, graph.node('Max', [count, graph.scalar('one', 1)])])
}

const mean = (graph: OnnxGraph, x: string, axes: readonly number[], output?: string): string =>
  graph.node('ReduceMean', [x], { axes, keepdims: 0 }, output)

const length = (i: number): number => 4 + (i % 5)
const tokens = (name = 'ids'): KindInput => ({
  name,
  dtype: 'int64',
  shape: ['B', 'L'],
  dims: (i) => [length(i)],
  fill: 0
})
const mask = (): KindInput => ({ ...tokens('mask') })
const wave: KindInput = { name: 'wave', dtype: 'float32', shape: ['B', 'N'], dims: () => [400] }
const picture = (name: string): KindInput => ({
  name,
  dtype: 'float32',
  shape: ['B', 3, 8, 8],
  dims: () => [3, 8, 8]
})
const logits = (id: string, count: number): KindOutput => ({
  id,
  task: 'classification',
  shape: ['B', count]
})

export const kinds: readonly Kind[] = [
  {
    id: 'k1',
    what: 'tokens of a dialogue window',
    inputs: [tokens(), mask()],
    outputs: [logits('y', 7)],
    graph: (graph) => void linear(graph, readTokens(graph, 'ids', 'mask'), 8, 7, 'y')
  },
  {
    id: 'k2',
    what: 'a window and the history of a speaker',
    inputs: [
      tokens(),
      mask(),
      { name: 'history', dtype: 'int64', shape: ['B', 2, 'H'], dims: (i) => [2, 3 + (i % 3)], fill: 1 },
      { name: 'marks', dtype: 'int64', shape: ['B', 2, 'H'], dims: (i) => [2, 3 + (i % 3)], fill: 1 }
    ],
    outputs: [logits('y', 4)],
    graph(graph) {
      const own = linear(graph, readTokens(graph, 'ids', 'mask'), 8, 4)
      const past = linear(graph, mean(graph, readTokens(graph, 'history', 'marks'), [1]), 8, 4)
      graph.node('Add', [own, past], {}, 'y')
    }
  },
  {
    id: 'k3',
    what: 'a dialogue as a graph, no batch',
    inputs: [
      { name: 'text', dtype: 'float32', shape: ['T', 6], dims: (i) => [3 + i, 6] },
      { name: 'speakers', dtype: 'float32', shape: ['T', 2], dims: (i) => [3 + i, 2] }
    ],
    outputs: [{ id: 'y', task: 'sequence-classification', shape: ['T', 6] }],
    graph(graph) {
      const rows = graph.node('Concat', ['text', 'speakers'], { axis: 1 })
      const around = graph.node('MatMul', [
        graph.node('MatMul', [rows, graph.node('Transpose', [rows], { perm: [1, 0] })]),
        rows
      ])
      linear(graph, graph.node('Tanh', [around]), 8, 6, 'y')
    }
  },
  {
    id: 'k4',
    what: 'a waveform to attributes and an embedding',
    inputs: [wave],
    outputs: [
      { id: 'y', task: 'regression', shape: ['B', 3] },
      { id: 'emb', task: 'embedding', shape: ['B', 6] }
    ],
    graph(graph) {
      const hidden = graph.node('Tanh', [linear(graph, 'wave', 400, 6)], {}, 'emb')
      linear(graph, hidden, 6, 3, 'y')
    }
  },
  {
    id: 'k5',
    what: 'a mel spectrogram to labels',
    inputs: [
      { name: 'mel', dtype: 'float32', shape: ['B', 1, 16, 'T'], dims: (i) => [1, 16, 20 + 10 * (i % 2)] }
    ],
    outputs: [logits('y', 4)],
    graph(graph) {
      const kernel = graph.constant('kernel', [4, 1, 3, 3], numbers(36, 9))
      const mapped = graph.node('Relu', [
        graph.node('Conv', ['mel', kernel], { pads: [1, 1, 1, 1], kernel_shape: [3, 3] })
      ])
      linear(graph, mean(graph, mapped, [2, 3]), 4, 4, 'y')
    }
  },
  {
    id: 'k6',
    what: 'frames of a waveform',
    inputs: [
      { name: 'frames', dtype: 'float32', shape: ['B', 'T', 5], dims: (i) => [10 + (i % 4), 5], fill: 0 }
    ],
    outputs: [{ id: 'y', task: 'frame-classification', shape: ['B', 'T', 4] }],
    graph: (graph) => void graph.node('LogSoftmax', [linear(graph, 'frames', 5, 4)], { axis: -1 }, 'y')
  },
  {
    id: 'k7',
    what: 'a face to labels and valence, arousal in one row',
    inputs: [picture('face')],
    outputs: [{ id: 'y', task: 'classification', shape: ['B', 10] }],
    graph: (graph) => void mean(graph, linear(graph, mean(graph, 'face', [3]), 8, 10), [1], 'y')
  },
  {
    id: 'k8',
    what: 'embeddings of ten pictures',
    inputs: [{ name: 'x', dtype: 'float32', shape: ['B', 10, 6], dims: () => [10, 6] }],
    outputs: [logits('y', 7)],
    graph: (graph) =>
      void linear(graph, mean(graph, graph.node('Tanh', [linear(graph, 'x', 6, 6)]), [1]), 6, 7, 'y')
  },
  {
    id: 'k9',
    what: 'pictures, movement and sound together',
    inputs: [
      picture('frames'),
      picture('flow'),
      { name: 'mel', dtype: 'float32', shape: ['B', 8, 12], dims: () => [8, 12] }
    ],
    outputs: [logits('y', 3)],
    graph(graph) {
      const parts = [mean(graph, 'frames', [2, 3]), mean(graph, 'flow', [2, 3]), mean(graph, 'mel', [2])]
      linear(graph, graph.node('Concat', parts, { axis: 1 }), 14, 3, 'y')
    }
  },
  {
    id: 'k10',
    what: 'a picture to several outputs',
    inputs: [picture('image')],
    outputs: [logits('y', 5), { id: 'va', task: 'regression', shape: ['B', 2] }],
    graph(graph) {
      const figures = mean(graph, 'image', [2, 3])
      linear(graph, figures, 3, 5, 'y')
      graph.node('Tanh', [linear(graph, figures, 3, 2)], {}, 'va')
    }
  },
  {
    id: 'k11',
    what: 'a scalp grid with one neighbourhood for all',
    inputs: [
      { name: 'grid', dtype: 'float32', shape: ['B', 5, 9, 9], dims: () => [5, 9, 9] },
      { name: 'adjacency', dtype: 'float32', shape: [9, 9], dims: () => [9, 9] }
    ],
    outputs: [logits('y', 3)],
    graph: (graph) =>
      void linear(graph, mean(graph, graph.node('MatMul', ['grid', 'adjacency']), [2, 3]), 5, 3, 'y')
  },
  {
    id: 'k12',
    what: 'figures of windows',
    inputs: [{ name: 'x', dtype: 'float32', shape: ['B', 34], dims: () => [34] }],
    outputs: [logits('y', 1)],
    graph: (graph) => void graph.node('Sigmoid', [linear(graph, 'x', 34, 1)], {}, 'y')
  },
  {
    id: 'k13',
    what: 'valence and arousal twice a second',
    inputs: [{ name: 'mel', dtype: 'float32', shape: ['B', 'T', 8], dims: () => [60, 8] }],
    outputs: [{ id: 'y', task: 'frame-regression', shape: ['B', 'T', 2] }],
    graph: (graph) => void graph.node('Tanh', [linear(graph, 'mel', 8, 2)], {}, 'y')
  },
  {
    id: 'k14',
    what: 'text to several labels with levels',
    inputs: [tokens(), mask()],
    outputs: [{ id: 'y', task: 'ordinal', shape: ['B', 6, 4] }],
    graph: (graph) =>
      void graph.node(
        'Reshape',
        [linear(graph, readTokens(graph, 'ids', 'mask'), 8, 24), graph.ints('shape', [-1, 6, 4])],
        {},
        'y'
      )
  },
  {
    id: 'k15',
    what: 'sound and words in one graph, with attention',
    inputs: [wave, tokens(), mask()],
    outputs: [logits('y', 4), { id: 'attention', task: 'attention', shape: ['B', 2] }],
    graph(graph) {
      const [sound, words] = [linear(graph, 'wave', 400, 8), readTokens(graph, 'ids', 'mask')]
      const both = graph.node('Concat', [sound, words], { axis: 1 })
      const attention = graph.node('Softmax', [linear(graph, both, 16, 2)], { axis: -1 }, 'attention')
      graph.node('Add', [linear(graph, both, 16, 4), linear(graph, attention, 2, 4)], {}, 'y')
    }
  },
  {
    id: 'k16',
    what: 'an embedding that heads are fitted on',
    inputs: [{ name: 'x', dtype: 'float32', shape: ['B', 12], dims: () => [12] }],
    outputs: [{ id: 'y', task: 'embedding', shape: ['B', 16] }],
    graph: (graph) => void graph.node('Tanh', [linear(graph, 'x', 12, 16)], {}, 'y')
  }
]

/** Write the model of a kind and open it. */
export async function openKind(
  folder: string,
  kind: Kind,
  provider: string,
  tolerance?: number
): Promise<DeclaredModel> {
  const graph = new OnnxGraph(kind.id)
  for (const { name, dtype, shape } of kind.inputs) graph.input(name, dtype, shape)
  kind.graph(graph)
  for (const { id, shape } of kind.outputs) graph.output(id, 'float32', shape)
  putModel(
    folder,
    kind.id,
    {
      unit: { type: 'utterance' },
      bindings: { any: { modality: 'labels' } },
      runtime: { batch: { max: 16 }, ...(tolerance === undefined ? {} : { providerTolerance: tolerance }) },
      inputs: kind.inputs.map(({ name, dtype, shape }): ManifestInput => ({
        name,
        dtype,
        shape,
        from: 'any',
        pipeline: []
      })),
      outputs: kind.outputs.map(({ id, task, shape }): ManifestOutput => ({
        id,
        task,
        shape,
        target: { scheme: 'none' }
      }))
    },
    graph.encode({})
  )
  const { model, info } = await readModelFolder(join(folder, kind.id))
  if (!model) throw new Error(info.problem?.message ?? 'no model')
  const opened = await openDeclaredModel(model, provider, 1)
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

/** A unit of a kind, as its pipeline would prepare it. */
export function unitOf(kind: Kind, i: number): PreparedUnit {
  return {
    unit: { key: `u${i}`, start: micros(i * 1e6), end: micros((i + 1) * 1e6) },
    inputs: kind.inputs.map(({ name, dtype, dims, fill, shape }, at): ModelInput => {
      const size = dims(i)
      const count = size.reduce((product, one) => product * one, 1)
      // What has no batch is the same for all units, unless the unit stands alone.
      const own = numbers(count, shape[0] === 'B' || shape[0] === 'T' ? i + 7 * at + 1 : 3)
      const filled = fill === undefined ? {} : { fill: { axis: fill, value: 0 } }
      if (dtype === 'float32') return { kind: 'tensor', type: dtype, data: own, dims: size, ...filled }
      const counts = name === 'mask' || name === 'marks'
      const data = BigInt64Array.from(own, (value) => (counts ? 1n : BigInt(Math.floor((value + 1) * 15.9))))
      return { kind: 'tensor', type: dtype, data, dims: size, ...filled }
    })
  }
}
