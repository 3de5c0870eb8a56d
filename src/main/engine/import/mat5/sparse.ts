import { Unreadable } from '../../interchange/unreadable'
import type { NumberArray } from '../arrays/array-value'
import { CUT_OFF } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import { spreadSparse } from '../arrays/spread-sparse'
import { decodeNumbers } from '../arrays/typed-numbers'
import { elementAt, formatOfType } from './element'

/** A sparse matrix of a MAT 5 file: rows, starts of columns, values. */
export function sparseMatrix(
  data: ByteSource,
  at: number,
  bigEndian: boolean,
  shape: readonly number[],
  complex: boolean
): NumberArray {
  const part = (position: number): { readonly numbers: Float64Array; readonly next: number } => {
    const element = elementAt(data, position, bigEndian)
    const format = formatOfType(element.type)
    if (!format) throw new Unreadable('is damaged as a MATLAB file: a sparse array has no numbers.', CUT_OFF)
    return {
      numbers: decodeNumbers(element.data.read(0, element.data.size), format, bigEndian),
      next: element.next
    }
  }
  const rowOf = part(at)
  const starts = part(rowOf.next)
  const real = part(starts.next)
  const spread = (values: Float64Array): NumberArray =>
    spreadSparse(shape, rowOf.numbers, starts.numbers, values)
  return complex
    ? { ...spread(real.numbers), imaginary: spread(part(real.next).numbers) }
    : spread(real.numbers)
}
