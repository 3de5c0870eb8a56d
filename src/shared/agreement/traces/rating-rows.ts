import type { Sliced } from '../sliced'
import type { RatingStrip } from './trace-agreement'

/** Steps of all strips below each other: one row for each step that two or more annotators rated. */
export interface RatingRows {
  /** By annotator, as long as `count`; NaN: no value. */
  readonly columns: readonly Float64Array[]
  readonly count: number
  /** Strip of each row. */
  readonly strip: Int32Array
  /** Step within its strip. */
  readonly step: Int32Array
  /** Steps that one annotator alone rated. */
  readonly alone: number
  /** Steps rated, by annotator, with or without others. */
  readonly rated: Float64Array
}

/** Rows between two pauses. */
const SLICE = 20_000

/** Collect the rows that take part. */
export function* ratingRows(strips: readonly RatingStrip[], annotators: number): Sliced<RatingRows> {
  const total = strips.reduce((sum, { columns }) => sum + (columns[0]?.length ?? 0), 0)
  const columns = Array.from({ length: annotators }, () => new Float64Array(total))
  const strip = new Int32Array(total)
  const step = new Int32Array(total)
  const rated = new Float64Array(annotators)
  let count = 0
  let alone = 0
  for (const [s, one] of strips.entries()) {
    const length = one.columns[0]?.length ?? 0
    for (let i = 0; i < length; i++) {
      if (i % SLICE === SLICE - 1) yield
      let present = 0
      for (let a = 0; a < annotators; a++) {
        if (Number.isNaN(one.columns[a]?.[i] ?? NaN)) continue
        present++
        rated[a] = (rated[a] ?? 0) + 1
      }
      if (present === 1) alone++
      if (present < 2) continue
      for (let a = 0; a < annotators; a++) {
        const column = columns[a]
        if (column) column[count] = one.columns[a]?.[i] ?? NaN
      }
      strip[count] = s
      step[count] = i
      count++
    }
    yield
  }
  return {
    columns: columns.map((column) => column.subarray(0, count)),
    count,
    strip: strip.subarray(0, count),
    step: step.subarray(0, count),
    alone,
    rated
  }
}
