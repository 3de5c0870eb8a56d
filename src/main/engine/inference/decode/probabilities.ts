import { z } from 'zod'
import { decodeOp } from './decode-op'
import { mapRows, type Decoded } from './decoded'

/** Shares that add up to 1 along an axis (the last unless named); a temperature above 1 evens them out. */
const softmax = decodeOp(
  'softmax',
  z.looseObject({ axis: z.number().int().default(-1), temperature: z.number().positive().default(1) }),
  ({ axis, temperature }) =>
    (decoded) =>
      alongAxis(decoded, axis, (row) => softmaxOf(row, temperature))
)

const sigmoid = decodeOp('sigmoid', z.looseObject({}), () => (decoded) => ({
  ...decoded,
  data: decoded.data.map((value) => 1 / (1 + Math.exp(-value)))
}))

/** Logarithms of probabilities back to probabilities. */
const logsoftmaxToProb = decodeOp('logsoftmaxToProb', z.looseObject({}), () => (decoded) => ({
  ...decoded,
  data: decoded.data.map(Math.exp)
}))

export const probabilityOps = [softmax, sigmoid, logsoftmaxToProb]

/** Softmax with the largest value taken off first, so that nothing overflows. */
export function softmaxOf(values: ArrayLike<number>, temperature = 1): Float64Array {
  let most = -Infinity
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] ?? Number.NaN)
  const out = Float64Array.from(values, (value) => Math.exp((value - most) / temperature))
  const sum = out.reduce((total, value) => total + value, 0)
  return out.map((value) => value / sum)
}

function alongAxis(decoded: Decoded, axis: number, change: (row: Float64Array) => Float64Array): Decoded {
  const { dims, data } = decoded
  const place = axis < 0 ? dims.length + axis : axis
  if (place === dims.length - 1 || dims.length === 0) return mapRows(decoded, change)
  const size = dims[place]
  if (size === undefined) throw new Error(`an output with ${dims.length} axes has no axis ${axis}`)
  const inner = dims.slice(place + 1).reduce((product, length) => product * length, 1)
  const out = new Float64Array(data.length)
  for (let start = 0; start < data.length; start += size * inner)
    for (let i = 0; i < inner; i++) {
      const row = Float64Array.from({ length: size }, (_, at) => data[start + at * inner + i] ?? Number.NaN)
      change(row).forEach((value, at) => (out[start + at * inner + i] = value))
    }
  return { ...decoded, data: out }
}
