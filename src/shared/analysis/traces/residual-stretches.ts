import type { Sliced } from '../../agreement/sliced'
import { quantile } from '../../metrics/base/quantile'
import { endAt, startAt, type PairStrip } from './pair-strip'

/** A stretch in which the candidate stays away from the reference on one side. */
export interface ResidualStretch {
  readonly recordingId: string
  readonly personId?: string
  /** Microseconds on the recording's clock, the reference's. */
  readonly start: number
  readonly end: number
  /** Mean of candidate less reference there, and the largest of them, in units of the scale. */
  readonly mean: number
  readonly peak: number
  readonly reference: number
  readonly candidate: number
  /** The reference segment, where the values are those of segments. */
  readonly segmentId?: string
}

/** What comes first: the largest distance x time, the largest mean distance, or the longest. */
export type StretchOrder = 'area' | 'height' | 'length'

export interface StretchOptions {
  readonly order: StretchOrder
  readonly limit: number
  /** Distance from which a position belongs to a stretch, in units of the scale; absent: see `usualThreshold`. */
  readonly threshold?: number | undefined
  readonly recordingId?: string | undefined
}

export interface ResidualStretches {
  readonly threshold: number
  /** All there are; `stretches` are the first of them. */
  readonly total: number
  readonly stretches: readonly ResidualStretch[]
}

/** Shorter stretches cannot be heard as one moment. */
const SHORTEST_US = 1_000_000
/** A dip below the threshold that is shorter than this does not end a stretch. */
const BRIDGED_US = 1_000_000
/** The usual threshold is exceeded by this share of the positions. */
const USUAL_SHARE = 0.2
/** Positions that the usual threshold is read from; more make no difference. */
const MOST_READ = 50_000

/**
 * Stretches in which |candidate - reference| stays at or above a threshold on one side, the worst first. Dips and gaps
 * shorter than a second are bridged; a change of side begins a new stretch.
 */
export function* residualStretches(
  strips: readonly PairStrip[],
  { order, limit, threshold: asked, recordingId }: StretchOptions
): Sliced<ResidualStretches> {
  const threshold = asked ?? usualThreshold(strips)
  const found: ResidualStretch[] = []
  for (const strip of strips) {
    if (recordingId !== undefined && strip.recordingId !== recordingId) continue
    collect(strip, threshold, found)
    yield
  }
  found.sort((a, b) => rank(b, order) - rank(a, order) || a.start - b.start)
  return { threshold, total: found.length, stretches: found.slice(0, limit) }
}

function rank({ mean, start, end }: ResidualStretch, order: StretchOrder): number {
  if (order === 'length') return end - start
  return order === 'height' ? Math.abs(mean) : Math.abs(mean) * (end - start)
}

/** The distance that one position in five exceeds. */
function usualThreshold(strips: readonly PairStrip[]): number {
  const length = strips.reduce((sum, { reference }) => sum + reference.length, 0)
  const stride = Math.max(1, Math.floor(length / MOST_READ))
  const distances: number[] = []
  let at = 0
  for (const { reference, candidate } of strips)
    for (let i = 0; i < reference.length; i++, at++) {
      if (at % stride > 0) continue
      const distance = Math.abs((candidate[i] ?? NaN) - (reference[i] ?? NaN))
      if (!Number.isNaN(distance)) distances.push(distance)
    }
  return distances.length === 0
    ? 0
    : quantile(
        distances.sort((a, b) => a - b),
        1 - USUAL_SHARE
      )
}

function collect(strip: PairStrip, threshold: number, found: ResidualStretch[]): void {
  const { reference, candidate, time } = strip
  const steps = time.kind === 'steps'
  let from = -1
  let last = -1
  let side = 0
  const close = (): void => {
    if (from < 0) return
    const stretch = stretchOf(strip, from, last + 1)
    if (!steps || stretch.end - stretch.start >= SHORTEST_US) found.push(stretch)
    from = -1
  }
  for (let i = 0; i < reference.length; i++) {
    const residual = (candidate[i] ?? NaN) - (reference[i] ?? NaN)
    const far = residual !== 0 && Math.abs(residual) >= threshold
    if (!far) continue
    const bridged = steps && from >= 0 && startAt(strip, i) - endAt(strip, last) < BRIDGED_US
    if (!bridged || Math.sign(residual) !== side) {
      close()
      from = i
      side = Math.sign(residual)
    }
    last = i
  }
  close()
}

function stretchOf(strip: PairStrip, from: number, to: number): ResidualStretch {
  let n = 0
  let a = 0
  let b = 0
  let peak = 0
  for (let i = from; i < to; i++) {
    const reference = strip.reference[i] ?? NaN
    const candidate = strip.candidate[i] ?? NaN
    if (Number.isNaN(reference + candidate)) continue
    n++
    a += reference
    b += candidate
    if (Math.abs(candidate - reference) > Math.abs(peak)) peak = candidate - reference
  }
  const segmentId = strip.time.kind === 'segments' ? strip.time.segmentIds[from] : undefined
  return {
    recordingId: strip.recordingId,
    ...(strip.personId === undefined ? {} : { personId: strip.personId }),
    start: Math.round(startAt(strip, from)),
    end: Math.round(endAt(strip, to - 1)),
    mean: (b - a) / n,
    peak,
    reference: a / n,
    candidate: b / n,
    ...(segmentId === undefined ? {} : { segmentId })
  }
}
