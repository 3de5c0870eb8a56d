import { z } from 'zod'
import { emptyTensor, type TensorValue } from '../tensor-value'
import { fromHalf, toHalf } from './half-float'
import { tensorStep } from './tensor-step'
import { valueOp } from './op'

const types = ['float32', 'float16', 'uint8', 'int32', 'int64', 'bool'] as const

/**
 * To another type of number: uint8 is rounded to the nearest and held between 0 and 255, integers lose their fraction,
 * float16 is rounded to the nearest that it has, bool is 1 for everything but 0.
 */
export const tensorCast = valueOp('tensor.cast', z.looseObject({ dtype: z.enum(types) }), ({ dtype }) =>
  tensorStep('tensor.cast', (tensor) =>
    tensor.type === dtype ? tensor : { ...tensor, ...cast(tensor, dtype) }
  )
)

/** The values of a tensor as plain numbers. */
export function numbersOf(tensor: TensorValue): ArrayLike<number> {
  if (tensor.type === 'int64') return Float64Array.from(tensor.data, Number)
  return tensor.type === 'float16' ? Float64Array.from(tensor.data, fromHalf) : tensor.data
}

/** Numbers in a type, as `tensor.cast` brings them there. */
export function cast(tensor: TensorValue, dtype: TensorValue['type']): TensorValue {
  return inType(numbersOf(tensor), dtype, tensor.dims)
}

/** A tensor of plain numbers. */
export function inType(
  numbers: ArrayLike<number>,
  dtype: TensorValue['type'],
  dims: readonly number[]
): TensorValue {
  if (dtype === 'float32') return { type: dtype, data: Float32Array.from(numbers), dims }
  if (dtype === 'uint8')
    return { type: dtype, data: new Uint8Array(Uint8ClampedArray.from(numbers).buffer), dims }
  const made = emptyTensor(dtype, dims)
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? 0
    if (made.type === 'int64') made.data[i] = BigInt(Math.trunc(value))
    else if (made.type === 'float16') made.data[i] = toHalf(value)
    else made.data[i] = dtype === 'bool' ? Number(value !== 0) : Math.trunc(value)
  }
  return made
}
