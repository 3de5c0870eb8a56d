import { OnnxGraph } from './onnx-graph.ts'

/**
 * A graph that hands features on as a vector: what does not exist (NaN: a figure of a stretch without samples, a sensor that was not worn) becomes 0, so that heads
 * can be fitted on it.
 */
export function featureGraph(
  name: string,
  dims: readonly (number | string)[],
  width: number | string
): OnnxGraph {
  const graph = new OnnxGraph(name)
  const input = graph.input('features', 'float32', ['N', ...dims])
  const known = graph.node('Where', [graph.node('IsNaN', [input]), graph.scalar('nothing', 0), input])
  graph.node('Flatten', [known], { axis: 1 }, 'vector')
  graph.output('vector', 'float32', ['N', width])
  return graph
}
