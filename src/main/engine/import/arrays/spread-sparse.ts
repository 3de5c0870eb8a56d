import { Unreadable } from '../../interchange/unreadable'
import type { NumberArray } from './array-value'

/** Most numbers, zeros included, that a sparse matrix is spread out to. */
const MOST_NUMBERS = 64 * 1024 * 1024

/** A sparse matrix in compressed columns, spread out where it is read: zeros where nothing stands. */
export function spreadSparse(
  shape: readonly number[],
  rowOf: Float64Array,
  columnStarts: Float64Array,
  values: Float64Array
): NumberArray {
  const [rows = 0, columns = 0] = shape
  if (shape.length !== 2 || !(rows * columns <= MOST_NUMBERS))
    throw new Unreadable(
      `holds a sparse array of ${shape.join(' x ')}, which is too large to be spread out.`,
      'Save it as a full array of the part that is needed.',
      'too-large'
    )
  return {
    kind: 'numbers',
    type: 'sparse double',
    shape,
    fastest: 'first',
    read(from, to) {
      const numbers = new Float64Array(to - from)
      for (
        let column = Math.floor(from / Math.max(1, rows));
        column < columns && column * rows < to;
        column++
      ) {
        const end = Math.min(values.length, columnStarts[column + 1] ?? 0)
        for (let i = columnStarts[column] ?? 0; i < end; i++) {
          const row = rowOf[i] ?? 0
          const place = column * rows + row - from
          if (row < rows && place >= 0 && place < numbers.length) numbers[place] = values[i] ?? 0
        }
      }
      return numbers
    }
  }
}
