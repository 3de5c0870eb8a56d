/** Values at moments of one recording, ascending in time; NaN: none. */
export interface Moments {
  /** Index of the recording. */
  readonly recording: number
  /** Microseconds. */
  readonly times: Float64Array
  readonly values: Float64Array
}

/**
 * Mean of the values within each item's time; the nearest value within half a second where none lies inside; else NaN. Of several series of one
 * recording the first that has a value counts.
 */
export function meansAt(
  items: { readonly recording: Int32Array; readonly start: Float64Array; readonly end: Float64Array },
  series: readonly Moments[]
): Float64Array {
  const out = new Float64Array(items.start.length).fill(NaN)
  const byRecording = new Map<number, Summed[]>()
  for (const one of series) {
    const list = byRecording.get(one.recording) ?? []
    list.push(summed(one))
    byRecording.set(one.recording, list)
  }
  for (let i = 0; i < out.length; i++)
    for (const one of byRecording.get(items.recording[i] ?? -1) ?? []) {
      const value = meanWithin(one, items.start[i] ?? 0, items.end[i] ?? 0)
      if (Number.isNaN(value)) continue
      out[i] = value
      break
    }
  return out
}

interface Summed {
  readonly times: Float64Array
  /** Sums of the values before each moment. */
  readonly sums: Float64Array
}

function summed({ times, values }: Moments): Summed {
  const known = Int32Array.from(values.keys()).filter((at) => Number.isFinite(values[at]))
  const sums = new Float64Array(known.length + 1)
  known.forEach((at, i) => (sums[i + 1] = (sums[i] ?? 0) + (values[at] ?? 0)))
  return {
    times: Float64Array.from(known, (at) => times[at] ?? 0),
    sums
  }
}

/** A value this far away still says something of an item between two samples, microseconds. */
const NEAR = 500_000

function meanWithin({ times, sums }: Summed, start: number, end: number): number {
  const from = firstAt(times, start)
  const to = Math.max(from, firstAt(times, end))
  if (to > from) return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)
  const middle = (start + end) / 2
  const at = (i: number): number => Math.abs((times[i] ?? Infinity) - middle)
  const nearest = at(from) < at(from - 1) ? from : from - 1
  return at(nearest) <= NEAR ? (sums[nearest + 1] ?? 0) - (sums[nearest] ?? 0) : NaN
}

/** Place of the first moment at or after a time. */
function firstAt(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}
