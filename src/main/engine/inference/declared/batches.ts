import { emptyTensor, setAt, type TensorValue } from '../tensor-value'
import type { ModelInput } from '../ops/value'
import type { PreparedUnit } from './prepare-unit'

export interface BatchRules {
  readonly max: number
  /** Units of different length are sorted by it, so that little is filled up. */
  readonly byLength: boolean
  /** Lengths are filled up to a multiple of this. */
  readonly padTo?: number | undefined
  /** Only units of the same length may share a batch: some output cannot be cut to the length of a unit. */
  readonly equalLengths: boolean
  /** Axes of each input as the manifest declares them, the batch among them. */
  readonly ranks: readonly number[]
}

/** Units that go through the model together, in the order of the first of each batch. */
export function batchesOf(units: readonly PreparedUnit[], rules: BatchRules): PreparedUnit[][] {
  const alike = new Map<string, PreparedUnit[]>()
  for (const unit of units) {
    const key = isBatched(unit.inputs, rules.ranks)
      ? signature(unit.inputs, rules.equalLengths)
      : `alone ${unit.unit.key}`
    const known = alike.get(key)
    if (known) known.push(unit)
    else alike.set(key, [unit])
  }
  return [...alike.values()].flatMap((group) => {
    const ordered = rules.byLength ? group.toSorted((a, b) => lengthOf(a) - lengthOf(b)) : group
    return Array.from({ length: Math.ceil(ordered.length / rules.max) }, (_, at) =>
      ordered.slice(at * rules.max, (at + 1) * rules.max)
    )
  })
}

/** Whether units have a batch axis to be put in front: their inputs have one axis less than the manifest declares. A unit that brings its own rows has not. */
export const isBatched = (inputs: readonly ModelInput[], ranks: readonly number[]): boolean =>
  inputs.some(({ dims }, at) => dims.length < (ranks[at] ?? 0))

/** One tensor for each input, a batch axis in front of those that have one. Inputs without are the same for all units. */
export function stacked(batch: readonly PreparedUnit[], rules: BatchRules): TensorValue[] {
  const [first] = batch
  if (!first) throw new Error('nothing to stack')
  return first.inputs.map((one, at) => {
    if (one.dims.length >= (rules.ranks[at] ?? 0)) return ownTensor(one)
    const items = batch.map(({ inputs }) => inputs[at] ?? one)
    const { fill } = one
    if (!fill) return stackedRows(items, one.dims)
    const longest = Math.max(...items.map(({ dims }) => dims[fill.axis] ?? 0), 1)
    const length = rules.padTo ? Math.ceil(longest / rules.padTo) * rules.padTo : longest
    return stackedRows(items, one.dims.with(fill.axis, length))
  })
}

function stackedRows(items: readonly ModelInput[], dims: readonly number[]): TensorValue {
  const [first] = items
  if (!first) throw new Error('nothing to stack')
  const all = emptyTensor(first.type, [items.length, ...dims])
  const size = dims.reduce((product, length) => product * length, 1)
  const value = first.fill?.value ?? 0
  if (value !== 0) fillWith(all, value)
  items.forEach((item, index) => place(all, index * size, dims, item))
  return all
}

/** Copy an item into its room; where it is shorter along an axis, row by row. */
function place(all: TensorValue, start: number, dims: readonly number[], item: ModelInput): void {
  const axis = item.fill?.axis ?? 0
  const own = item.dims[axis] ?? 0
  const inner = item.dims.slice(axis + 1).reduce((product, length) => product * length, 1)
  const outer = item.dims.slice(0, axis).reduce((product, length) => product * length, 1)
  if (own === (dims[axis] ?? 0) || item.dims.length === 0) return setAt(all, item, start)
  for (let row = 0; row < outer; row++)
    setAt(all, rowsOf(item, row * own * inner, own * inner), start + row * (dims[axis] ?? 0) * inner)
}

function rowsOf(item: ModelInput, from: number, length: number): TensorValue {
  const dims = [length]
  switch (item.type) {
    case 'float32':
      return { type: item.type, data: item.data.subarray(from, from + length), dims }
    case 'int64':
      return { type: item.type, data: item.data.subarray(from, from + length), dims }
    case 'int32':
      return { type: item.type, data: item.data.subarray(from, from + length), dims }
    case 'float16':
      return { type: item.type, data: item.data.subarray(from, from + length), dims }
    case 'uint8':
    case 'bool':
      return { type: item.type, data: item.data.subarray(from, from + length), dims }
  }
}

function fillWith(tensor: TensorValue, value: number): void {
  if (tensor.type === 'int64') tensor.data.fill(BigInt(Math.trunc(value)))
  else tensor.data.fill(value)
}

/** The arrays of a run are given away, and an input may be a part of something larger. */
function ownTensor(item: ModelInput): TensorValue {
  const copy = emptyTensor(item.type, item.dims)
  setAt(copy, item, 0)
  return copy
}

const signature = (inputs: readonly ModelInput[], equalLengths: boolean): string =>
  inputs
    .map(({ type, dims, fill }) =>
      [type, ...dims.map((size, axis) => (fill?.axis === axis && !equalLengths ? '*' : size))].join('x')
    )
    .join(' ')

const lengthOf = ({ inputs }: PreparedUnit): number =>
  Math.max(...inputs.map(({ dims, fill }) => (fill ? (dims[fill.axis] ?? 0) : 0)))
