/** Intervals between beats in ms, in order; NaN where one was left out, so that neighbours of it are no neighbours of each other. */
export interface NnIntervals {
  readonly ms: Float64Array<ArrayBuffer>
  /** Time of the beat that ends each interval, µs. */
  readonly endsUs: Float64Array<ArrayBuffer>
  readonly used: number
  readonly leftOut: number
}

/**
 * Intervals between beats. Those longer than `longestMs` are pauses in the record (a gap, a lost electrode), not intervals:
 * they are left out and counted.
 * @param beatsUs times of the beats in whole µs, ascending
 */
export function nnIntervals(beatsUs: readonly number[], longestMs = Infinity): NnIntervals {
  const count = Math.max(0, beatsUs.length - 1)
  const ms = Float64Array.from({ length: count }, (_, i) => {
    const interval = ((beatsUs[i + 1] ?? NaN) - (beatsUs[i] ?? NaN)) / 1000
    if (interval < 0) throw new RangeError(`beats must ascend: number ${i + 2} lies before number ${i + 1}`)
    return interval > longestMs ? NaN : interval
  })
  const used = ms.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0)
  return { ms, endsUs: Float64Array.from(beatsUs.slice(1)), used, leftOut: count - used }
}
