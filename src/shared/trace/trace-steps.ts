import type { Sliced } from '../agreement/sliced'
import type { Take, Track } from '../domain/rows'
import { readTrace } from './read-trace'
import type { TakeReader } from './read-trace'
import { timeOfSample } from './trace'

/** Which samples go into which steps. */
export interface TraceStepsInput {
  readonly track: Track
  /** Visible takes of the track in the order in which they are laid over each other. */
  readonly takes: readonly Take[]
  readonly dim: string
  /** Stored reaction lags are taken out. */
  readonly withLag: boolean
  readonly stepUs: number
  /** What lies before this time is left out, µs. */
  readonly skipUs: number
}

/** Samples composed between two pauses. */
const SLICE = 16_384

/**
 * Means of a trace's samples in steps from the beginning of the recording, written into a column where it has no value
 * yet. Steps of a slow trace that have no sample of their own lie on the line between their neighbours.
 */
export function* addTraceSteps(
  reader: TakeReader,
  { track, takes, dim, withLag, stepUs, skipUs }: TraceStepsInput,
  column: Float64Array
): Sliced<void> {
  const rateHz = track.trace?.rateHz ?? takes[0]?.rateHz ?? 1
  const row = (track.trace?.dims ?? takes[0]?.dims ?? []).indexOf(dim)
  if (row < 0 || takes.length === 0) return
  const perSlice = Math.max(1, Math.floor(SLICE / ((stepUs / 1e6) * rateHz)))
  for (let from = 0; from < column.length; from += perSlice) {
    const to = Math.min(column.length, from + perSlice)
    const trace = readTrace(reader, track, takes, { withLag, from: from * stepUs, to: to * stepUs })
    const sums = new Float64Array(to - from)
    const counts = new Float64Array(to - from)
    const values = trace.values[row] ?? new Float64Array()
    values.forEach((value, i) => {
      if (Number.isNaN(value) || timeOfSample(trace, i) < skipUs) return
      const step = Math.floor(timeOfSample(trace, i) / stepUs + 1e-9) - from
      sums[step] = (sums[step] ?? 0) + value
      counts[step] = (counts[step] ?? 0) + 1
    })
    sums.forEach((sum, i) => {
      const n = counts[i] ?? 0
      if (n > 0 && Number.isNaN(column[from + i] ?? NaN)) column[from + i] = sum / n
    })
    yield
  }
  // Slow ratings have steps without a sample of their own; they lie on the line between their neighbours.
  if (stepUs * rateHz < 1e6) fillBetween(column, Math.ceil(1e6 / (stepUs * rateHz)))
}

/** Straight lines over holes of at most `longest` steps between two values. */
function fillBetween(column: Float64Array, longest: number): void {
  let last = -1
  column.forEach((value, i) => {
    if (Number.isNaN(value)) return
    if (last >= 0 && i - last > 1 && i - last <= longest) {
      const from = column[last] ?? 0
      for (let at = last + 1; at < i; at++) column[at] = from + ((value - from) * (at - last)) / (i - last)
    }
    last = i
  })
}
