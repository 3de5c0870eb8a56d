import type { Sliced } from '../agreement/sliced'
import { estimateTraceLag } from '../trace/estimate-lag'
import type { FoundLag, NoLag } from '../trace/estimate-lag'
import { traceOnGrid } from '../trace/resample-trace'
import { timeOfSample } from '../trace/trace'
import type { Trace } from '../trace/trace'

/** Features faster than this are looked at at this rate: ratings do not follow faster changes. */
const FASTEST_HZ = 10

/**
 * How far a rating trace follows a physiological feature, and how well at that lag (lagged correlation). Both are put on the
 * part of the clock that they share, at the rate of the slower one. Positive seconds: the rating follows the feature.
 * @param feature one dimension, e.g. the heart rate on a grid; NaN: no value
 * @param rating the first dimension counts
 */
export function* featureLag(
  feature: Trace,
  rating: Trace,
  search: { readonly from: number; readonly to: number }
): Sliced<FoundLag | NoLag> {
  const rateHz = Math.min(feature.rateHz, rating.rateHz, FASTEST_HZ)
  const startUs = Math.max(feature.startUs, rating.startUs)
  const endUs = Math.min(...[feature, rating].map((trace) => timeOfSample(trace, trace.count - 1)))
  const count = Math.max(0, Math.floor(((endUs - startUs) * rateHz) / 1e6) + 1)
  const [x, y] = [feature, rating].map((trace) => traceOnGrid(trace, { startUs, rateHz, count })[0])
  if (!x || !y || count === 0) return { reason: 'They share no time.' }
  return yield* estimateTraceLag([x], [y], { rateHz, ...search })
}
