/** Runs looked at, spread over the stretch. */
const RUNS_COMPARED = 64

/** Extremes that differ by less than this, in shares of full scale, are the same: a few steps of 16 bit. */
const SAME = 1e-4

/**
 * Where in `samples` a stretch of sound begins whose extremes per run are known: the index of its first sample, at most `reach` away from
 * `expected`. Containers such as Matroska round times to a millisecond, so that a part decoded by itself can lie a few samples off the
 * place it has when the file is decoded from its beginning; the runs were made from the latter and say where it belongs.
 * Answers `expected` where the sound fits there, and where nothing fits better (silence, a steady tone, a damaged file).
 * @param extremes [min, max] of each `base` samples from the first sample on
 * @param reach samples, 0 or more; `samples` should hold as many more on both sides
 */
export function fitToRuns(
  samples: Float32Array,
  extremes: Float32Array,
  base: number,
  expected: number,
  reach: number
): number {
  const runs = tellingRuns(extremes)
  const misfitAt = (place: number): number => misfit(samples, extremes, base, place, runs)
  let best = expected
  let least = misfitAt(expected)
  for (let away = 1; away <= reach && least > SAME; away++)
    for (const place of [expected - away, expected + away]) {
      const value = misfitAt(place)
      if (value < least) [best, least] = [place, value]
    }
  return best
}

/** Numbers of runs that are not silent, the last run left out: it may be shorter. */
function tellingRuns(extremes: Float32Array): readonly number[] {
  const width = (run: number): number => (extremes[2 * run + 1] ?? 0) - (extremes[2 * run] ?? 0)
  const count = Math.max(1, extremes.length / 2 - 1)
  const loud = Array.from({ length: count }, (_, run) => run).filter((run) => width(run) > SAME)
  const each = Math.max(1, loud.length / RUNS_COMPARED)
  return loud.filter((_, i) => Math.floor(i / each) !== Math.floor((i - 1) / each))
}

/** Mean distance between the extremes of the samples and those of the runs, when the stretch begins at `place`. */
function misfit(
  samples: Float32Array,
  extremes: Float32Array,
  base: number,
  place: number,
  runs: readonly number[]
): number {
  let sum = 0
  for (const run of runs) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    const start = place + run * base
    for (let i = start; i < start + base; i++) {
      const value = samples[i] ?? 0
      if (value < low) low = value
      if (value > high) high = value
    }
    sum += Math.abs(low - (extremes[2 * run] ?? 0)) + Math.abs(high - (extremes[2 * run + 1] ?? 0))
  }
  return sum / Math.max(1, 2 * runs.length)
}
