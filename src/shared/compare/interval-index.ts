/**
 * Finds the spans that overlap a query, in time proportional to log n plus the hits, whatever the nesting:
 * an implicit tree over spans sorted by start, each node knowing the latest end below it.
 */
export interface IntervalIndex {
  /** Call `visit` with the position of every span with `span.start < end` and `span.end > start`, by ascending start. */
  overlapping(start: number, end: number, visit: (position: number) => void): void
}

/** Index of spans given as parallel arrays, sorted by ascending start. */
export function intervalIndex(starts: Float64Array, ends: Float64Array): IntervalIndex {
  const latest = new Float64Array(starts.length)
  const build = (low: number, high: number): number => {
    if (low >= high) return -Infinity
    const middle = (low + high) >>> 1
    const most = Math.max(ends[middle] ?? 0, build(low, middle), build(middle + 1, high))
    latest[middle] = most
    return most
  }
  build(0, starts.length)
  const search = (
    low: number,
    high: number,
    start: number,
    end: number,
    visit: (position: number) => void
  ) => {
    if (low >= high) return
    const middle = (low + high) >>> 1
    if ((latest[middle] ?? 0) <= start) return
    search(low, middle, start, end, visit)
    if ((starts[middle] ?? 0) >= end) return
    if ((ends[middle] ?? 0) > start) visit(middle)
    search(middle + 1, high, start, end, visit)
  }
  return { overlapping: (start, end, visit) => search(0, starts.length, start, end, visit) }
}
