import { Unreadable } from '../../interchange/unreadable'
import { memoryBytes } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import { decodeNumbers, bytesOf } from '../arrays/typed-numbers'
import { refused } from './globals'
import { numpyArray } from './numpy-array'
import { numpyType } from './numpy-type'
import { PickleArray, PickleBytes, PickleDict, PickleGlobal, PickleList, PickleType } from './objects'
import type { PickleValue } from './objects'
import { latin1Text } from './text'

/** Told how many bytes are about to be copied; refuses when that is too much. */
type Spend = (bytes: number) => void

/** What the few known names make of their arguments. Nothing is called but these lines. */
export function pickleCall(callee: PickleValue, given: PickleValue, spend: Spend): PickleValue {
  if (!(callee instanceof PickleGlobal) || !(given instanceof PickleList)) throw refused('a call')
  const args = given.items
  switch (callee.role) {
    case 'reconstruct':
      return new PickleArray()
    case 'dtype':
      return typeFrom(args[0])
    case 'frombuffer':
      return fromBuffer(args)
    case 'scalar':
      return scalar(args, spend)
    case 'encode':
      return encoded(args, spend)
    case 'bytes':
      return args[0] instanceof PickleBytes
        ? args[0]
        : args.length === 0
          ? new PickleBytes(memoryBytes(new Uint8Array()))
          : encoded(args, spend)
    case 'list':
      return args[0] instanceof PickleList ? new PickleList(args[0].items) : new PickleList([])
    case 'dict':
      return dictFrom(args[0])
    case 'ndarray':
      throw refused('numpy.ndarray')
  }
}

/** Give a value the state that the pickle keeps for it. */
export function pickleState(target: PickleValue, state: PickleValue, spend: Spend): void {
  const parts = state instanceof PickleList ? state.items : []
  if (target instanceof PickleType) {
    // (version, byte order, ...)
    target.bigEndian = parts[1] === '>'
    return
  }
  if (!(target instanceof PickleArray)) throw refused('the state of an object')
  // (version, shape, type, stored column by column, content)
  const [, shape, type, columnMajor, content] = parts
  if (!(shape instanceof PickleList) || !(type instanceof PickleType)) throw malformed()
  const sizes = shape.items.map(Number)
  if (type.type.kind === 'objects') {
    target.value = { kind: 'skipped', what: 'a list of Python values' }
    return
  }
  const bytes =
    content instanceof PickleBytes
      ? content.bytes
      : typeof content === 'string'
        ? latin1Bytes(content, spend)
        : undefined
  if (!bytes) throw malformed()
  target.value = numpyArray(sizes, type.type, type.bigEndian, columnMajor === true, bytes)
}

function typeFrom(code: PickleValue | undefined): PickleType {
  const text = textIn(code)
  if (text === undefined) throw malformed()
  return new PickleType(numpyType(text), false)
}

/** Protocol 5: (bytes, type, shape, order). */
function fromBuffer([bytes, type, shape, order]: readonly PickleValue[]): PickleArray {
  if (!(bytes instanceof PickleBytes) || !(type instanceof PickleType) || !(shape instanceof PickleList))
    throw malformed()
  const array = new PickleArray()
  array.value = numpyArray(shape.items.map(Number), type.type, type.bigEndian, order === 'F', bytes.bytes)
  return array
}

function scalar([type, content]: readonly PickleValue[], spend: Spend): PickleValue {
  if (!(type instanceof PickleType) || type.type.kind !== 'numbers') return null
  const bytes =
    content instanceof PickleBytes
      ? content.bytes
      : typeof content === 'string'
        ? latin1Bytes(content, spend)
        : undefined
  const size = bytesOf[type.type.format]
  if (!bytes || bytes.size < size) throw malformed()
  return (
    decodeNumbers(bytes.read(0, size), type.type.format, type.type.bigEndian ?? type.bigEndian)[0] ?? null
  )
}

/** How Python 3 writes bytes in the old protocols: text of one character for each byte. */
function encoded([text]: readonly PickleValue[], spend: Spend): PickleBytes {
  if (text instanceof PickleBytes) return text
  if (typeof text !== 'string') throw malformed()
  return new PickleBytes(latin1Bytes(text, spend))
}

function dictFrom(items: PickleValue | undefined): PickleDict {
  const dict = new PickleDict()
  for (const item of items instanceof PickleList ? items.items : [])
    if (item instanceof PickleList) dict.entries.set(textIn(item.items[0]) ?? '', item.items[1] ?? null)
  return dict
}

/** Longest text that bytes are taken for. */
const LONGEST_TEXT = 1024 * 1024

/** The text of a value; bytes of Python 2 are texts, too. */
export function textIn(value: PickleValue | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!(value instanceof PickleBytes) || value.bytes.size > LONGEST_TEXT) return undefined
  return latin1Text(value.bytes.read(0, value.bytes.size))
}

function latin1Bytes(text: string, spend: Spend): ByteSource {
  spend(text.length)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 255) throw malformed()
    bytes[i] = code
  }
  return memoryBytes(bytes)
}

const malformed = (): Unreadable =>
  new Unreadable('holds a numpy array that is not written as numpy writes them.', 'Save it again with numpy.')
