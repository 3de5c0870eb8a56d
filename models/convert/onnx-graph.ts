import onnxProto from 'onnx-proto'
import type { onnx as Onnx } from 'onnx-proto'

const { onnx } = onnxProto

/** Element types the builder writes, with their numbers in onnx.proto (TensorProto.DataType). */
const elementType = { float32: 1, uint8: 2, int64: 7 } as const

export type ElementType = keyof typeof elementType
export type Dimension = number | string
export type TensorData = Float32Array | Uint8Array | BigInt64Array
export type Attribute = number | string | readonly number[] | { readonly float: number }
export type Attributes = Readonly<Record<string, Attribute>>

/** Operator set of graphs written from scratch. 17 has all we use and is read by every runtime of the last years. */
const DEFAULT_OPSET = 17
/** IR version that goes with operator set 17, so that older runtimes still read the file. */
const IR_VERSION = 8

/**
 * Writes one ONNX graph, node by node. Value names are counted, never random:
 * the same calls give the same bytes, which is what lets a manifest pin a hash.
 */
export class OnnxGraph {
  private readonly graph = onnx.GraphProto.create({})
  private readonly opset: number
  private counter = 0

  /** @param opset operator set; differs from the default only to match nodes taken over from another model */
  constructor(name: string, opset = DEFAULT_OPSET) {
    this.graph.name = name
    this.opset = opset
  }

  /** Declare a graph input and return its name. A string dimension is symbolic, for instance "N". */
  input(name: string, type: ElementType, dims: readonly Dimension[]): string {
    this.graph.input.push(valueInfo(name, type, dims))
    return name
  }

  /** Declare the value called `name` as a graph output. */
  output(name: string, type: ElementType, dims: readonly Dimension[]): void {
    this.graph.output.push(valueInfo(name, type, dims))
  }

  /** Add a constant tensor and return its name. */
  constant(label: string, dims: readonly number[], data: TensorData): string {
    const name = this.fresh(label)
    this.graph.initializer.push(tensor(name, dims, data))
    return name
  }

  /** Add a 1-D int64 constant (shapes, axes, pads). */
  ints(label: string, values: readonly number[]): string {
    return this.constant(label, [values.length], BigInt64Array.from(values, BigInt))
  }

  /** Add a float32 scalar constant. */
  scalar(label: string, value: number): string {
    return this.constant(label, [], Float32Array.of(value))
  }

  /** Take over nodes and constants of another model under their own names. */
  include(nodes: readonly Onnx.INodeProto[], initializers: readonly Onnx.ITensorProto[]): void {
    this.graph.node.push(...nodes)
    this.graph.initializer.push(...initializers)
  }

  /** Add a node with one output and return the output's name. */
  node(opType: string, inputs: readonly string[], attributes: Attributes = {}, outputName?: string): string {
    const output = outputName ?? this.fresh(opType)
    this.push(opType, inputs, attributes, [output])
    return output
  }

  /** Add a node with several outputs and return their names. */
  nodes(opType: string, inputs: readonly string[], attributes: Attributes, count: number): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.fresh(opType))
    this.push(opType, inputs, attributes, outputs)
    return outputs
  }

  /** The finished model file. `metadata` becomes the model's metadata properties. */
  encode(metadata: Readonly<Record<string, string>>): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: 'affectory',
      graph: this.graph,
      opsetImport: [onnx.OperatorSetIdProto.create({ domain: '', version: this.opset })],
      metadataProps: Object.entries(metadata).map(([key, value]) =>
        onnx.StringStringEntryProto.create({ key, value })
      )
    })
    return onnx.ModelProto.encode(model).finish()
  }

  private push(
    opType: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs: readonly string[]
  ): void {
    this.graph.node.push(
      onnx.NodeProto.create({
        name: outputs[0],
        opType,
        input: [...inputs],
        output: [...outputs],
        attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value))
      })
    )
  }

  private fresh(label: string): string {
    this.counter += 1
    return `${label}.${this.counter}`
  }
}

/** A named tensor in the file's own encoding: little-endian raw bytes. */
export function tensor(name: string, dims: readonly number[], data: TensorData): Onnx.TensorProto {
  const count = dims.reduce((product, dim) => product * dim, 1)
  if (count !== data.length)
    throw new Error(
      `tensor "${name}" has ${data.length} values, its shape [${dims.join(', ')}] needs ${count}`
    )
  const type = data instanceof Float32Array ? 'float32' : data instanceof Uint8Array ? 'uint8' : 'int64'
  return onnx.TensorProto.create({
    name,
    dims: [...dims],
    dataType: elementType[type],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  })
}

/** A graph input or output with its type and shape. */
export function valueInfo(name: string, type: ElementType, dims: readonly Dimension[]): Onnx.ValueInfoProto {
  const dim = dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }))
  return onnx.ValueInfoProto.create({
    name,
    type: { tensorType: { elemType: elementType[type], shape: { dim } } }
  })
}

/** A node attribute. Plain numbers are integers; floats are wrapped, because ONNX keeps the two apart. */
export function attribute(name: string, value: Attribute): Onnx.AttributeProto {
  const { FLOAT, INT, STRING, INTS } = onnx.AttributeProto.AttributeType
  if (typeof value === 'number') return onnx.AttributeProto.create({ name, type: INT, i: value })
  if (typeof value === 'string')
    return onnx.AttributeProto.create({ name, type: STRING, s: new TextEncoder().encode(value) })
  if ('float' in value) return onnx.AttributeProto.create({ name, type: FLOAT, f: value.float })
  return onnx.AttributeProto.create({ name, type: INTS, ints: [...value] })
}
