import type { Method } from './base/metric'

/** How a trace is read between its samples. */
export const traceResamplingMethod: Method = {
  kind: 'method',
  id: 'trace_resampling',
  name: 'Trace resampling',
  definition: 'value on a grid of times: straight line between neighbours, or the last value before',
  convention:
    'Nothing is extrapolated: before the first sample (and, for lines, after the last) there is no value. Of samples at the same time the last counts.',
  source: 'Textbook definition; same numbers as numpy.interp and pandas.merge_asof inside the recorded span',
  missingPolicy:
    'A sample without a value is a gap: lines to and from it, and its hold, have no value either.'
}

/**
 * Straight lines between samples.
 * @param times ascending, any one unit
 * @param grid ascending, in the same unit
 */
export function resampleLinear(
  times: readonly number[],
  values: readonly (number | null)[],
  grid: readonly number[]
): (number | null)[] {
  return onGrid(times, grid, (at, time) => {
    const left = values[at]
    if (left == null) return null
    if (times[at] === time) return left
    const right = values[at + 1]
    const from = times[at]
    const to = times[at + 1]
    if (right == null || from === undefined || to === undefined) return null
    return left + ((right - left) * (time - from)) / (to - from)
  })
}

/** The last value at or before each time of the grid: for event-driven traces, whose value holds until it changes. */
export const resampleHold = (
  times: readonly number[],
  values: readonly (number | null)[],
  grid: readonly number[]
): (number | null)[] => onGrid(times, grid, (at) => values[at] ?? null)

function onGrid(
  times: readonly number[],
  grid: readonly number[],
  of: (at: number, time: number) => number | null
): (number | null)[] {
  let at = -1
  return grid.map((time) => {
    while (at + 1 < times.length && (times[at + 1] ?? Infinity) <= time) at++
    return at < 0 ? null : of(at, time)
  })
}
