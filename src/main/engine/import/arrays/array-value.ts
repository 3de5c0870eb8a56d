import { Unreadable } from '../../interchange/unreadable'

/** What a file of arrays holds at one place. Children and numbers are read when they are asked for. */
export type ArrayValue = NumberArray | TextValue | CellValue | StructValue | SkippedValue

/** Numbers of one type in a grid. */
export interface NumberArray {
  readonly kind: 'numbers'
  /** As the file calls it: double, int16, logical, <f8 ... */
  readonly type: string
  readonly shape: readonly number[]
  /** Which axis changes fastest as numbers are stored: `first` in MATLAB, `last` in C, numpy and HDF5. */
  readonly fastest: 'first' | 'last'
  /** Numbers [from, to) as stored; 64-bit integers as the nearest double. */
  read(from: number, to: number): Float64Array<ArrayBuffer>
  /** The second half of complex numbers. */
  readonly imaginary?: NumberArray
}

/** Text: one string for each row of a char matrix or each item of an array of strings. */
export interface TextValue {
  readonly kind: 'text'
  readonly rows: readonly string[]
}

/** A list of values of any kind: a cell array, a Python list. */
export interface CellValue {
  readonly kind: 'cell'
  readonly shape: readonly number[]
  item(index: number): ArrayValue
}

/** Named values; an array of them when the shape says more than one. A Python dict, an HDF5 group, a MATLAB struct. */
export interface StructValue {
  readonly kind: 'struct'
  readonly shape: readonly number[]
  readonly fields: readonly string[]
  /** Undefined where there is no such field. */
  field(name: string, index?: number): ArrayValue | undefined
}

/** Something that is no array: a function, an object of a class. `what` says so. */
export interface SkippedValue {
  readonly kind: 'skipped'
  readonly what: string
}

/** How many things a grid of that shape holds. */
export const countOf = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1)

/** Most numbers that are read at once where all of an array is wanted. */
const MOST_AT_ONCE = 64 * 1024 * 1024

/** All numbers of a value that is small by its nature (a rate, ratings, latencies); none when it is no array of numbers. */
export function numbersOf(value: ArrayValue | undefined): Float64Array<ArrayBuffer> {
  if (value?.kind !== 'numbers') return new Float64Array()
  const count = countOf(value.shape)
  if (count > MOST_AT_ONCE)
    throw new Unreadable(
      'holds a table of more numbers than can be right.',
      'Check where the file comes from.'
    )
  return value.read(0, count)
}

/** The first number of a value; undefined when it has none. */
export const numberOf = (value: ArrayValue | undefined): number | undefined => numbersOf(value)[0]

/** The text of a value, without the blanks that fill its rows; undefined when it is none. */
export const textOf = (value: ArrayValue | undefined): string | undefined =>
  value?.kind === 'text' ? value.rows.map((row) => row.trimEnd()).join('\n') : undefined

/** A field of a single struct; undefined for anything else. */
export const fieldOf = (value: ArrayValue | undefined, name: string, index = 0): ArrayValue | undefined =>
  value?.kind === 'struct' && value.fields.includes(name) && index < countOf(value.shape)
    ? value.field(name, index)
    : undefined
