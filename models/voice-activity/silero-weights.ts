import onnxProto from 'onnx-proto'

const { onnx } = onnxProto

/** A constant of the file by the last part of its name. Throws a sentence where the file has no such constant. */
export type Weights = (name: string) => { readonly dims: readonly number[]; readonly data: Float32Array }

/** float32 in onnx.proto (TensorProto.DataType). */
const FLOAT32 = 1

/** The float32 constants in one branch of the file's outermost `If`: `then_branch` is for 16 kHz. */
export function constantsOfBranch(bytes: Uint8Array, branch: 'then_branch' | 'else_branch'): Weights {
  const choice = onnx.ModelProto.decode(bytes).graph?.node?.find((node) => node.opType === 'If')
  const graph = choice?.attribute?.find(({ name }) => name === branch)?.g
  const found = new Map<string, ReturnType<Weights>>()
  for (const { opType, output, attribute } of graph?.node ?? []) {
    const value = opType === 'Constant' ? attribute?.find(({ name }) => name === 'value')?.t : undefined
    const name = output?.[0]?.split('Inline_0__')[1]
    if (value?.dataType !== FLOAT32 || !value.rawData || name === undefined) continue
    const data = new Float32Array(Uint8Array.from(value.rawData).buffer)
    found.set(name, { dims: (value.dims ?? []).map(Number), data })
  }
  return (name) => {
    const value = found.get(name)
    if (!value) throw new Error(`the file has no constant "${name}"; it has: ${[...found.keys()].join(', ')}`)
    return value
  }
}
