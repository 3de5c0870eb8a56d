import { timeOfSample } from './trace'
import type { Trace } from './trace'

/** Even times: `count` of them from `startUs` on, `rateHz` a second. */
export interface TimeGrid {
  readonly startUs: number
  readonly rateHz: number
  readonly count: number
}

/** Part of a sample's distance that is taken for the sample itself: times are whole microseconds, rates need not divide them. */
const TINY = 1e-4

/**
 * A trace at another rate, from its first sample to its last: straight lines between samples, or (`hold`) the value
 * before. At its own rate it is the same trace, bit for bit. A missing sample leaves its two neighbouring lines empty.
 */
export function resampleTrace(trace: Trace, rateHz: number, hold = false): Trace {
  if (!(rateHz > 0)) throw new RangeError(`rateHz must be positive, got ${rateHz}`)
  const spanUs = timeOfSample(trace, Math.max(0, trace.count - 1)) - trace.startUs
  const count = trace.count === 0 ? 0 : Math.floor((spanUs / 1e6) * rateHz + TINY) + 1
  const grid = { startUs: trace.startUs, rateHz, count }
  return { ...grid, dims: trace.dims, values: traceOnGrid(trace, grid, hold) }
}

/** Values of a trace at the times of a grid, by dimension; NaN outside its samples: nothing is extrapolated. */
export function traceOnGrid(trace: Trace, grid: TimeGrid, hold = false): Float64Array<ArrayBuffer>[] {
  const step = trace.rateHz / grid.rateHz
  const head = ((grid.startUs - trace.startUs) / 1e6) * trace.rateHz
  return trace.values.map((values) => {
    const out = new Float64Array(grid.count).fill(Number.NaN)
    const begin = Math.max(0, Math.ceil((-head - TINY) / step))
    const end = Math.min(grid.count, Math.floor((trace.count - 1 - head + TINY) / step) + 1)
    for (let i = begin; i < end; i++) {
      const place = head + i * step
      const near = Math.round(place)
      const exact = Math.abs(place - near) < TINY
      const left = exact ? near : Math.floor(place)
      const value = values[left] ?? Number.NaN
      out[i] = exact || hold ? value : value + ((values[left + 1] ?? Number.NaN) - value) * (place - left)
    }
    return out
  })
}
