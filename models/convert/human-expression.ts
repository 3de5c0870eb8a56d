import type { OnnxGraph } from './onnx-graph.ts'
import type { ReadInput } from './package-files.ts'
import { resizeMatrix } from './resize-matrix.ts'
import { appendTfjsGraph } from './tfjs-graph.ts'

const human = { package: '@vladmandic/human', version: '3.3.6' } as const

/** Files of the human expression net. */
export const humanExpressionInputs = [
  {
    ...human,
    path: 'models/emotion.json',
    sha256: '56f7e557eb0c863a8b9ab04ac7ccba756e93bf2c27dce135ef0e8712b80b7ad2'
  },
  {
    ...human,
    path: 'models/emotion.bin',
    sha256: '927ac8224f356ab1e68c2bcfbfa07b0c8567047d1bcf817388ba6e38214c4987'
  }
]

/** Order of the net's seven outputs, in ids of the scheme ekman7. */
export const humanExpressionLabels = [
  'anger',
  'disgust',
  'fear',
  'happiness',
  'sadness',
  'surprise',
  'neutral'
] as const

/** Side of the net's own grey input in pixels. */
const NET_PX = 64
/** ITU-R BT.601 luma, the weights the net's own package uses. */
const luma = [0.2989, 0.587, 0.114]

/**
 * Append the human expression net (mini-Xception, Arriaga et al. 2017) behind grey conversion and resizing.
 * @param image float32 RGB [N,side,side,3], 0..255
 * @returns probabilities [N,7] in the order of humanExpressionLabels
 */
export function appendHumanExpression(
  graph: OnnxGraph,
  read: ReadInput,
  image: string,
  sidePx: number
): string {
  const grey = graph.node('MatMul', [image, graph.constant('luma', [3, 1], Float32Array.from(luma))])
  const plane = graph.node('Squeeze', [grey, graph.ints('axis', [3])])
  const small = graph.node('Unsqueeze', [resize(graph, plane, sidePx), graph.ints('axis', [3])])
  const scaled = graph.node('Sub', [
    graph.node('Div', [small, graph.scalar('half range', 127.5)]),
    graph.scalar('one', 1)
  ])
  const nets = appendTfjsGraph(
    graph,
    read('models/emotion.json'),
    (path) => read(`models/${path}`),
    { input_1: scaled },
    ['Identity']
  )
  return nets.get('Identity') ?? ''
}

/** Resizing as two matrix products: every execution provider has them, and all give the same picture. */
function resize(graph: OnnxGraph, plane: string, sidePx: number): string {
  const matrix = resizeMatrix(sidePx, NET_PX)
  const columns = Float32Array.from(
    { length: matrix.length },
    (_, i) => matrix[(i % NET_PX) * sidePx + Math.floor(i / NET_PX)] ?? 0
  )
  const rows = graph.node('MatMul', [graph.constant('rows', [NET_PX, sidePx], matrix), plane])
  return graph.node('MatMul', [rows, graph.constant('columns', [sidePx, NET_PX], columns)])
}
