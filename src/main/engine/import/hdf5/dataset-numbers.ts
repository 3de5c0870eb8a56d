import type { Dataset } from 'h5wasm/node'
import { Unreadable } from '../../interchange/unreadable'
import { countOf } from '../arrays/array-value'
import type { NumberArray } from '../arrays/array-value'
import { CUT_OFF } from '../arrays/byte-source'

/** Most numbers of a list that is read whole. */
const MOST_AT_ONCE = 64 * 1024 * 1024

/** HDF5's classes of types that are numbers: whole, floating, named whole numbers. */
const NUMBERS = new Set([0, 1, 8])

/** The numbers of a dataset in the order of HDF5, read where they are asked for; undefined when it holds none. */
export function datasetNumbers(dataset: Dataset): NumberArray | undefined {
  const { type } = dataset.metadata
  if (!NUMBERS.has(type)) return undefined
  const shape = dataset.shape ?? []
  return {
    kind: 'numbers',
    type: typeof dataset.dtype === 'string' ? dataset.dtype : 'numbers',
    shape,
    fastest: 'last',
    read(from, to) {
      const out = new Float64Array(to - from)
      let at = 0
      if (shape.length === 0) return to > from ? asNumbers(dataset.value) : out
      for (const block of blocksOf(shape, from, to)) {
        const numbers = asNumbers(readBlock(dataset, block))
        out.set(numbers, at)
        at += numbers.length
      }
      return out
    }
  }
}

/** All numbers of a small dataset. */
export function allNumbers(dataset: Dataset): Float64Array<ArrayBuffer> {
  const count = countOf(dataset.shape ?? [])
  if (count > MOST_AT_ONCE)
    throw new Unreadable(
      'holds a list of more numbers than can be right.',
      'Check where the file comes from.'
    )
  return datasetNumbers(dataset)?.read(0, count) ?? new Float64Array()
}

type Block = readonly [number, number][]

/** Blocks along the axes that together are the numbers [from, to) in their order, the last axis changing fastest. */
export function* blocksOf(shape: readonly number[], from: number, to: number): Generator<Block> {
  const [size = 1, ...rest] = shape
  const inner = countOf(rest)
  if (to <= from || inner === 0) return
  if (rest.length === 0) {
    yield [[from, Math.min(size, to)]]
    return
  }
  const firstWhole = Math.ceil(from / inner)
  const lastWhole = Math.floor(to / inner)
  if (firstWhole > lastWhole) {
    yield* within(lastWhole, from, to)
    return
  }
  if (from < firstWhole * inner) yield* within(firstWhole - 1, from, firstWhole * inner)
  if (lastWhole > firstWhole) yield [[firstWhole, lastWhole], ...rest.map((n): [number, number] => [0, n])]
  if (lastWhole * inner < to) yield* within(lastWhole, lastWhole * inner, to)

  function* within(index: number, start: number, end: number): Generator<Block> {
    for (const block of blocksOf(rest, start - index * inner, end - index * inner))
      yield [[index, index + 1], ...block]
  }
}

function readBlock(dataset: Dataset, block: Block): unknown {
  try {
    return dataset.slice(block.map(([from, to]) => [from, to]))
  } catch {
    throw new Unreadable('is damaged as an HDF5 file: an array cannot be read.', CUT_OFF)
  }
}

function asNumbers(value: unknown): Float64Array<ArrayBuffer> {
  if (value instanceof BigInt64Array || value instanceof BigUint64Array)
    return Float64Array.from(value, Number)
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Float64Array.from(value as unknown as ArrayLike<number>)
  return Array.isArray(value) ? Float64Array.from(value, Number) : Float64Array.of(Number(value))
}
