import { appendLogMel } from '../convert/log-mel.ts'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { ReadInput } from '../convert/package-files.ts'
import { appendWhisperLayers, WHISPER_OPSET, WHISPER_WIDTH } from '../convert/whisper-layers.ts'

/** Numbers in an embedding: mean and standard deviation over time of two layers. */
export const EMBEDDING_SIZE = 4 * WHISPER_WIDTH

/**
 * A graph from `waveform` (float32 [1,samples], 16 kHz mono, 0.5 to 20 s) to `embedding` ([1,1536]),
 * to which training reads and the recipe adds the head: both see the same numbers.
 */
export function embeddingGraph(read: ReadInput): OnnxGraph {
  const graph = new OnnxGraph('speech-emotion', WHISPER_OPSET)
  const waveform = graph.input('waveform', 'float32', [1, 'samples'])
  const layers = appendWhisperLayers(graph, read, appendLogMel(graph, waveform))
  graph.node(
    'Concat',
    layers.flatMap((layer) => meanAndDeviation(graph, layer)),
    { axis: 1 },
    'embedding'
  )
  graph.output('embedding', 'float32', [1, EMBEDDING_SIZE])
  return graph
}

function meanAndDeviation(graph: OnnxGraph, states: string): [string, string] {
  const mean = graph.node('ReduceMean', [states], { axes: [1], keepdims: 1 })
  const difference = graph.node('Sub', [states, mean])
  const variance = graph.node('ReduceMean', [graph.node('Mul', [difference, difference])], {
    axes: [1],
    keepdims: 0
  })
  return [graph.node('Squeeze', [mean], { axes: [1] }), graph.node('Sqrt', [variance])]
}
