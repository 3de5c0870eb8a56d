import { niceAbove } from './scales'
import type { RowScale } from './scales'

/** Lines of a row closer than this say nothing. */
const LEAST_PX = 18

/**
 * Values at which a row has a line: multiples of 1, 2 or 5 times a power of ten of its unit, at least 18 px apart, from one
 * edge of the row's scale to the other.
 * @param halfPx pixels of half a row
 */
export function gridLines({ middle, half }: RowScale, halfPx: number): readonly number[] {
  if (!(half > 0) || !(halfPx > 0)) return []
  const step = niceAbove((LEAST_PX / halfPx) * half)
  const first = Math.ceil((middle - half) / step - 1e-9)
  const last = Math.floor((middle + half) / step + 1e-9)
  // `+ 0` turns a negative zero into zero.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step + 0)
}
