import { appendLogMel } from '../convert/log-mel.ts'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { ReadInput } from '../convert/package-files.ts'
import { appendFirstLayer, WHISPER_OPSET, WHISPER_WIDTH } from '../convert/whisper-layers.ts'

const BANDS = 80
/** Numbers of a voice: mean and deviation of each mel band over time, mean of each state of the first layer. */
export const FEATURES = 2 * BANDS + WHISPER_WIDTH

/**
 * A graph from `waveform` (float32 [1,samples], 16 kHz mono, 0.5 to 20 s) to the value named `features` ([1,544]), to which
 * fitting reads and the recipe adds the head: both see the same numbers.
 */
export function speakerFeatures(read: ReadInput): OnnxGraph {
  const graph = new OnnxGraph('speaker-embedding', WHISPER_OPSET)
  const mel = appendLogMel(graph, graph.input('waveform', 'float32', [1, 'samples']))
  const states = appendFirstLayer(graph, read, mel)
  const mean = graph.node('ReduceMean', [mel], { axes: [2], keepdims: 1 })
  const difference = graph.node('Sub', [mel, mean])
  const variance = graph.node('ReduceMean', [graph.node('Mul', [difference, difference])], {
    axes: [2],
    keepdims: 0
  })
  graph.node(
    'Concat',
    [
      graph.node('Squeeze', [mean], { axes: [2] }),
      graph.node('Sqrt', [variance]),
      graph.node('ReduceMean', [states], { axes: [1], keepdims: 0 })
    ],
    { axis: 1 },
    'features'
  )
  return graph
}
