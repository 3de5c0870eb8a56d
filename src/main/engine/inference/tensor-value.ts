/** A dense array as a model takes and gives it, row by row. */
export type TensorValue =
  | { readonly type: 'float32'; readonly data: Float32Array; readonly dims: readonly number[] }
  | { readonly type: 'uint8'; readonly data: Uint8Array; readonly dims: readonly number[] }
  | { readonly type: 'int32'; readonly data: Int32Array; readonly dims: readonly number[] }
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly dims: readonly number[] }
  /** One byte for each, 0 or 1. */
  | { readonly type: 'bool'; readonly data: Uint8Array; readonly dims: readonly number[] }
  /** Half precision, as its bits (IEEE 754 binary16). */
  | { readonly type: 'float16'; readonly data: Uint16Array; readonly dims: readonly number[] }

/** An array of the same type with room for `count` values, all 0. */
export function emptyTensor(type: TensorValue['type'], dims: readonly number[]): TensorValue {
  const count = dims.reduce((product, size) => product * size, 1)
  switch (type) {
    case 'float32':
      return { type, data: new Float32Array(count), dims }
    case 'uint8':
    case 'bool':
      return { type, data: new Uint8Array(count), dims }
    case 'int32':
      return { type, data: new Int32Array(count), dims }
    case 'int64':
      return { type, data: new BigInt64Array(count), dims }
    case 'float16':
      return { type, data: new Uint16Array(count), dims }
  }
}

/** The same values in memory of their own, which can be handed to another thread. */
export function ownCopy(value: TensorValue): TensorValue {
  const copy = emptyTensor(value.type, value.dims)
  setAt(copy, value, 0)
  return copy
}

/** Write the values of one array into another of the same type, from an index on. */
export function setAt(target: TensorValue, source: TensorValue, index: number): void {
  if (target.type === 'int64' && source.type === 'int64') target.data.set(source.data, index)
  else if (target.type !== 'int64' && source.type !== 'int64' && target.type === source.type)
    target.data.set(source.data, index)
  else throw new Error(`${source.type} cannot be put into ${target.type}`)
}

const types: readonly TensorValue['type'][] = ['float32', 'uint8', 'int32', 'int64', 'bool', 'float16']

/** The tensor type of a manifest's `dtype`. Throws for one that no input can have yet. */
export function tensorTypeOf(dtype: string): TensorValue['type'] {
  const type = types.find((known) => known === dtype)
  if (!type) throw new Error(`inputs of type "${dtype}" cannot be made; known: ${types.join(', ')}`)
  return type
}
