import { z } from 'zod'
import { onlyFor, valueOp } from './op'

/** To uint8: rounded to the nearest and held between 0 and 255. */
export const tensorCast = valueOp(
  'tensor.cast',
  z.looseObject({ dtype: z.enum(['float32', 'uint8']) }),
  ({ dtype }) =>
    onlyFor('tensor.cast', 'tensor', (tensor) => {
      if (tensor.type === dtype) return tensor
      const { dims, picture } = tensor
      if (dtype === 'float32')
        return { kind: 'tensor', type: 'float32', data: new Float32Array(tensor.data), dims, picture }
      const clamped = new Uint8ClampedArray(tensor.data)
      return { kind: 'tensor', type: 'uint8', data: new Uint8Array(clamped.buffer), dims, picture }
    })
)

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
