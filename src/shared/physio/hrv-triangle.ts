import { score, undefinedScore } from '../metrics/base/score'
import type { Score } from '../metrics/base/score'

/** Width of a bin of the histogram, ms: 1/128 s, the convention of the Task Force 1996. */
const BIN_MS = 1000 / 128

/** NeuroKit starts with this as the smallest error and answers 0 when none is smaller. */
const FIRST_ERROR = 2 ** 14

/** Number of intervals over the height of the histogram's highest bin; without unit. */
export function triangularIndex(ms: Float64Array): number {
  return ms.length / largestOf(histogram(ms))
}

/**
 * Base width of the triangle that fits the histogram best, ms. The peak is the highest bin.
 * `every-base`: all bases to the left and right are tried, the definition of the Task Force 1996.
 * `first-left-base`: only the first bin behind the shortest interval is tried as the left end, and only fits with a squared
 * error below 2^14 count: what NeuroKit's `hrv_time` computes (it answers 0 where this is undefined).
 */
export function triangularWidth(ms: Float64Array, search: 'every-base' | 'first-left-base'): Score {
  const counts = histogram(ms)
  const top = counts.indexOf(largestOf(counts))
  const first = Math.floor(ms.reduce((least, value) => Math.min(least, value), Infinity) / BIN_MS) + 1
  const longest = largestOf(ms)
  let best = search === 'every-base' ? Infinity : FIRST_ERROR
  let width = NaN
  for (let left = first; left < top; left++) {
    for (let right = top + 1; right * BIN_MS < longest; right++) {
      const error = misfit(counts, left, top, right)
      if (error < best) {
        best = error
        width = (right - left) * BIN_MS
      }
    }
    if (search === 'first-left-base') break
  }
  if (Number.isNaN(width))
    return undefinedScore('No triangle fits: the highest bin lies at the edge, or every fit is too poor.')
  return score(width, '')
}

/** Squared differences of the histogram from a triangle over [left, right] with its top at `top`. */
function misfit(counts: Float64Array, left: number, top: number, right: number): number {
  const height = counts[top] ?? 0
  let sum = 0
  for (let i = left; i <= right; i++) {
    const share = i < top ? (i - left) / (top - left) : (right - i) / (right - top)
    sum += ((counts[i] ?? 0) - height * share) ** 2
  }
  return sum
}

function histogram(ms: Float64Array): Float64Array<ArrayBuffer> {
  const bins = Math.ceil(largestOf(ms) / BIN_MS + 1) - 1
  const counts = new Float64Array(bins + 1)
  for (const value of ms) {
    const bin = Math.min(bins - 1, Math.floor(value / BIN_MS))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

const largestOf = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, value), -Infinity)
