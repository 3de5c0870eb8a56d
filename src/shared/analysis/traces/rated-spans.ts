/** Rated segments of one recording in order of their starts, as columns. Times in µs. */
export interface RatedSpans {
  readonly start: Float64Array
  readonly end: Float64Array
  readonly value: Float64Array
  readonly ids: readonly string[]
  /** Whom each is about; absent: nobody is told apart. */
  readonly persons?: readonly (string | undefined)[]
}

/**
 * For every span of one side the mean of the other's values within it, weighted by the time that they share; NaN where
 * nothing overlaps. Spans that both name a person meet only when it is the same one.
 */
export function meanOverSpans(own: RatedSpans, theirs: RatedSpans): Float64Array {
  const longest = theirs.start.reduce((most, start, i) => Math.max(most, (theirs.end[i] ?? 0) - start), 0)
  return own.start.map((start, i) => {
    const end = own.end[i] ?? start
    let weight = 0
    let sum = 0
    let n = 0
    let only = NaN
    for (let j = firstFrom(theirs.start, start - longest); j < theirs.start.length; j++) {
      const from = theirs.start[j] ?? 0
      if (from >= end) break
      const shared = Math.min(end, theirs.end[j] ?? 0) - Math.max(start, from)
      const value = theirs.value[j] ?? NaN
      if (shared <= 0 || Number.isNaN(value) || apart(own.persons?.[i], theirs.persons?.[j])) continue
      weight += shared
      sum += shared * value
      n++
      only = value
    }
    // A single value stays exactly what it is.
    return n === 0 ? NaN : n === 1 ? only : sum / weight
  })
}

/** Values held over their spans, read at the middle of even steps; where spans overlap the one that starts last holds. */
export function stepsOfSpans(
  { start, end, value }: RatedSpans,
  stepUs: number,
  length: number
): Float64Array {
  const column = new Float64Array(length).fill(NaN)
  start.forEach((from, i) => {
    const first = Math.max(0, Math.ceil(from / stepUs - 0.5 - 1e-9))
    const last = Math.min(length, Math.ceil((end[i] ?? from) / stepUs - 0.5 - 1e-9))
    if (last > first) column.fill(value[i] ?? NaN, first, last)
  })
  return column
}

const apart = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b

/** First place of an ascending column that is not below a value. */
function firstFrom(column: Float64Array, value: number): number {
  let low = 0
  let high = column.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((column[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
