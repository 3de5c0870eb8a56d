import { Unreadable } from '../../interchange/unreadable'
import { countOf } from '../arrays/array-value'
import type { ArrayValue, NumberArray } from '../arrays/array-value'
import { CUT_OFF } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import { bytesOf, decodeNumbers, numbersIn } from '../arrays/typed-numbers'
import { elementAt, formatOfType, MI } from './element'
import { sparseMatrix } from './sparse'

/** Cells within structs within cells: deeper is no data. */
const DEEPEST = 64
/** More axes than any array has. */
const MOST_AXES = 32

/** A matrix of a MAT 5 file: its name and its value. `data` is what stands behind the tag of the matrix. */
export function matrix(
  data: ByteSource,
  bigEndian: boolean,
  depth = 0
): { readonly name: string; readonly value: ArrayValue } {
  // An empty matrix element stands for an empty array.
  if (data.size === 0) return { name: '', value: empty }
  if (depth > DEEPEST) throw damaged('it is nested more deeply than any data')
  const flags = elementAt(data, 0, bigEndian)
  const [word = 0] = wordsOf(flags.data, flags.type, bigEndian)
  const kind = word & 0xff
  // Newer objects have no shape; nothing of them is an array.
  if (kind === 17) return { name: '', value: { kind: 'skipped', what: 'an object' } }
  const shapeElement = elementAt(data, flags.next, bigEndian)
  const shape = wordsOf(shapeElement.data, shapeElement.type, bigEndian)
  if (shape.length > MOST_AXES || shape.some((size) => size < 0))
    throw damaged('an array has an impossible shape')
  const nameElement = elementAt(data, shapeElement.next, bigEndian)
  const name = latin1(nameElement.data)
  const place: Place = { data, at: nameElement.next, bigEndian, shape, depth }
  return { name, value: valueOf(kind, word, place) }
}

interface Place {
  readonly data: ByteSource
  readonly at: number
  readonly bigEndian: boolean
  readonly shape: readonly number[]
  readonly depth: number
}

const empty: NumberArray = {
  kind: 'numbers',
  type: 'double',
  shape: [0, 0],
  fastest: 'first',
  read: () => new Float64Array()
}

const numberClasses = new Map([
  [6, 'double'],
  [7, 'single'],
  [8, 'int8'],
  [9, 'uint8'],
  [10, 'int16'],
  [11, 'uint16'],
  [12, 'int32'],
  [13, 'uint32'],
  [14, 'int64'],
  [15, 'uint64']
])

function valueOf(kind: number, flags: number, place: Place): ArrayValue {
  const complex = (flags & 0x800) !== 0
  const name = numberClasses.get(kind)
  if (name !== undefined) return numberMatrix((flags & 0x200) !== 0 ? 'logical' : name, complex, place)
  switch (kind) {
    case 1:
      return cellMatrix(place)
    case 2:
      return structMatrix(place)
    case 4:
      return charMatrix(place)
    case 5:
      return sparseMatrix(place.data, place.at, place.bigEndian, place.shape, complex)
    case 16:
      return { kind: 'skipped', what: 'a function' }
    default:
      return { kind: 'skipped', what: kind === 3 ? 'an object' : `a value of the unknown class ${kind}` }
  }
}

/** Numbers are often stored in a smaller type than that of the array. */
function numberMatrix(type: string, complex: boolean, { data, at, bigEndian, shape }: Place): ArrayValue {
  const count = countOf(shape)
  const part = (position: number): { readonly numbers: NumberArray; readonly next: number } => {
    if (count === 0) return { numbers: { ...empty, type, shape }, next: position }
    const element = elementAt(data, position, bigEndian)
    const format = formatOfType(element.type)
    if (!format || element.data.size < count * bytesOf[format])
      throw damaged(`an array of ${shape.join(' x ')} has fewer numbers than that`)
    return {
      numbers: numbersIn(element.data, format, bigEndian, { type, shape, fastest: 'first' }),
      next: element.next
    }
  }
  const real = part(at)
  return complex && count > 0 ? { ...real.numbers, imaginary: part(real.next).numbers } : real.numbers
}

function cellMatrix({ data, at, bigEndian, shape, depth }: Place): ArrayValue {
  const places = childPlaces(data, at, countOf(shape))
  return {
    kind: 'cell',
    shape,
    item: (index) => child(data, places(bigEndian), index, bigEndian, depth)
  }
}

function structMatrix({ data, at, bigEndian, shape, depth }: Place): ArrayValue {
  const lengthElement = elementAt(data, at, bigEndian)
  const [width = 0] = wordsOf(lengthElement.data, lengthElement.type, bigEndian)
  const namesElement = elementAt(data, lengthElement.next, bigEndian)
  if (width < 1 || width > 4096) {
    if (namesElement.data.size > 0) throw damaged('the names of a struct have an impossible length')
    return { kind: 'struct', shape, fields: [], field: () => undefined }
  }
  const names = Array.from({ length: Math.floor(namesElement.data.size / width) }, (_, i) => {
    const text = latin1Of(namesElement.data.read(i * width, width))
    return text.slice(0, text.indexOf('\0') < 0 ? width : text.indexOf('\0'))
  })
  const places = childPlaces(data, namesElement.next, countOf(shape) * names.length)
  return {
    kind: 'struct',
    shape,
    fields: names,
    field: (name, index = 0) => {
      const column = names.indexOf(name)
      return column < 0 || index >= countOf(shape)
        ? undefined
        : child(data, places(bigEndian), index * names.length + column, bigEndian, depth)
    }
  }
}

/** Where the matrices inside a cell or struct begin; found once, when the first is asked for. */
function childPlaces(
  data: ByteSource,
  from: number,
  count: number
): (bigEndian: boolean) => readonly number[] {
  // Each needs its tag at least.
  if (count * 8 > data.size - from) throw damaged('a list announces more items than the file holds')
  let found: number[] | undefined
  return (bigEndian) => {
    if (found) return found
    found = []
    let at = from
    for (let i = 0; i < count; i++) {
      found.push(at)
      at = elementAt(data, at, bigEndian).next
    }
    return found
  }
}

function child(
  data: ByteSource,
  places: readonly number[],
  index: number,
  bigEndian: boolean,
  depth: number
): ArrayValue {
  const at = places[index]
  if (at === undefined) throw damaged('a list has fewer items than it announces')
  const element = elementAt(data, at, bigEndian)
  if (element.type !== MI.matrix) throw damaged('a list holds something that is no array')
  return matrix(element.data, bigEndian, depth + 1).value
}

function charMatrix({ data, at, bigEndian, shape }: Place): ArrayValue {
  const count = countOf(shape)
  if (count === 0) return { kind: 'text', rows: [] }
  const { type, data: bytes } = elementAt(data, at, bigEndian)
  const text =
    type === MI.utf8 || type === MI.int8
      ? new TextDecoder().decode(bytes.read(0, bytes.size))
      : type === MI.utf32
        ? String.fromCodePoint(...[...decodeNumbers(bytes.read(0, bytes.size), 'u32', bigEndian)].map(safe))
        : codesAsText(bytes, type, bigEndian)
  // Rows of a matrix of characters are stored column by column.
  const rows = Math.max(1, shape[0] ?? 1)
  const columns = Math.floor(text.length / rows)
  return {
    kind: 'text',
    rows:
      rows === 1
        ? [text]
        : Array.from({ length: Math.min(rows, text.length) }, (_, row) =>
            Array.from({ length: columns }, (_, column) => text[column * rows + row] ?? '').join('')
          )
  }
}

const safe = (code: number): number => (code <= 0x10ffff ? code : 0xfffd)

function codesAsText(bytes: ByteSource, type: number, bigEndian: boolean): string {
  const format = type === MI.utf16 ? 'u16' : formatOfType(type)
  if (!format) throw damaged('a text has an unknown encoding')
  const codes = decodeNumbers(bytes.read(0, bytes.size), format, bigEndian)
  const parts: string[] = []
  for (let i = 0; i < codes.length; i += 8192) parts.push(String.fromCharCode(...codes.subarray(i, i + 8192)))
  return parts.join('')
}

/** Whole numbers of a short element: flags, shapes, lengths. */
function wordsOf(bytes: ByteSource, type: number, bigEndian: boolean): readonly number[] {
  const format = formatOfType(type)
  if (!format || bytes.size > 1024) throw damaged('an array begins in an unknown way')
  return [...decodeNumbers(bytes.read(0, bytes.size), format, bigEndian)]
}

const latin1 = (bytes: ByteSource): string => {
  if (bytes.size > 4096) throw damaged('a name is longer than names are')
  return latin1Of(bytes.read(0, bytes.size)).replace(/\0.*$/s, '')
}
const latin1Of = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

const damaged = (why: string): Unreadable => new Unreadable(`is damaged as a MATLAB file: ${why}.`, CUT_OFF)
