import { quantile } from '../../metrics/base/quantile'

/** How far edges of hits lie from those of the reference; positive: the candidate is late. Milliseconds. */
export interface EdgeErrors {
  readonly n: number
  /** null without a hit. */
  readonly medianMs: number | null
  readonly medianAbsoluteMs: number | null
  /** Counts in bins of `EDGE_BIN_MS` from -`EDGE_REACH_MS`; the two beyond are separate. */
  readonly bins: readonly number[]
  readonly earlier: number
  readonly later: number
}

export const EDGE_BIN_MS = 100
export const EDGE_REACH_MS = 1000

/** Bin of an error in milliseconds, its lower end included: 0 and up, -1 below the reach and the number of bins beyond it. */
export function edgeBin(errorMs: number): number {
  const bins = (2 * EDGE_REACH_MS) / EDGE_BIN_MS
  const bin = Math.floor((errorMs + EDGE_REACH_MS) / EDGE_BIN_MS)
  return bin < 0 ? -1 : Math.min(bins, bin)
}

/** Summary of signed errors in microseconds. */
export function edgeErrors(errorsUs: readonly number[]): EdgeErrors {
  const ms = Float64Array.from(errorsUs, (error) => error / 1000)
  const bins = Array.from({ length: (2 * EDGE_REACH_MS) / EDGE_BIN_MS }, () => 0)
  let earlier = 0
  let later = 0
  for (const error of ms) {
    const bin = edgeBin(error)
    if (bin < 0) earlier++
    else if (bin >= bins.length) later++
    else bins[bin] = (bins[bin] ?? 0) + 1
  }
  const absolute = ms.map(Math.abs).sort()
  const sorted = ms.sort()
  const median = (values: Float64Array): number | null => (values.length === 0 ? null : quantile(values, 0.5))
  return { n: ms.length, medianMs: median(sorted), medianAbsoluteMs: median(absolute), bins, earlier, later }
}
