import type { EeglabDataset, EeglabEvent } from './dataset'

/** Samples that follow each other without a cut. */
export interface Piece {
  /** First sample, counted from 0. */
  readonly first: number
  readonly count: number
  readonly startSeconds: number
}

export const isBoundary = ({ type }: EeglabEvent): boolean => /^boundary$/i.test(type)

/**
 * The stretches between cuts, at the times at which they were recorded. A boundary marks a cut: it lies half a sample
 * before the first sample behind it, and its duration is what was taken out there. Epochs are pieces one behind the other.
 */
export function piecesOf({ points, trials, rateHz, events }: EeglabDataset): readonly Piece[] {
  if (points === 0) return []
  if (trials > 1)
    return Array.from({ length: trials }, (_, trial) => ({
      first: trial * points,
      count: points,
      startSeconds: (trial * points) / rateHz
    }))
  const cuts = events
    .filter(isBoundary)
    .map(({ latency, duration }) => ({ at: Math.max(0, Math.ceil(latency - 1)), removed: duration }))
    .filter(({ at }) => at < points)
    .sort((a, b) => a.at - b.at)
  const pieces: Piece[] = []
  let removed = 0
  for (const [i, cut] of [{ at: 0, removed: 0 }, ...cuts].entries()) {
    removed += cut.removed
    const count = (cuts[i]?.at ?? points) - cut.at
    if (count > 0) pieces.push({ first: cut.at, count, startSeconds: (cut.at + removed) / rateHz })
  }
  return pieces
}

/** The time of a place in samples, counted from 0 with fractions. A boundary itself stands at the end of what comes before it. */
export function timeOf(pieces: readonly Piece[], rateHz: number, place: number): number {
  const piece = pieces.findLast(({ first }) => first <= place) ?? pieces[0]
  return piece ? piece.startSeconds + (place - piece.first) / rateHz : place / rateHz
}
