import { openBytes } from '../arrays/byte-source'
import type { ArrayValue, StructValue } from '../arrays/array-value'
import type { OpenArrays } from '../arrays/opened-arrays'
import { readPickle } from './machine'
import { PickleArray, PickleBytes, PickleDict, PickleList } from './objects'
import type { PickleValue } from './objects'

const ENDINGS = new Set(['pkl', 'pickle', 'pck', 'p', 'dat', 'pk'])
/** How a pickle of protocol 0 or 1 begins that holds a dict, a list or an array. */
const OLD_START = /^(?:\((?:dp?|lp?|i?)\d*\n|\(d|\}q|\]q|cnumpy[\w.]*\n)/

/** Whether a file begins like a pickle. Old ones begin like many things: they need an ending that says so, too. */
export function isPickle(head: Uint8Array, extension: string): boolean {
  const [first = 0, second = 255, third = 0] = head
  if (first === 0x80 && second >= 2 && second <= 5) return ENDINGS.has(extension) || looksLike(third)
  return ENDINGS.has(extension) && OLD_START.test(String.fromCharCode(...head.subarray(0, 64)))
}

/** What stands behind the protocol: a frame, a dict, a list, a mark, a name. */
const looksLike = (byte: number): boolean => [0x95, 0x7d, 0x5d, 0x28, 0x63].includes(byte)

/** Open a pickle: its dict, or what it holds under the name `data`. Arrays stay in the file until they are read. */
export function openPickle(path: string): OpenArrays {
  const file = openBytes(path)
  try {
    const value = readPickle(file)
    const root = valueOf(value, 0)
    const top: StructValue =
      root.kind === 'struct'
        ? root
        : {
            kind: 'struct',
            shape: [1],
            fields: ['data'],
            field: (name) => (name === 'data' ? root : undefined)
          }
    return { root: top, close: () => file.close() }
  } catch (error) {
    file.close()
    throw error
  }
}

/** Lists within lists: deeper is no data. */
const DEEPEST = 64

function valueOf(value: PickleValue, depth: number): ArrayValue {
  if (depth > DEEPEST) return { kind: 'skipped', what: 'something nested too deeply' }
  if (value instanceof PickleArray) return value.value ?? { kind: 'skipped', what: 'an empty array' }
  if (value instanceof PickleDict)
    return {
      kind: 'struct',
      shape: [1],
      fields: [...value.entries.keys()],
      field: (name) => {
        const entry = value.entries.get(name)
        return entry === undefined ? undefined : valueOf(entry, depth + 1)
      }
    }
  if (value instanceof PickleList) return listValue(value.items, depth)
  if (typeof value === 'string') return { kind: 'text', rows: [value] }
  if (typeof value === 'number' || typeof value === 'boolean') return numbers([Number(value)], [])
  return { kind: 'skipped', what: value instanceof PickleBytes ? 'bytes' : 'nothing' }
}

/** A list of numbers or of texts is an array of them. */
function listValue(items: readonly PickleValue[], depth: number): ArrayValue {
  if (items.length > 0 && items.every((item) => typeof item === 'number'))
    return numbers(items, [items.length])
  if (items.length > 0 && items.every((item) => typeof item === 'string'))
    return { kind: 'text', rows: items }
  return {
    kind: 'cell',
    shape: [items.length],
    item: (index) => valueOf(items[index] ?? null, depth + 1)
  }
}

const numbers = (items: readonly number[], shape: readonly number[]): ArrayValue => ({
  kind: 'numbers',
  type: 'Python numbers',
  shape,
  fastest: 'last',
  read: (from, to) => Float64Array.from(items.slice(from, to))
})
