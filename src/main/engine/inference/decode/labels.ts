import { z } from 'zod'
import { decodeOp } from './decode-op'
import { labelAt, rowsOf, type Decoded } from './decoded'

/**
 * Labels of a model to labels of a scheme. `groups` adds up the sources of each target; `matrix` has a row for each
 * target and a column for each source. `from` names the sources in their order, where they are not those of the output.
 */
const labelMap = decodeOp(
  'labelMap',
  z
    .looseObject({
      groups: z.record(z.string(), z.array(z.string())).optional(),
      matrix: z.array(z.array(z.number())).optional(),
      to: z.array(z.string()).optional(),
      from: z.array(z.string()).optional()
    })
    .refine(
      ({ groups, matrix }) => (groups === undefined) !== (matrix === undefined),
      'give "groups" or "matrix"'
    ),
  ({ groups, matrix, to, from }, _assets, { target }) =>
    (decoded) => {
      const { width } = rowsOf(decoded)
      const sources = from ?? decoded.labels ?? []
      const targets = to ?? (groups ? groupOrder(groups, target.labels) : (target.labels ?? []))
      const weights =
        matrix ??
        targets.map((label) => sources.map((source) => Number(groups?.[label]?.includes(source) ?? false)))
      const wrong = weights.find((row) => row.length !== width)
      if (wrong)
        throw new Error(
          `"labelMap" maps ${wrong.length} labels, the output has ${width}; "from" names them in their order`
        )
      const unknown = Object.values(groups ?? {})
        .flat()
        .find((source) => !sources.includes(source))
      if (unknown !== undefined)
        throw new Error(`"labelMap" names "${unknown}"; the output has: ${sources.join(', ')}`)
      return weighted(decoded, weights, targets)
    }
)

/** Targets in the order of the output where it has one that fits. */
function groupOrder(
  groups: Readonly<Record<string, readonly string[]>>,
  labels: readonly string[] | undefined
): readonly string[] {
  const keys = Object.keys(groups)
  return labels && keys.every((key) => labels.includes(key)) ? labels : keys
}

/**
 * The parts of labels that name two things at once. `shape` and `axes`: the row is a table of that shape, and the axes are
 * added up; `separator` and `part`: labels as `male_happy` are added up by that part.
 */
const marginalise = decodeOp(
  'marginalise',
  z
    .looseObject({
      shape: z.array(z.number().int().positive()).optional(),
      axes: z.array(z.number().int().min(0)).default([]),
      from: z.array(z.string()).optional(),
      separator: z.string().min(1).optional(),
      part: z.number().int().min(0).default(0)
    })
    .refine(
      ({ shape, separator }) => (shape === undefined) !== (separator === undefined),
      'give "shape" and "axes", or "separator" and "part"'
    ),
  ({ shape, axes, from, separator, part }, _assets, { target }) =>
    (decoded) => {
      const { width } = rowsOf(decoded)
      if (separator !== undefined) {
        const names = (from ?? decoded.labels ?? []).map((label) => label.split(separator)[part] ?? '')
        const targets = groupOrder(Object.fromEntries(names.map((name) => [name, []])), target.labels)
        return weighted(
          decoded,
          targets.map((label) => names.map((name) => Number(name === label))),
          targets
        )
      }
      const table = shape ?? []
      const product = table.reduce((all, size) => all * size, 1)
      if (product !== width) throw new Error(`"marginalise" takes ${product} values, the output has ${width}`)
      const kept = table.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
      const size = kept.reduce((all, axis) => all * (table[axis] ?? 1), 1)
      const weights = Array.from({ length: size }, () => new Array<number>(width).fill(0))
      for (let index = 0; index < width; index++) {
        const place = placeOf(index, table)
        const at = kept.reduce((sum, axis) => sum * (table[axis] ?? 1) + (place[axis] ?? 0), 0)
        const row = weights[at]
        if (row) row[index] = 1
      }
      return weighted(decoded, weights, target.labels ?? [])
    }
)

function placeOf(index: number, shape: readonly number[]): number[] {
  const place = new Array<number>(shape.length).fill(0)
  let rest = index
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1
    place[axis] = rest % size
    rest = Math.floor(rest / size)
  }
  return place
}

/** One probability for each of several one-label models: of their positive class, where they give one for each class. */
const binaryBundle = decodeOp(
  'binaryBundle',
  z.looseObject({
    members: z
      .array(z.looseObject({ label: z.string(), positive: z.number().int().min(0).default(1) }))
      .optional()
  }),
  ({ members }) =>
    (decoded) => {
      const count = members?.length ?? decoded.labels?.length ?? decoded.data.length
      const width = decoded.data.length / count
      if (!Number.isInteger(width))
        throw new Error(
          `"binaryBundle" has ${count} members, which ${decoded.data.length} values are not for`
        )
      return {
        ...decoded,
        data: Float64Array.from(
          { length: count },
          (_, index) =>
            decoded.data[index * width + (width === 1 ? 0 : (members?.[index]?.positive ?? 1))] ?? Number.NaN
        ),
        dims: [count],
        labels:
          members?.map(({ label }) => label) ??
          decoded.labels ??
          Array.from({ length: count }, (_, index) => labelAt(decoded, index))
      }
    }
)

export const labelOps = [labelMap, marginalise, binaryBundle]

function weighted(
  decoded: Decoded,
  weights: readonly (readonly number[])[],
  labels: readonly string[]
): Decoded {
  const { rows, width } = rowsOf(decoded)
  const data = new Float64Array(rows * weights.length)
  for (let row = 0; row < rows; row++)
    weights.forEach((factors, target) => {
      let sum = 0
      factors.forEach((factor, source) => {
        // A source that takes no part may be undefined without spoiling the sum.
        if (factor !== 0) sum += factor * (decoded.data[row * width + source] ?? Number.NaN)
      })
      data[row * weights.length + target] = sum
    })
  return { ...decoded, data, dims: [...decoded.dims.slice(0, -1), weights.length], labels }
}
