import type { Assignment } from '../domain/study'
import { drawBelow, seededRandom } from '../metrics/base/seeded-random'

/** How an order is made; shown with the assignment. */
export const orderConventions: Readonly<Record<Assignment['order'], string>> = {
  fixed: 'Everybody gets the recordings in the order of the library.',
  random: 'Everybody gets an order of their own, shuffled from the seed (Fisher and Yates).',
  balanced:
    'Rows of a Latin square in the form of Williams (1949): over as many annotators as recordings (twice as many for an odd number) every recording stands at every place equally often and follows every other equally often. The seed decides which recording is which column.'
}

/**
 * The recordings in the order in which one annotator gets them. `row` counts the annotators of the study from 0; the
 * same arguments always give the same order. Empty in, empty out.
 */
export function itemOrder(
  recordingIds: readonly string[],
  { order, seed, row }: Pick<Assignment, 'order' | 'seed'> & { readonly row: number }
): readonly string[] {
  switch (order) {
    case 'fixed':
      return [...recordingIds]
    case 'random':
      // Rows lie far apart, so that neighbouring seeds do not give one annotator another's order.
      return shuffled(recordingIds, seed * 10_007 + row)
    case 'balanced': {
      const columns = shuffled(recordingIds, seed)
      return williamsRow(columns.length, row).flatMap((column) => columns[column] ?? [])
    }
  }
}

/**
 * One row of Williams' square of `size`, as column numbers: 0, 1, n-1, 2, n-2, ... plus the number of the row. Odd sizes
 * need the mirror of every row too, which the rows from `size` on are.
 */
export function williamsRow(size: number, row: number): readonly number[] {
  if (size === 0) return []
  const first = Array.from({ length: size }, (_, i) => (i % 2 === 1 ? (i + 1) / 2 : (size - i / 2) % size))
  const period = size % 2 === 0 ? size : 2 * size
  const at = ((row % period) + period) % period
  const line = first.map((column) => (column + at) % size)
  return at >= size ? line.reverse() : line
}

function shuffled(ids: readonly string[], seed: number): readonly string[] {
  const draw = seededRandom(seed)
  const result = [...ids]
  for (let last = result.length - 1; last > 0; last--) {
    const other = drawBelow(draw, last + 1)
    const [a = '', b = ''] = [result[last], result[other]]
    result[last] = b
    result[other] = a
  }
  return result
}
