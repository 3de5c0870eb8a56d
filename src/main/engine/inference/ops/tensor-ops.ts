import { z } from 'zod'
import { emptyTensor, type TensorValue } from '../tensor-value'
import { onlyFor, valueOp } from './op'

/**
 * To another type of number: uint8 is rounded to the nearest and held between 0 and 255, integers lose their fraction,
 * bool is 1 for everything but 0.
 */
export const tensorCast = valueOp(
  'tensor.cast',
  z.looseObject({ dtype: z.enum(['float32', 'uint8', 'int32', 'int64', 'bool']) }),
  ({ dtype }) =>
    onlyFor('tensor.cast', 'tensor', (tensor) =>
      tensor.type === dtype ? tensor : { ...tensor, ...cast(tensor, dtype) }
    )
)

function cast(tensor: TensorValue, dtype: 'float32' | 'uint8' | 'int32' | 'int64' | 'bool'): TensorValue {
  if (tensor.type === 'float16') throw new Error('tensor.cast takes no float16')
  const { dims } = tensor
  const numbers = tensor.type === 'int64' ? Float64Array.from(tensor.data, Number) : tensor.data
  if (dtype === 'float32') return { type: dtype, data: Float32Array.from(numbers), dims }
  if (dtype === 'uint8')
    return { type: dtype, data: new Uint8Array(new Uint8ClampedArray(numbers).buffer), dims }
  const made = emptyTensor(dtype, dims)
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? 0
    if (made.type === 'int64') made.data[i] = BigInt(Math.trunc(value))
    else made.data[i] = dtype === 'bool' ? Number(value !== 0) : Math.trunc(value)
  }
  return made
}

/** A new axis of length 1. */
export const tensorUnsqueeze = valueOp(
  'tensor.unsqueeze',
  z.looseObject({ axis: z.number().int().min(0) }),
  ({ axis }) =>
    onlyFor('tensor.unsqueeze', 'tensor', (tensor) => ({
      ...tensor,
      dims: tensor.dims.toSpliced(axis, 0, 1)
    }))
)
