import { groupByRecording } from './group-by-recording'
import { intervalIndex } from './interval-index'
import { DECLINED, NOT_LABELLED, type LabelCodes } from './label-codes'
import type { ComparedSegment } from './pairing'

/** Why a reference segment has no counterpart; negative so that it never collides with a label code. */
export const NO_PREDICTION = -3
/** The winning label covers less of the segment than asked for. */
export const TOO_LITTLE_OVERLAP = -4

/** Candidate labels of all reference segments, as columns parallel to the reference list. */
export interface SegmentPairs {
  /** Code of the reference label, or NOT_LABELLED / DECLINED, or axes.length and up for a label without counterpart. */
  readonly reference: Int32Array
  /** Code of the winning candidate label, or a reason below 0, or axes.length and up. */
  readonly candidate: Int32Array
  /** Position of the candidate segment that overlaps most among those with the winning label; -1 without one. */
  readonly winner: Int32Array
  /** Share of the reference segment covered by the winning label, 0..1. */
  readonly overlapShare: Float64Array
  /** Candidate's confidence averaged by overlap; NaN where it gave none. */
  readonly confidence: Float64Array
}

/**
 * The label that the candidate gives to each reference segment; convention `segments` of `pairingConventions`.
 * @param minOverlap least share of the reference segment that the winning label must cover, 0..1
 */
export function pairSegments(
  reference: readonly ComparedSegment[],
  candidate: readonly ComparedSegment[],
  codes: { readonly reference: LabelCodes; readonly candidate: LabelCodes },
  minOverlap = 0
): SegmentPairs {
  const n = reference.length
  const pairs = {
    reference: Int32Array.from(reference, (segment) => codes.reference.code(segment.label)),
    candidate: new Int32Array(n).fill(NO_PREDICTION),
    winner: new Int32Array(n).fill(-1),
    overlapShare: new Float64Array(n),
    confidence: new Float64Array(n).fill(NaN)
  }
  const candidateCodes = Int32Array.from(candidate, (segment) => codes.candidate.code(segment.label))
  const tally = labelTally()
  for (const group of groupByRecording(reference, candidate)) {
    const labelled = group.candidate.filter((position) => (candidateCodes[position] ?? NOT_LABELLED) >= 0)
    if (labelled.length === 0) continue
    const starts = Float64Array.from(labelled, (position) => candidate[position]?.start ?? 0)
    const ends = Float64Array.from(labelled, (position) => lastInstant(candidate[position]))
    const index = intervalIndex(starts, ends)
    for (const at of group.reference) {
      const own = reference[at]
      const code = pairs.reference[at] ?? NOT_LABELLED
      if (!own || code === NOT_LABELLED || code === DECLINED) continue
      const end = lastInstant(own)
      tally.clear()
      index.overlapping(own.start, end, (hit) => {
        const position = labelled[hit] ?? -1
        const other = candidate[position]
        if (!other || differentPerson(own, other)) return
        const shared = Math.min(end, ends[hit] ?? 0) - Math.max(own.start, starts[hit] ?? 0)
        tally.add(candidateCodes[position] ?? NOT_LABELLED, shared, position, other.confidence)
      })
      const best = tally.best()
      if (!best) continue
      // Overlapping candidate segments of one label may sum to more than the segment is long.
      const share = Math.min(1, best.shared / (end - own.start))
      pairs.overlapShare[at] = share
      pairs.winner[at] = best.longest
      pairs.confidence[at] = best.confidence
      pairs.candidate[at] = share < minOverlap ? TOO_LITTLE_OVERLAP : best.code
    }
  }
  return pairs
}

/** End of a segment for pairing: a segment without length is 1 µs long, so that marked instants pair too. */
const lastInstant = (segment: ComparedSegment | undefined): number =>
  segment ? Math.max(segment.end, segment.start + 1) : 0

/** True when both name a person and it is not the same one. */
export const differentPerson = (a: ComparedSegment, b: ComparedSegment): boolean =>
  a.personId !== undefined && b.personId !== undefined && a.personId !== b.personId

interface Entry {
  shared: number
  longest: number
  longestShared: number
  rated: number
  weighted: number
}

/** Sums of overlap by label code for one reference segment. */
function labelTally() {
  const entries = new Map<number, Entry>()
  return {
    clear: () => entries.clear(),
    add(code: number, shared: number, position: number, confidence: number | undefined) {
      let entry = entries.get(code)
      if (!entry)
        entries.set(code, (entry = { shared: 0, longest: -1, longestShared: 0, rated: 0, weighted: 0 }))
      entry.shared += shared
      if (shared > entry.longestShared) {
        entry.longest = position
        entry.longestShared = shared
      }
      if (confidence === undefined) return
      entry.rated += shared
      entry.weighted += shared * confidence
    },
    best() {
      let code = -1
      let won: Entry | undefined
      for (const [other, entry] of entries)
        if (!won || entry.shared > won.shared || (entry.shared === won.shared && other < code)) {
          won = entry
          code = other
        }
      return won && { code, shared: won.shared, longest: won.longest, confidence: won.weighted / won.rated }
    }
  }
}
