import type { GraphValue, OnnxFacts } from '../../../../shared/model-wizard/onnx-facts'
import { openProtoFile, type ProtoField, type ProtoFile } from './onnx-file'

/** Field numbers of onnx.proto. */
const MODEL = { irVersion: 1, producer: 2, graph: 7, opset: 8 } as const
const OPSET = { domain: 1, version: 2 } as const
const NODE = { output: 2, operator: 4 } as const
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, sparse: 15 } as const
const VALUE = { name: 1, type: 2 } as const
const TYPE = { tensor: 1 } as const
const TENSOR_TYPE = { element: 1, shape: 2 } as const
const DIMENSION = { value: 1, name: 2 } as const
const INITIALIZER = { name: 8, external: 13 } as const
const ENTRY = { key: 1, value: 2 } as const

/** TensorProto.DataType by number. */
const elements =
  'unknown float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128 bfloat16'.split(
    ' '
  )

/** Inputs, outputs and operator sets of an ONNX file. Throws a reason ("it ends in the middle ...") for one that is none. */
export async function readOnnx(path: string): Promise<Omit<OnnxFacts, 'path' | 'beside'>> {
  const file = await openProtoFile(path)
  try {
    let [irVersion, producer] = [0, '']
    const opsets: Record<string, number> = {}
    let graph: ProtoField | undefined
    for await (const field of file.fields(0, file.sizeBytes)) {
      if (field.field === MODEL.irVersion) irVersion = field.value
      else if (field.field === MODEL.producer) producer = await file.text(field)
      else if (field.field === MODEL.graph) graph = field
      else if (field.field === MODEL.opset) Object.assign(opsets, await readOpset(file, field))
    }
    if (!graph) throw new Error('it holds no graph')
    return { sizeBytes: file.sizeBytes, producer, irVersion, opsets, ...(await readGraph(file, graph)) }
  } finally {
    await file.close()
  }
}

async function readOpset(file: ProtoFile, { from, to }: ProtoField): Promise<Record<string, number>> {
  let [domain, version] = ['', 0]
  for await (const field of file.fields(from, to)) {
    if (field.field === OPSET.domain) domain = await file.text(field)
    if (field.field === OPSET.version) version = field.value
  }
  return { [domain === 'ai.onnx' ? '' : domain]: version }
}

async function readGraph(
  file: ProtoFile,
  { from, to }: ProtoField
): Promise<Pick<OnnxFacts, 'nodes' | 'inputs' | 'outputs' | 'externalData'>> {
  const inputs: GraphValue[] = []
  const outputs: GraphValue[] = []
  const constants = new Set<string>()
  const external = new Set<string>()
  const makers = new Map<string, string>()
  let nodes = 0
  for await (const field of file.fields(from, to)) {
    if (field.field === GRAPH.node) {
      nodes++
      await readNode(file, field, makers)
    } else if (field.field === GRAPH.input) inputs.push(await readValue(file, field))
    else if (field.field === GRAPH.output) outputs.push(await readValue(file, field))
    else if (field.field === GRAPH.initializer) {
      const { name, location } = await readInitializer(file, field)
      constants.add(name)
      if (location !== undefined) external.add(location)
    }
  }
  return {
    nodes,
    // Older files list their weights among the inputs, too.
    inputs: inputs.filter(({ name }) => !constants.has(name)),
    outputs: outputs.map((output) => {
      const madeBy = makers.get(output.name)
      return madeBy === undefined ? output : { ...output, madeBy }
    }),
    externalData: [...external]
  }
}

/** Which operator makes which value. */
async function readNode(
  file: ProtoFile,
  { from, to }: ProtoField,
  makers: Map<string, string>
): Promise<void> {
  const made: string[] = []
  let operator = ''
  for await (const field of file.fields(from, to)) {
    if (field.field === NODE.output) made.push(await file.text(field))
    if (field.field === NODE.operator) operator = await file.text(field)
  }
  for (const name of made) makers.set(name, operator)
}

async function readInitializer(
  file: ProtoFile,
  { from, to }: ProtoField
): Promise<{ readonly name: string; readonly location?: string }> {
  let name = ''
  let location: string | undefined
  for await (const field of file.fields(from, to)) {
    if (field.field === INITIALIZER.name) name = await file.text(field)
    if (field.field === INITIALIZER.external) {
      const entry = { key: '', value: '' }
      for await (const part of file.fields(field.from, field.to)) {
        if (part.field === ENTRY.key) entry.key = await file.text(part)
        if (part.field === ENTRY.value) entry.value = await file.text(part)
      }
      if (entry.key === 'location') location = entry.value
    }
  }
  return location === undefined ? { name } : { name, location }
}

async function readValue(file: ProtoFile, { from, to }: ProtoField): Promise<GraphValue> {
  let value: GraphValue = { name: '', dtype: 'unknown', dims: undefined }
  for await (const field of file.fields(from, to)) {
    if (field.field === VALUE.name) value = { ...value, name: await file.text(field) }
    if (field.field !== VALUE.type) continue
    for await (const type of file.fields(field.from, field.to))
      value =
        type.field === TYPE.tensor
          ? { ...value, ...(await readTensorType(file, type)) }
          : { ...value, dtype: 'no array' }
  }
  return value
}

async function readTensorType(
  file: ProtoFile,
  { from, to }: ProtoField
): Promise<Pick<GraphValue, 'dtype' | 'dims'>> {
  let dtype = 'unknown'
  let dims: (number | string)[] | undefined
  for await (const field of file.fields(from, to)) {
    if (field.field === TENSOR_TYPE.element) dtype = elements[field.value] ?? `type ${field.value}`
    if (field.field !== TENSOR_TYPE.shape) continue
    dims = []
    for await (const dimension of file.fields(field.from, field.to)) {
      let size: number | string = ''
      for await (const part of file.fields(dimension.from, dimension.to)) {
        if (part.field === DIMENSION.value) size = part.value
        if (part.field === DIMENSION.name) size = await file.text(part)
      }
      dims.push(typeof size === 'number' && !(size > 0) ? '' : size)
    }
  }
  return { dtype, dims }
}
