import type { SyncAnchor } from '../domain/stream-sync'
import { micros } from '../domain/time'
import type { Micros } from '../domain/time'

/** The place of a stream on the master clock, and how well the anchors agree with it. */
export interface ClockFit {
  readonly offset: Micros
  readonly driftPpm: number
  /** One for each anchor in the order given, microseconds: where the anchor lies less where the fit puts it. */
  readonly residuals: readonly number[]
  /** Root of the mean of the squared residuals, microseconds; null with fewer than three anchors, which leave nothing to check the fit by. */
  readonly rms: number | null
  /** Largest residual without its sign, microseconds; null as for `rms`. */
  readonly worst: number | null
  /** Standard error of the drift in ppm; null with fewer than three anchors. */
  readonly driftError: number | null
}

/** Anchors closer together than this on the stream's clock tell nothing about drift: an error of a frame would be a thousand ppm. */
const LEAST_SPREAD = 10_000_000

/**
 * Offset and drift of a stream from moments known on both clocks: `master = offset + media * (1 + drift / 1e6)`.
 * One anchor gives the offset and leaves the drift as it is. Two or more give both by ordinary least squares, unless
 * they lie within ten seconds of each other; then the offset is their mean and the drift stays. Undefined without anchors.
 */
export function fitClock(anchors: readonly SyncAnchor[], driftPpm = 0): ClockFit | undefined {
  if (anchors.length === 0) return undefined
  const n = anchors.length
  const meanMedia = anchors.reduce((sum, { media }) => sum + media, 0) / n
  const meanMaster = anchors.reduce((sum, { master }) => sum + master, 0) / n
  let squares = 0
  let products = 0
  let low = Infinity
  let high = -Infinity
  for (const { media, master } of anchors) {
    // The difference of the clocks instead of the master time: slopes near one lose digits otherwise.
    squares += (media - meanMedia) ** 2
    products += (media - meanMedia) * (master - media - (meanMaster - meanMedia))
    low = Math.min(low, media)
    high = Math.max(high, media)
  }
  const tells = n > 1 && high - low >= LEAST_SPREAD
  const drift = tells ? (products / squares) * 1e6 : driftPpm
  const slope = drift / 1e6
  const offset = micros(meanMaster - meanMedia - meanMedia * slope)
  const residuals = anchors.map(({ media, master }) => master - (offset + media * (1 + slope)))
  if (n < 3) return { offset, driftPpm: drift, residuals, rms: null, worst: null, driftError: null }
  const sum = residuals.reduce((total, residual) => total + residual ** 2, 0)
  return {
    offset,
    driftPpm: drift,
    residuals,
    rms: Math.sqrt(sum / n),
    worst: Math.max(...residuals.map(Math.abs)),
    driftError: tells ? Math.sqrt(sum / (n - 2) / squares) * 1e6 : null
  }
}
