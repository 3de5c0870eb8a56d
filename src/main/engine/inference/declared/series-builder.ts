import type { Decoded } from '../decode/decoded'
import { rowsOf } from '../decode/decoded'

/** Rows of a series on one grid from the start of a recording; where windows overlap, their mean. */
export interface SeriesBuilder {
  /** Rows that begin at `startSeconds` of the recording. */
  add(decoded: Decoded, startSeconds: number): void
  readonly rateHz: number
  readonly width: number
  /** First and last row that has a value; absent where none has. */
  rows(): { readonly first: number; readonly values: Float64Array } | undefined
}

/** Times on the grid are told apart to this share of a row. */
const ROUNDING = 1e-6

export function createSeries(rateHz: number, width: number, durationSeconds: number): SeriesBuilder {
  const length = Math.max(1, Math.floor(durationSeconds * rateHz + ROUNDING))
  const sums = new Float64Array(length * width)
  const counts = new Uint32Array(length * width)
  return {
    rateHz,
    width,
    add(decoded, startSeconds) {
      const values = decoded.scores ?? decoded
      const count = values.data.length / width
      const first = Math.round((startSeconds + (decoded.offsetSeconds ?? 0)) * rateHz)
      for (let row = Math.max(0, -first); row < count && first + row < length; row++)
        for (let column = 0; column < width; column++) {
          const value = values.data[row * width + column] ?? Number.NaN
          if (Number.isNaN(value)) continue
          const at = (first + row) * width + column
          sums[at] = (sums[at] ?? 0) + value
          counts[at] = (counts[at] ?? 0) + 1
        }
    },
    rows() {
      const from = counts.findIndex((count) => count > 0)
      const to = counts.findLastIndex((count) => count > 0)
      if (from < 0) return undefined
      const first = Math.floor(from / width)
      const end = Math.floor(to / width) + 1
      return {
        first,
        values: sums.slice(first * width, end * width).map((sum, index) => {
          const count = counts[first * width + index] ?? 0
          return count > 0 ? sum / count : Number.NaN
        })
      }
    }
  }
}

/** Columns of a series: a row is the last axis where there are two, one value where there is one. */
export function columnsOf(decoded: Decoded, names: number): number {
  const values = decoded.scores ?? decoded
  if (values.dims.length > 1) return rowsOf(values).width
  return names > 1 && values.data.length === names ? names : 1
}
