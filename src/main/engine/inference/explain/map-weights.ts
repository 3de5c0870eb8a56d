import {
  axisLength,
  ROW_SUM_TOLERANCE,
  type MapAxis,
  type ModelMap
} from '../../../../shared/explain/model-map'
import type { Decoded } from '../decode/decoded'
import type { AxisRole } from './map-axes'

/** Most places along a side of a map; more are put together. */
const MOST_STEPS = 1200
const MOST_ROWS = 400
const MOST_CELLS = 32

type Drawn = Pick<ModelMap, 'from' | 'to' | 'weights' | 'heads' | 'sums'>

/**
 * Weights with one side or two: of heads the mean, of labels those of the one explained (`target`). What a text was
 * filled up with is left out. Undefined where there is nothing, or more than one axis of heads.
 */
export function mapWeights(
  { data, dims }: Decoded,
  roles: readonly AxisRole[],
  axes: readonly MapAxis[],
  task: ModelMap['task'],
  target: number
): Drawn | undefined {
  const placesOf = (wanted: (role: AxisRole['role']) => boolean): number[] =>
    roles.flatMap(({ role }, axis) => (wanted(role) ? [axis] : []))
  const sides = placesOf((role) => role !== 'head' && role !== 'label')
  const [head, ...moreHeads] = placesOf((role) => role === 'head')
  const [label] = placesOf((role) => role === 'label')
  const [fromAxis, toAxis] = sides.length === 1 ? [undefined, sides[0]] : sides
  const to = toAxis === undefined ? undefined : axes[toAxis]
  if (toAxis === undefined || !to || moreHeads.length > 0) return undefined
  const from = fromAxis === undefined ? undefined : axes[fromAxis]
  const lengthOf = (axis: number | undefined): number => (axis === undefined ? 1 : (dims[axis] ?? 0))
  const strideOf = (axis: number | undefined): number =>
    axis === undefined ? 0 : dims.slice(axis + 1).reduce((product, size) => product * size, 1)
  const rows = Math.min(lengthOf(fromAxis), axisLength(from))
  const columns = lengthOf(toAxis)
  const heads = lengthOf(head)
  if (rows * columns * heads === 0) return undefined
  const base = Math.min(target, lengthOf(label) - 1) * strideOf(label)
  const weights = new Float64Array(rows * columns)
  const sums: number[] = []
  for (let which = 0; which < heads; which++)
    for (let row = 0; row < rows; row++) {
      let sum = 0
      for (let column = 0; column < columns; column++) {
        const at = base + which * strideOf(head) + row * strideOf(fromAxis) + column * strideOf(toAxis)
        const weight = data[at] ?? NaN
        sum += weight
        const place = row * columns + column
        weights[place] = (weights[place] ?? 0) + weight / heads
      }
      sums.push(sum)
    }
  return {
    ...shorter({ weights, rows, columns }, from, to, task),
    ...(head === undefined ? {} : { heads }),
    ...(task === 'attention' ? { sums: farFromOne(sums) } : {})
  }
}

function farFromOne(sums: readonly number[]): NonNullable<ModelMap['sums']> {
  const far = sums.map((sum) => (Number.isNaN(sum) ? Infinity : Math.abs(sum - 1)))
  return {
    worst: far.reduce((most, one) => Math.max(most, one), 0),
    off: far.filter((one) => one > ROW_SUM_TOLERANCE).length,
    rows: far.length
  }
}

interface Table {
  readonly weights: Float64Array
  readonly rows: number
  readonly columns: number
}

/** Sides that are too long for the eye made shorter: columns of attention add up, everything else is averaged. */
function shorter(
  { weights, rows, columns }: Table,
  from: MapAxis | undefined,
  to: MapAxis,
  task: ModelMap['task']
): Pick<Drawn, 'from' | 'to' | 'weights'> {
  const kept = Math.min(columns, axisLength(to))
  const height = from ? Math.min(rows, mostOf(from, MOST_ROWS)) : rows
  const width = Math.min(kept, mostOf(to, MOST_STEPS))
  const sums = new Float64Array(height * width)
  const counts = new Uint32Array(height * width)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < kept; column++) {
      const place = Math.floor((row * height) / rows) * width + Math.floor((column * width) / kept)
      sums[place] = (sums[place] ?? 0) + (weights[row * columns + column] ?? NaN)
      counts[place] = (counts[place] ?? 0) + 1
    }
  const perRow = rows / height
  return {
    ...(from ? { from: withLength(from, height) } : {}),
    to: withLength(to, width),
    weights: Float32Array.from(sums, (sum, place) =>
      task === 'attention' ? sum / perRow : sum / Math.max(1, counts[place] ?? 1)
    )
  }
}

function mostOf({ kind }: MapAxis, most: number): number {
  if (kind === 'pieces') return Infinity
  return kind === 'rows' || kind === 'columns' ? MOST_CELLS : most
}

const withLength = (axis: MapAxis, count: number): MapAxis =>
  axis.kind === 'pieces' ? axis : { ...axis, count }
