import { runsOfNumbers } from './runs-of-numbers'
import { doubles } from './samples'
import type { Samples } from './samples'

/**
 * Applies a filter to every run of numbers between gaps on its own: NaN stays NaN, and nothing leaks across a gap.
 * @param filter answers as many samples as it is given
 */
export function filterRuns(
  x: Samples,
  filter: (run: Float64Array) => Float64Array
): Float64Array<ArrayBuffer> {
  const input = doubles(x)
  const out = new Float64Array(input.length).fill(Number.NaN)
  for (const { from, to } of runsOfNumbers(input)) out.set(filter(input.subarray(from, to)), from)
  return out
}
