import type { OnnxGraph } from '../convert/onnx-graph.ts'
import type { TextWeights } from './weights.ts'

/** Names of what the net gives for texts [B,T]. */
export interface TextNet {
  /** Logits of the 28 labels and then of the seven groups [B,35], mean of the readers. */
  readonly logits: string
  /** Valence, arousal, dominance, 1 to 5 [B,3]. */
  readonly dimensions: string
  /** How much each piece counted [B,T], mean of the readers; sums to 1. */
  readonly attention: string
  /** What the readers make of a text before the last step [B,H]. */
  readonly embedding: string
}

const VERY_LOW = -1e4

/**
 * The net of net.py, node by node. `ids` [B,T] are pieces, 0 where there is none; what a text gets does not depend on
 * how far it is filled up.
 */
export function textNet(graph: OnnxGraph, weights: TextWeights, ids: string): TextNet {
  const constant = (name: string): string => {
    const { dims, data } = weights.tensor(name)
    return graph.constant(name, dims, data)
  }
  const present = graph.node('Greater', [ids, graph.constant('none', [], BigInt64Array.of(0n))])
  const mask = graph.node('Cast', [present], { to: 1 })
  const embedded = graph.node('Gather', [constant('table.weight'), ids])
  const text = { graph, weights, embedded, mask, present }
  const logits: string[] = []
  const dimensions: string[] = []
  const hidden: string[] = []
  const attention: string[] = []
  for (let i = 0; i < weights.readers; i++) {
    const read = readBothWays(text, `readers.${i}`)
    attention.push(read.attention)
    const z = graph.node('Relu', [linear(text, read.summary, `hidden.${i}`)])
    hidden.push(z)
    logits.push(linear(text, z, `labels.${i}`))
    dimensions.push(linear(text, z, `vad.${i}`))
  }
  const scaled = graph.node('Mul', [
    graph.node('Mean', dimensions),
    graph.constant('deviation', [3], Float32Array.from(weights.deviation))
  ])
  const ratings = graph.node('Add', [scaled, graph.constant('mean', [3], Float32Array.from(weights.mean))])
  return {
    logits: graph.node('Mean', logits),
    dimensions: graph.node('Clip', [ratings, graph.scalar('least', 1), graph.scalar('most', 5)]),
    attention: graph.node('Mean', attention),
    embedding: graph.node('Concat', hidden, { axis: 1 })
  }
}

interface Text {
  readonly graph: OnnxGraph
  readonly weights: TextWeights
  readonly embedded: string
  /** 1 where there is a piece [B,T]. */
  readonly mask: string
  readonly present: string
}

interface Read {
  readonly summary: string
  readonly attention: string
}

function readBothWays({ graph, weights, embedded, mask, present }: Text, name: string): Read {
  const size = weights.tensor(`${name}.gru.weight_hh_l0`).dims[1] ?? 0
  const stacked = (part: string): string => {
    const both = [`${name}.gru.${part}_l0`, `${name}.gru.${part}_l0_reverse`].map((of) => weights.tensor(of))
    const dims = [2, ...(both[0]?.dims ?? [])]
    return graph.constant(part, dims, joined(both.map(({ data }) => gatesInOrder(data))))
  }
  const biases = ['l0', 'l0_reverse'].flatMap((way) =>
    ['bias_ih', 'bias_hh'].map((part) => gatesInOrder(weights.tensor(`${name}.gru.${part}_${way}`).data))
  )
  const lengths = graph.node(
    'Cast',
    [graph.node('ReduceSum', [mask, graph.ints('axis', [1])], { keepdims: 0 })],
    { to: 6 }
  )
  const steps = graph.node(
    'GRU',
    [
      graph.node('Transpose', [embedded], { perm: [1, 0, 2] }),
      stacked('weight_ih'),
      stacked('weight_hh'),
      graph.constant('bias', [2, 6 * size], joined(biases)),
      lengths
    ],
    { direction: 'bidirectional', hidden_size: size, linear_before_reset: 1 }
  )
  // [T,2,B,H] to [B,T,2H].
  const read = graph.node('Reshape', [
    graph.node('Transpose', [steps], { perm: [2, 0, 1, 3] }),
    graph.ints('rows', [0, 0, 2 * size])
  ])
  const inside = graph.node('Unsqueeze', [present, graph.ints('last', [2])])
  const low = graph.scalar('low', VERY_LOW)
  const attended = linear({ graph, weights }, read, `${name}.attend`)
  const shares = graph.node('Softmax', [graph.node('Where', [inside, attended, low])], { axis: 1 })
  const means = graph.node('Reshape', [
    graph.node('MatMul', [graph.node('Transpose', [shares], { perm: [0, 2, 1] }), read]),
    graph.ints('means', [0, 4 * size])
  ])
  const most = graph.node('ReduceMax', [graph.node('Where', [inside, read, low])], { axes: [1], keepdims: 0 })
  return {
    summary: graph.node('Concat', [means, most], { axis: 1 }),
    attention: graph.node('ReduceMean', [shares], { axes: [2], keepdims: 0 })
  }
}

/** x W' + b over the last axis. */
function linear({ graph, weights }: Pick<Text, 'graph' | 'weights'>, x: string, name: string): string {
  const { dims, data } = weights.tensor(`${name}.weight`)
  const [rows = 0, columns = 0] = dims
  const turned = Float32Array.from(
    { length: data.length },
    (_, i) => data[(i % rows) * columns + Math.floor(i / rows)] ?? 0
  )
  const bias = weights.tensor(`${name}.bias`)
  const product = graph.node('MatMul', [x, graph.constant('weight', [columns, rows], turned)])
  return graph.node('Add', [product, graph.constant('bias', bias.dims, bias.data)])
}

/** PyTorch's gates are reset, update, new; ONNX has update before reset. */
function gatesInOrder(data: Float32Array): Float32Array {
  const third = data.length / 3
  return joined([data.subarray(third, 2 * third), data.subarray(0, third), data.subarray(2 * third)])
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
