import type { Segment } from '../domain/rows'
import { CANNOT_RATE } from '../domain/rows'

/** What one side of a gap says, with where it says it. */
export interface RatedSegment {
  readonly recordingId: string
  readonly authorId: string
  readonly segment: Segment
}

/** When the two sides are far apart: at least `least` on one side, below `below` in the mean of the other. */
export interface GapRule {
  readonly label: string
  readonly least: number
  readonly below: number
}

/** A moment at which one perspective has what the other does not see. Times in microseconds. */
export interface PerspectiveGap {
  readonly recordingId: string
  readonly segmentId: string
  readonly trackId: string
  readonly start: number
  readonly end: number
  /** Intensity of the one side. */
  readonly one: number
  /** Mean intensity of the others, and of how many it is. */
  readonly others: number
  readonly raters: number
  readonly text?: string
}

export interface PerspectiveGaps {
  /** The widest gap first. */
  readonly gaps: readonly PerspectiveGap[]
  /** Segments of the one side that somebody of the other side rated too. */
  readonly compared: number
  /** Segments that could not be compared: nobody of the other side rated them, or the one side declined. */
  readonly leftOut: number
}

/** Least overlap (intersection over union) of two segments that are taken to be about the same. */
export const SAME_OVERLAP = 0.5

/**
 * How strongly a segment says a label: its intensity; 1 where it says it without an intensity, 0 where it says something
 * else. Undefined where nothing was said or the rater declined.
 */
export function intensityOf({ value, label, intensity }: Segment, wanted: string): number | undefined {
  if (value?.kind === 'labels') return wanted in value.labels ? (value.labels[wanted] ?? 1) : 0
  if (value?.kind === 'ratings') return value.ratings[wanted]
  if (value?.kind === 'shares') return value.shares[wanted] ?? 0
  if (label === undefined || label === CANNOT_RATE) return undefined
  return label === wanted ? (intensity ?? 1) : 0
}

/**
 * Hidden emotions: what writers say of themselves and readers do not find, or any two perspectives. Segments are the same
 * when they overlap by half; of several segments of one rater the one that overlaps most counts.
 */
export function perspectiveGaps(
  ones: readonly RatedSegment[],
  others: readonly RatedSegment[],
  rule: GapRule
): PerspectiveGaps {
  const byRecording = Map.groupBy(
    [...others].sort((a, b) => a.segment.start - b.segment.start),
    ({ recordingId }) => recordingId
  )
  const gaps: PerspectiveGap[] = []
  let [compared, leftOut] = [0, 0]
  for (const { recordingId, segment } of ones) {
    const one = intensityOf(segment, rule.label)
    const means = one === undefined ? [] : othersOn(segment, byRecording.get(recordingId) ?? [], rule.label)
    if (one === undefined || means.length === 0) {
      leftOut++
      continue
    }
    compared++
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length
    if (one < rule.least || mean >= rule.below) continue
    const { id, trackId, start, end, text } = segment
    const found = { recordingId, segmentId: id, trackId, start, end, one, others: mean, raters: means.length }
    gaps.push(text === undefined ? found : { ...found, text })
  }
  return { gaps: gaps.sort((a, b) => b.one - b.others - (a.one - a.others)), compared, leftOut }
}

/** One intensity for each of the others who rated the same segment. `others` ascend in their start. */
function othersOn(segment: Segment, others: readonly RatedSegment[], label: string): readonly number[] {
  const best = new Map<string, { readonly overlap: number; readonly intensity: number }>()
  // One that overlaps by half is at most twice as long, so it starts at most one length earlier.
  const earliest = segment.start - (segment.end - segment.start) * (1 / SAME_OVERLAP - 1)
  for (let i = firstFrom(others, earliest); i < others.length; i++) {
    const rated = others[i]
    if (!rated || rated.segment.start >= segment.end) break
    const { authorId, segment: other } = rated
    const overlap = overlapOf(segment, other)
    const intensity = overlap >= SAME_OVERLAP ? intensityOf(other, label) : undefined
    if (intensity !== undefined && overlap > (best.get(authorId)?.overlap ?? 0))
      best.set(authorId, { overlap, intensity })
  }
  return [...best.values()].map(({ intensity }) => intensity)
}

/** Place of the first that starts at a time or later. */
function firstFrom(rated: readonly RatedSegment[], time: number): number {
  let [low, high] = [0, rated.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rated[middle]?.segment.start ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}

function overlapOf(a: Segment, b: Segment): number {
  if (a.personId !== undefined && b.personId !== undefined && a.personId !== b.personId) return 0
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  return shared <= 0 ? 0 : shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start))
}
