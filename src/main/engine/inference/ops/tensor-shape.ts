import { z } from 'zod'
import { emptyTensor, setAt, type TensorValue } from '../tensor-value'
import { valueOp } from './op'
import { axisOf, tensorStep } from './tensor-step'
import type { ModelInput } from './value'

/** A new axis of length 1. */
export const tensorUnsqueeze = valueOp(
  'tensor.unsqueeze',
  z.looseObject({ axis: z.number().int() }),
  ({ axis }) =>
    tensorStep('tensor.unsqueeze', (tensor) => {
      const place = axisOf('tensor.unsqueeze', axis, tensor.dims.length + 1)
      return reshaped(tensor, tensor.dims.toSpliced(place, 0, 1))
    })
)

/** Axes in another order; `perm` names for each new axis the old one. */
export const tensorTranspose = valueOp(
  'tensor.transpose',
  z.looseObject({ perm: z.array(z.number().int().min(0)).min(1) }),
  ({ perm }) =>
    tensorStep('tensor.transpose', (tensor) => {
      if (
        perm.length !== tensor.dims.length ||
        new Set(perm).size !== perm.length ||
        Math.max(...perm) >= perm.length
      )
        throw new Error(
          `tensor.transpose: "perm" [${perm.join(', ')}] is no order of the ${tensor.dims.length} axes of [${tensor.dims.join(', ')}]`
        )
      const { fill, series, ...moved } = { ...tensor, ...transposed(tensor, perm) }
      return {
        ...moved,
        ...(fill && { fill: { ...fill, axis: perm.indexOf(fill.axis) } }),
        ...(series && { series: { ...series, axis: perm.indexOf(series.axis) } })
      }
    })
)

/** The same values with other sizes; -1 once: what is left. */
export const tensorReshape = valueOp(
  'tensor.reshape',
  z.looseObject({
    shape: z
      .array(z.number().int().min(-1))
      .min(1)
      .refine((shape) => shape.filter((size) => size === -1).length < 2, {
        message: 'only one size can be left open'
      })
  }),
  ({ shape }) =>
    tensorStep('tensor.reshape', (tensor) => {
      const known = shape.reduce((product, size) => (size === -1 ? product : product * size), 1)
      const dims = shape.map((size) => (size === -1 ? tensor.data.length / known : size))
      if (
        dims.reduce((product, size) => product * size, 1) !== tensor.data.length ||
        !dims.every(Number.isInteger)
      )
        throw new Error(
          `tensor.reshape: ${tensor.data.length} values of [${tensor.dims.join(', ')}] do not fill [${shape.join(', ')}]`
        )
      return reshaped(tensor, dims)
    })
)

/** Filled up along an axis to a length with `value`; longer ones are cut at their end. `side` says where the filling goes. */
export const tensorPad = valueOp(
  'tensor.pad',
  z.looseObject({
    axis: z.number().int(),
    to: z.number().int().min(1).max(10_000_000),
    value: z.number().default(0),
    side: z.enum(['right', 'left']).default('right')
  }),
  ({ axis, to, value, side }) =>
    tensorStep('tensor.pad', (tensor) => {
      const place = axisOf('tensor.pad', axis, tensor.dims.length)
      const { fill: _filled, ...rest } = tensor
      return { ...rest, ...padded(tensor, place, to, value, side) }
    })
)

function reshaped(tensor: ModelInput, dims: readonly number[]): ModelInput {
  const { fill: _fill, series: _series, ...rest } = tensor
  return { ...rest, dims }
}

function transposed(tensor: TensorValue, perm: readonly number[]): TensorValue {
  const strides = tensor.dims.map((_, axis) =>
    tensor.dims.slice(axis + 1).reduce((product, size) => product * size, 1)
  )
  const dims = perm.map((axis) => tensor.dims[axis] ?? 1)
  const steps = perm.map((axis) => strides[axis] ?? 1)
  const made = emptyTensor(tensor.type, dims)
  const index = dims.map(() => 0)
  let from = 0
  for (let i = 0; i < made.data.length; i++) {
    made.data[i] = tensor.data[from] ?? 0
    // Like the digits of a counter: the last axis runs fastest.
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1
      from += steps[axis] ?? 0
      if (next < (dims[axis] ?? 1)) {
        index[axis] = next
        break
      }
      from -= (steps[axis] ?? 0) * (dims[axis] ?? 1)
      index[axis] = 0
    }
  }
  return made
}

function padded(
  tensor: TensorValue,
  axis: number,
  to: number,
  value: number,
  side: 'right' | 'left'
): TensorValue {
  const size = tensor.dims[axis] ?? 0
  const inner = tensor.dims.slice(axis + 1).reduce((product, length) => product * length, 1)
  const outer = tensor.dims.slice(0, axis).reduce((product, length) => product * length, 1)
  const made = emptyTensor(tensor.type, tensor.dims.with(axis, to))
  if (value !== 0) {
    if (made.type === 'int64') made.data.fill(BigInt(Math.trunc(value)))
    else made.data.fill(value)
  }
  const kept = Math.min(size, to)
  const shift = side === 'left' ? to - kept : 0
  for (let row = 0; row < outer; row++) {
    const part = { ...tensor, ...slice(tensor, row * size * inner, kept * inner) }
    setAt(made, part, (row * to + shift) * inner)
  }
  return made
}

function slice(tensor: TensorValue, from: number, count: number): TensorValue {
  const made = emptyTensor(tensor.type, [count])
  for (let i = 0; i < count; i++) made.data[i] = tensor.data[from + i] ?? 0
  return made
}
