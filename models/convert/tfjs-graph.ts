import { z } from 'zod'
import { convFilter, depthwiseFilter } from './conv-filter.ts'
import type { Attributes, OnnxGraph } from './onnx-graph.ts'
import type { TfTensor } from './tfjs-weights.ts'
import { tfjsWeights, WeightsManifest } from './tfjs-weights.ts'

const TfAttribute = z.looseObject({
  b: z.boolean().optional(),
  s: z.string().optional(),
  list: z
    .looseObject({
      i: z.array(z.union([z.string(), z.number()])).optional(),
      s: z.array(z.string()).optional()
    })
    .optional()
})
const TfNode = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), TfAttribute).default({})
})
type TfNode = z.infer<typeof TfNode>
const TfjsModel = z.looseObject({
  modelTopology: z.looseObject({ node: z.array(TfNode) }),
  weightsManifest: WeightsManifest
})

/**
 * Append a TensorFlow.js graph model (feed-forward convolutional nets only) to an ONNX graph.
 * Values keep TensorFlow's NHWC layout; the transposes around each convolution cancel when the runtime optimises.
 * @param feeds placeholder name -> value of the ONNX graph that takes its place
 * @param outputs node names whose values are wanted
 * @returns output node name -> value of the ONNX graph
 */
export function appendTfjsGraph(
  graph: OnnxGraph,
  modelJson: Buffer,
  readShard: (path: string) => Buffer,
  feeds: Readonly<Record<string, string>>,
  outputs: readonly string[]
): Map<string, string> {
  const model = TfjsModel.parse(JSON.parse(modelJson.toString('utf8')))
  const converter = new Converter(
    graph,
    model.modelTopology.node,
    tfjsWeights(model.weightsManifest, readShard),
    feeds
  )
  return new Map(outputs.map((name) => [name, converter.value(name)]))
}

/** TensorFlow operators that are one ONNX operator with the same inputs. */
const sameOperator: Readonly<Record<string, string>> = {
  Add: 'Add',
  AddV2: 'Add',
  Mul: 'Mul',
  Sub: 'Sub',
  Maximum: 'Max',
  Minimum: 'Min',
  Relu: 'Relu',
  Sigmoid: 'Sigmoid'
}

class Converter {
  private readonly graph: OnnxGraph
  private readonly nodes: ReadonlyMap<string, TfNode>
  private readonly weights: ReadonlyMap<string, TfTensor>
  private readonly values = new Map<string, string>()

  constructor(
    graph: OnnxGraph,
    nodes: readonly TfNode[],
    weights: ReadonlyMap<string, TfTensor>,
    feeds: Readonly<Record<string, string>>
  ) {
    this.graph = graph
    this.nodes = new Map(nodes.map((node) => [node.name, node]))
    this.weights = weights
    for (const [name, value] of Object.entries(feeds)) this.values.set(name, value)
  }

  /** The ONNX value of a TensorFlow node, converting what it depends on first. */
  value(reference: string): string {
    const name = baseName(reference)
    const known = this.values.get(name)
    if (known !== undefined) return known
    const value = this.convert(this.node(name))
    this.values.set(name, value)
    return value
  }

  private convert(node: TfNode): string {
    const same = sameOperator[node.op]
    if (same)
      return this.graph.node(
        same,
        node.input.map((input) => this.value(input))
      )
    switch (node.op) {
      case 'Const':
        return this.constant(node)
      case 'Identity':
        return this.value(input(node, 0))
      case 'Conv2D':
      case '_FusedConv2D':
        return this.convolution(node, false)
      case 'DepthwiseConv2dNative':
        return this.convolution(node, true)
      case 'Prelu':
        return this.graph.node('PRelu', [this.value(input(node, 0)), this.value(input(node, 1))])
      case 'MaxPool':
        return this.channelsLast(
          this.graph.node('MaxPool', [this.channelsFirst(input(node, 0))], {
            kernel_shape: spatial(node, 'ksize'),
            strides: spatial(node, 'strides'),
            ...padding(node)
          })
        )
      case 'Pad':
        return this.pad(node)
      case 'Reshape':
        return this.graph.node('Reshape', [
          this.value(input(node, 0)),
          this.graph.ints('shape', batchFree(this.integers(input(node, 1))))
        ])
      case 'Mean':
        return this.graph.node('ReduceMean', [this.value(input(node, 0))], {
          axes: this.integers(input(node, 1)),
          keepdims: node.attr['keep_dims']?.b ? 1 : 0
        })
      case 'Softmax':
        return this.graph.node('Softmax', [this.value(input(node, 0))], { axis: -1 })
      case '_FusedMatMul':
        return this.fusedMatMul(node)
      default:
        throw new Error(
          `the TensorFlow operator ${node.op} (node "${node.name}") has no conversion to ONNX here; add one to models/convert/tfjs-graph.ts`
        )
    }
  }

  private constant(node: TfNode): string {
    const tensor = this.tensor(node.name)
    const data = tensor.data instanceof Int32Array ? BigInt64Array.from(tensor.data, BigInt) : tensor.data
    return this.graph.constant('const', tensor.shape, data)
  }

  private convolution(node: TfNode, depthwise: boolean): string {
    const weights = this.tensor(input(node, 1))
    const filter = depthwise ? depthwiseFilter(weights) : convFilter(weights)
    const inputs = [
      this.channelsFirst(input(node, 0)),
      this.graph.constant('filter', filter.dims, filter.data)
    ]
    const fused = fusedOperators(node)
    if (fused[0] === 'BiasAdd') inputs.push(this.value(input(node, 2)))
    const attributes: Attributes = {
      kernel_shape: [filter.dims[2], filter.dims[3]],
      strides: spatial(node, 'strides'),
      dilations: spatial(node, 'dilations'),
      ...(depthwise ? { group: filter.dims[0] } : {}),
      ...padding(node)
    }
    return this.activate(this.channelsLast(this.graph.node('Conv', inputs, attributes)), fused, node)
  }

  private fusedMatMul(node: TfNode): string {
    if (node.attr['transpose_a']?.b || node.attr['transpose_b']?.b)
      throw new Error(`the transposed product of node "${node.name}" has no conversion to ONNX here`)
    const product = this.graph.node('MatMul', [this.value(input(node, 0)), this.value(input(node, 1))])
    const fused = fusedOperators(node)
    const sum =
      fused[0] === 'BiasAdd' ? this.graph.node('Add', [product, this.value(input(node, 2))]) : product
    return this.activate(sum, fused, node)
  }

  private activate(value: string, fused: readonly string[], node: TfNode): string {
    return fused
      .filter((name) => name !== 'BiasAdd')
      .reduce((result, name) => {
        // Its slopes come behind the bias.
        if (name === 'Prelu')
          return this.graph.node('PRelu', [result, this.value(input(node, 1 + fused.length))])
        const operator = sameOperator[name]
        if (!operator)
          throw new Error(
            `the activation ${name} fused into node "${node.name}" has no conversion to ONNX here`
          )
        return this.graph.node(operator, [result])
      }, value)
  }

  private pad(node: TfNode): string {
    const pairs = this.integers(input(node, 1))
    const before = pairs.filter((_, i) => i % 2 === 0)
    const after = pairs.filter((_, i) => i % 2 === 1)
    return this.graph.node('Pad', [
      this.value(input(node, 0)),
      this.graph.ints('pads', [...before, ...after])
    ])
  }

  private channelsFirst(reference: string): string {
    return this.graph.node('Transpose', [this.value(reference)], { perm: [0, 3, 1, 2] })
  }

  private channelsLast(value: string): string {
    return this.graph.node('Transpose', [value], { perm: [0, 2, 3, 1] })
  }

  private integers(reference: string): number[] {
    return Array.from(this.tensor(reference).data)
  }

  /** The constant behind a reference, looking through Identity nodes. */
  private tensor(reference: string): TfTensor {
    let node = this.node(baseName(reference))
    while (node.op === 'Identity') node = this.node(baseName(input(node, 0)))
    const tensor = this.weights.get(node.name)
    if (!tensor) throw new Error(`node "${node.name}" should be a constant with weights, but is a ${node.op}`)
    return tensor
  }

  private node(name: string): TfNode {
    const node = this.nodes.get(name)
    if (!node) throw new Error(`the graph has no node "${name}"`)
    return node
  }
}

function input(node: TfNode, index: number): string {
  const reference = node.input[index]
  if (reference === undefined) throw new Error(`node "${node.name}" (${node.op}) has no input ${index}`)
  return reference
}

/** TensorFlow writes `node:output` and `^control`; the nets here have one output per node. */
function baseName(reference: string): string {
  return reference.replace(/^\^/, '').replace(/:\d+$/, '')
}

function fusedOperators(node: TfNode): string[] {
  return (node.attr['fused_ops']?.list?.s ?? []).map(fromBase64)
}

/** Height and width entries of a four-number NHWC attribute. */
function spatial(node: TfNode, key: string): number[] {
  return (node.attr[key]?.list?.i ?? [1, 1, 1, 1]).map(Number).slice(1, 3)
}

function padding(node: TfNode): Attributes {
  const kind = fromBase64(node.attr['padding']?.s ?? '')
  if (kind === 'SAME') return { auto_pad: 'SAME_UPPER' }
  if (kind === 'VALID') return { auto_pad: 'VALID' }
  throw new Error(`the padding "${kind}" of node "${node.name}" has no conversion to ONNX here`)
}

/** A net exported for a batch of one is freed for any batch: the leading 1 of a reshape becomes "whatever is left". */
function batchFree(shape: readonly number[]): number[] {
  return shape[0] === 1 && !shape.includes(-1) ? [-1, ...shape.slice(1)] : [...shape]
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
