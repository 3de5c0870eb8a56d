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
  let from = 0
  while (from < input.length) {
    if (Number.isNaN(input[from])) {
      from++
      continue
    }
    let to = from + 1
    while (to < input.length && !Number.isNaN(input[to])) to++
    out.set(filter(input.subarray(from, to)), from)
    from = to
  }
  return out
}
