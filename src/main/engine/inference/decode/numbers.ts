import { z } from 'zod'
import { decodeOp } from './decode-op'
import { mapRows, type Decoded } from './decoded'

/** A number for all entries of a row, or one for each. */
const each = z.union([z.number(), z.array(z.number())])
const at = (value: number | readonly number[], index: number): number =>
  typeof value === 'number' ? value : (value[index] ?? Number.NaN)

/** What the model gave is what it says. */
const identity = decodeOp('identity', z.looseObject({}), () => (decoded) => decoded)

/** One entry (`index`, the axis goes) or a stretch (`range`, its end excluded) of an axis; axes are counted without the batch. */
const select = decodeOp(
  'select',
  z
    .looseObject({
      index: z.number().int().optional(),
      range: z.tuple([z.number().int(), z.number().int()]).optional(),
      axis: z.number().int().default(-1)
    })
    .refine(({ index, range }) => (index === undefined) !== (range === undefined), 'give "index" or "range"'),
  ({ index, range, axis }) =>
    (decoded) => {
      const place = axis < 0 ? decoded.dims.length + axis : axis
      const size = decoded.dims[place]
      if (size === undefined)
        throw new Error(`"select" names axis ${axis} of an output with ${decoded.dims.length} axes`)
      const [from, to] = range ?? [index ?? 0, (index ?? 0) + 1]
      const first = from < 0 ? size + from : from
      const last = range && to <= 0 ? size + to : range ? to : first + 1
      if (first < 0 || last > size || last <= first)
        throw new Error(`"select" asks for ${first} to ${last} of an axis of ${size}`)
      return {
        ...decoded,
        data: slab(decoded, place, first, last),
        dims: range ? decoded.dims.with(place, last - first) : decoded.dims.toSpliced(place, 1)
      }
    }
)

/** To the range of the scheme: value x scale + offset, one of each for all dimensions or for every one. */
const affine = decodeOp(
  'affine',
  z.looseObject({ scale: each.default(1), offset: each.default(0) }),
  ({ scale, offset }) =>
    (decoded) =>
      mapRows(decoded, (row) => row.map((value, index) => value * at(scale, index) + at(offset, index)))
)

const clip = decodeOp(
  'clip',
  z.looseObject({ min: z.number().optional(), max: z.number().optional() }),
  ({ min = -Infinity, max = Infinity }) =>
    (decoded) =>
      // NaN stays NaN, which Math.min and Math.max keep.
      mapRows(decoded, (row) => row.map((value) => Math.min(max, Math.max(min, value))))
)

/** From standardised values back to those of the training labels. */
const scaleToTrain = decodeOp(
  'scaleToTrain',
  z.looseObject({ mean: each, std: each }),
  ({ mean, std }) =>
    (decoded) =>
      mapRows(decoded, (row) => row.map((value, index) => value * at(std, index) + at(mean, index)))
)

export const numberOps = [identity, select, affine, clip, scaleToTrain]

function slab({ data, dims }: Decoded, axis: number, from: number, to: number): Float64Array {
  const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1)
  const outer = dims.slice(0, axis).reduce((product, size) => product * size, 1)
  const size = dims[axis] ?? 0
  const length = (to - from) * inner
  const cut = new Float64Array(outer * length)
  for (let i = 0; i < outer; i++) {
    const start = (i * size + from) * inner
    cut.set(data.subarray(start, start + length), i * length)
  }
  return cut
}
