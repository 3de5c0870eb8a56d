import { z } from 'zod'
import { highest } from '../label-cells'
import { decodeOp } from './decode-op'
import { labelAt, rowsOf, type Decoded } from './decoded'

/** The highest of each row; the first of equals. */
const argmax = decodeOp('argmax', z.looseObject({}), () => chooseHighest)

/** The k highest, best first. */
const topk = decodeOp('topk', z.looseObject({ k: z.number().int().positive() }), ({ k }) => (decoded) => ({
  ...decoded,
  chosen: byScore(decoded, indices(decoded)).slice(0, k)
}))

/**
 * Every label whose value reaches the threshold, best first. One value for two labels is the probability of the second,
 * and one of the two is chosen.
 */
const threshold = decodeOp(
  'threshold',
  z.looseObject({ value: z.number().default(0.5), perLabel: z.record(z.string(), z.number()).default({}) }),
  ({ value, perLabel }) =>
    (decoded) => {
      const limit = (index: number): number => perLabel[labelAt(decoded, index)] ?? value
      if (decoded.data.length === 1 && decoded.labels?.length === 2) {
        const [positive = Number.NaN] = decoded.data
        return {
          ...decoded,
          data: Float64Array.of(1 - positive, positive),
          dims: [2],
          chosen: Number.isNaN(positive) ? [] : [labelAt(decoded, positive >= limit(1) ? 1 : 0)]
        }
      }
      const reached = indices(decoded).filter((index) => (decoded.data[index] ?? Number.NaN) >= limit(index))
      return { ...decoded, chosen: byScore(decoded, reached) }
    }
)

/**
 * Levels in order. `expected`: the mean level of a row of probabilities, on the range of the target where it has one;
 * `cumulative`: each value is the probability of lying above a level, and their sum is the level (the form of Cao et al.
 * 2020, CORAL); `cutpoints`: how many of them a single value reaches.
 */
const ordinal = decodeOp(
  'ordinal',
  z
    .looseObject({
      expected: z.boolean().default(false),
      cumulative: z.boolean().default(false),
      cutpoints: z.array(z.number()).optional()
    })
    .refine(
      ({ expected, cumulative, cutpoints }) => expected || cumulative || cutpoints !== undefined,
      'give "expected", "cumulative" or "cutpoints"'
    ),
  ({ expected, cumulative, cutpoints }, _assets, { target }) =>
    (decoded) => {
      if (!expected && !cumulative)
        return {
          ...decoded,
          data: decoded.data.map((value) =>
            Number.isNaN(value) ? value : (cutpoints ?? []).filter((cut) => value >= cut).length
          )
        }
      const { rows, width } = rowsOf(decoded)
      const levels = expected ? width - 1 : width
      const [low, high] = target.range ?? [0, levels]
      const data = Float64Array.from({ length: rows }, (_, row) => {
        const values = decoded.data.subarray(row * width, (row + 1) * width)
        const level = values.reduce((sum, value, index) => sum + value * (expected ? index : 1), 0)
        return low + (level * (high - low)) / levels
      })
      return { ...decoded, data, dims: decoded.dims.slice(0, -1) }
    }
)

export const choiceOps = [argmax, topk, threshold, ordinal]

/** The label of each row by its highest value; what it was chosen from is kept as scores. */
export function chooseHighest(decoded: Decoded): Decoded {
  const { rows, width } = rowsOf(decoded)
  const data = Float64Array.from({ length: rows }, (_, row) =>
    highest(decoded.data.subarray(row * width, (row + 1) * width))
  )
  return {
    ...decoded,
    data,
    dims: decoded.dims.slice(0, -1),
    scores: { data: decoded.data, dims: decoded.dims },
    ...(rows === 1 ? { chosen: [labelAt(decoded, data[0] ?? 0)] } : {})
  }
}

const indices = ({ data }: Decoded): number[] => Array.from(data, (_, index) => index)

const byScore = (decoded: Decoded, chosen: readonly number[]): string[] =>
  chosen
    .toSorted((a, b) => (decoded.data[b] ?? 0) - (decoded.data[a] ?? 0) || a - b)
    .map((index) => labelAt(decoded, index))
