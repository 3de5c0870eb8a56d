import { convFilter, depthwiseFilter } from './conv-filter.ts'
import type { Attributes, OnnxGraph } from './onnx-graph.ts'
import type { ReadInput } from './package-files.ts'
import type { TfTensor } from './tfjs-weights.ts'
import { tfjsWeights, WeightsManifest } from './tfjs-weights.ts'

const faceApi = { package: '@vladmandic/face-api', version: '1.7.15' } as const

/** Files of the face-api expression net. */
export const faceApiExpressionInputs = [
  {
    ...faceApi,
    path: 'model/face_expression_model-weights_manifest.json',
    sha256: '5b349c17c7836da506e03422cd6461c74085d8bb2713ad4114647dc5d28174c8'
  },
  {
    ...faceApi,
    path: 'model/face_expression_model.bin',
    sha256: '9a9840f2cf1f4c7eab95f197512569345c00d2426754d4608b92af30e0300f3d'
  }
]

/** Order of the net's seven outputs, in ids of the scheme ekman7. */
export const faceApiExpressionLabels = [
  'neutral',
  'happiness',
  'sadness',
  'anger',
  'fear',
  'disgust',
  'surprise'
] as const

/** Mean RGB the net was trained with (face-api, FaceFeatureExtractor). */
const meanRgb = [122.782, 117.001, 104.298]

/**
 * Append the face-api expression net: four densely connected blocks, average pooling, one linear layer.
 * @param image float32 RGB [N,112,112,3], 0..255
 * @returns probabilities [N,7] in the order of faceApiExpressionLabels
 */
export function appendFaceApiExpression(graph: OnnxGraph, read: ReadInput, image: string): string {
  const manifest = WeightsManifest.parse(
    JSON.parse(read('model/face_expression_model-weights_manifest.json').toString('utf8'))
  )
  const net = new Net(
    graph,
    tfjsWeights(manifest, (path) => read(`model/${path}`))
  )
  const centred = graph.node('Sub', [
    image,
    graph.constant('mean RGB', [1, 1, 1, 3], Float32Array.from(meanRgb))
  ])
  const scaled = graph.node('Div', [centred, graph.scalar('range', 255)])
  let features = graph.node('Transpose', [scaled], { perm: [0, 3, 1, 2] })
  for (const block of ['dense0', 'dense1', 'dense2', 'dense3']) features = net.denseBlock(features, block)
  const pooled = graph.node('AveragePool', [features], { kernel_shape: [7, 7], strides: [2, 2] })
  const flat = graph.node('Flatten', [pooled], { axis: 1 })
  return graph.node('Softmax', [net.linear(flat, 'fc')], { axis: -1 })
}

class Net {
  private readonly graph: OnnxGraph
  private readonly weights: ReadonlyMap<string, TfTensor>

  constructor(graph: OnnxGraph, weights: ReadonlyMap<string, TfTensor>) {
    this.graph = graph
    this.weights = weights
  }

  /** Each convolution of a block sees the sum of all before it; the first halves the picture. */
  denseBlock(input: string, name: string): string {
    const first =
      name === 'dense0' ? this.convolution(input, `${name}/conv0`) : this.separable(input, `${name}/conv0`, 2)
    const one = this.relu(first)
    const two = this.separable(one, `${name}/conv1`, 1)
    const three = this.separable(this.relu(this.sum(one, two)), `${name}/conv2`, 1)
    const upToThree = this.sum(one, this.sum(two, three))
    const four = this.separable(this.relu(upToThree), `${name}/conv3`, 1)
    return this.relu(this.sum(one, this.sum(two, this.sum(three, four))))
  }

  linear(input: string, name: string): string {
    const product = this.graph.node('MatMul', [input, this.constant(`${name}/weights`)])
    return this.graph.node('Add', [product, this.constant(`${name}/bias`)])
  }

  private convolution(input: string, name: string): string {
    const filter = convFilter(this.tensor(`${name}/filters`))
    return this.conv(
      [input, this.graph.constant('filter', filter.dims, filter.data), this.constant(`${name}/bias`)],
      [filter.dims[2], filter.dims[3]],
      2
    )
  }

  private separable(input: string, name: string, stride: number): string {
    const depth = depthwiseFilter(this.tensor(`${name}/depthwise_filter`))
    const point = convFilter(this.tensor(`${name}/pointwise_filter`))
    const spread = this.conv(
      [input, this.graph.constant('filter', depth.dims, depth.data)],
      [depth.dims[2], depth.dims[3]],
      stride,
      { group: depth.dims[0] }
    )
    return this.conv(
      [spread, this.graph.constant('filter', point.dims, point.data), this.constant(`${name}/bias`)],
      [1, 1],
      1
    )
  }

  private conv(
    inputs: readonly string[],
    kernel: readonly number[],
    stride: number,
    more: Attributes = {}
  ): string {
    return this.graph.node('Conv', inputs, {
      kernel_shape: kernel,
      strides: [stride, stride],
      auto_pad: 'SAME_UPPER',
      ...more
    })
  }

  private relu(value: string): string {
    return this.graph.node('Relu', [value])
  }

  private sum(a: string, b: string): string {
    return this.graph.node('Add', [a, b])
  }

  private constant(name: string): string {
    const { shape, data } = this.tensor(name)
    return this.graph.constant('weights', shape, Float32Array.from(data))
  }

  private tensor(name: string): TfTensor {
    const tensor = this.weights.get(name)
    if (!tensor)
      throw new Error(
        `the weights file has no tensor "${name}"; known: ${[...this.weights.keys()].join(', ')}`
      )
    return tensor
  }
}
