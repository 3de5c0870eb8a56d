import type { Manifest, ManifestOutput } from '../manifest'
import { fromHalf } from '../ops/half-float'
import type { TensorValue } from '../tensor-value'
import type { PreparedUnit } from './prepare-unit'

/** One unit's part of an output, as numbers, without the batch axis. */
export interface RawOutput {
  readonly data: ArrayLike<number>
  readonly dims: readonly number[]
}

/** Name of an output in the graph. */
export const graphName = ({ id, name }: ManifestOutput): string => name ?? id

/** Outputs whose rows are those of an input that is filled up: they can be cut to the length of a unit. */
export function lengthNames(manifest: Manifest): ReadonlySet<string> {
  return new Set(
    (manifest.inputs ?? []).flatMap(({ shape }) => shape.slice(1).filter((size) => typeof size === 'string'))
  )
}

/** Tasks whose answers have rows of their own; without a declared shape they may be as long as the input. */
const inRows = new Set(['sequence-classification', 'frame-classification', 'frame-regression', 'segments'])

/** Whether units of different length may share a batch: every row of an output is known to belong to a row of an input. */
export function takesLengths(manifest: Manifest): boolean {
  const known = lengthNames(manifest)
  return manifest.outputs.every(({ shape, task, decode }) => {
    const pools = decode?.some(({ op, pool }) => op === 'embedding' && pool !== undefined && pool !== 'none')
    if (!shape) return !inRows.has(task) && !pools
    return shape.slice(1).every((size) => typeof size === 'number' || known.has(size))
  })
}

/** An output of a batch, unit by unit. `alone`: the unit had no batch axis, and all of it is its own. */
export function cutOutput(
  value: TensorValue,
  { shape = [] }: ManifestOutput,
  batch: readonly PreparedUnit[],
  manifest: Manifest,
  alone: boolean
): RawOutput[] {
  const numbers = asNumbers(value)
  if (alone) return [{ data: numbers, dims: value.dims }]
  const [count = 1, ...dims] = value.dims
  if (count !== batch.length)
    throw new Error(
      `the model answered with ${count} rows for ${batch.length} units; its first axis has to be the batch`
    )
  const size = dims.reduce((product, length) => product * length, 1)
  return batch.map((unit, index) => {
    const own = { data: numbers.subarray(index * size, (index + 1) * size), dims }
    return shape.slice(1).reduce<RawOutput>((cut, name, axis) => {
      const length = typeof name === 'string' ? lengthOf(unit, name, manifest) : undefined
      return length === undefined || length >= (cut.dims[axis] ?? 0) ? cut : shortened(cut, axis, length)
    }, own)
  })
}

/** How long a unit's input is along the axis of that name. */
function lengthOf({ inputs }: PreparedUnit, name: string, manifest: Manifest): number | undefined {
  for (const [at, { shape }] of (manifest.inputs ?? []).entries()) {
    const axis = shape.indexOf(name)
    const input = inputs[at]
    if (axis > 0 && input?.fill?.axis === axis - 1) return input.dims[axis - 1]
  }
  return undefined
}

function shortened({ data, dims }: RawOutput, axis: number, length: number): RawOutput {
  const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1)
  const outer = dims.slice(0, axis).reduce((product, size) => product * size, 1)
  const whole = (dims[axis] ?? 0) * inner
  const kept = new Float64Array(outer * length * inner)
  for (let row = 0; row < outer; row++)
    for (let at = 0; at < length * inner; at++)
      kept[row * length * inner + at] = data[row * whole + at] ?? Number.NaN
  return { data: kept, dims: dims.with(axis, length) }
}

function asNumbers(value: TensorValue): Float64Array | Float32Array {
  if (value.type === 'float32') return value.data
  if (value.type === 'int64') return Float64Array.from(value.data, Number)
  if (value.type === 'float16') return Float64Array.from(value.data, fromHalf)
  return Float64Array.from(value.data)
}
