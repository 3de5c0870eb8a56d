import { intervalIndex } from '../../compare/interval-index'

/** Labels over time as columns: spans of one source in several recordings. */
export interface SpanColumns {
  readonly recording: Int32Array
  readonly start: Float64Array
  readonly end: Float64Array
  /** Code of the label; below 0: none. */
  readonly code: Int32Array
}

/**
 * The label that another source gives at each unit: the one with the largest summed overlap, equal sums to the smaller
 * code; -1 where it says nothing there.
 * @param recordings how many recordings there are
 */
export function labelsAt(
  units: Pick<SpanColumns, 'recording' | 'start' | 'end'>,
  spans: SpanColumns,
  recordings: number
): Int32Array {
  const out = new Int32Array(units.start.length).fill(-1)
  const unitsOf = inRecordings(units.recording, recordings)
  const spansOf = inRecordings(spans.recording, recordings)
  for (let r = 0; r < recordings; r++) {
    const own = (spansOf[r] ?? []).filter((at) => (spans.code[at] ?? -1) >= 0)
    if (own.length === 0) continue
    own.sort((a, b) => (spans.start[a] ?? 0) - (spans.start[b] ?? 0))
    const starts = Float64Array.from(own, (at) => spans.start[at] ?? 0)
    const ends = Float64Array.from(own, (at) => Math.max(spans.end[at] ?? 0, (spans.start[at] ?? 0) + 1))
    const index = intervalIndex(starts, ends)
    for (const unit of unitsOf[r] ?? []) {
      const from = units.start[unit] ?? 0
      const to = Math.max(units.end[unit] ?? 0, from + 1)
      const shared = new Map<number, number>()
      index.overlapping(from, to, (hit) => {
        const code = spans.code[own[hit] ?? -1] ?? -1
        const time = Math.min(to, ends[hit] ?? 0) - Math.max(from, starts[hit] ?? 0)
        shared.set(code, (shared.get(code) ?? 0) + time)
      })
      let [best, most] = [-1, 0]
      for (const [code, time] of shared)
        if (time > most || (time === most && code < best)) [best, most] = [code, time]
      out[unit] = best
    }
  }
  return out
}

function inRecordings(recording: Int32Array, recordings: number): number[][] {
  const out: number[][] = Array.from({ length: recordings }, () => [])
  recording.forEach((r, at) => out[r]?.push(at))
  return out
}
