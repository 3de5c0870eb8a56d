import type { Interval } from '../metrics/base/score'

/** How two authors are paired; both conventions are spelled out in `pairingConventions`. */
export type PairingMode = 'segments' | 'seconds'

/** Why something took no part in the numbers, and how much of it: segments, or seconds in the mode `seconds`. */
export interface LeftOut {
  readonly reason: string
  readonly count: number
  readonly unit: 'segments' | 's'
}

/** A number that carries all that is needed to quote it. */
export interface NumberCard {
  /** Id in the metrics registry. */
  readonly id: string
  readonly name: string
  /** null: undefined for these items; `reason` says why. */
  readonly value: number | null
  readonly reason?: string
  readonly interval?: Interval
  /** Why there is no interval, when there is none. */
  readonly intervalReason?: string
  readonly definition: string
  readonly convention: string
  readonly source: string
  readonly missingPolicy: string
  /** Size of what the number was computed from, in `unit`. */
  readonly n: number
  readonly unit: 'segments' | 's'
  readonly leftOut: readonly LeftOut[]
}

/** A share with its interval in a table; `value` null means 0/0, with the reason. */
export interface ShareCell {
  readonly value: number | null
  readonly reason?: string
  readonly interval?: Interval
}

/** One line of the per-class table. */
export interface ClassRow {
  readonly label: string
  readonly precision: ShareCell
  readonly recall: ShareCell
  readonly f1: ShareCell
  /** Wagner's unbiased hit rate. */
  readonly unbiasedHitRate: ShareCell
  /** Reference segments (or seconds) of this class among those that took part. */
  readonly support: number
  /** Candidate segments (or seconds) of this class among those that took part. */
  readonly predicted: number
}

/** The confusion table in three units; row = reference, column = candidate, both in the order of `labels`. */
export interface ConfusionTable {
  readonly labels: readonly string[]
  /** Items per cell: reference segments, or merged stretches of time in the mode `seconds`. */
  readonly counts: readonly (readonly number[])[]
  /** Share of the row in percent, by items (`segments`) or by time (`seconds`); null in an empty row. */
  readonly rowPercent: readonly (readonly (number | null)[])[]
  /** Time per cell in seconds: length of the reference segments, or of the shared stretches. */
  readonly seconds: readonly (readonly number[])[]
}

/** One thing that both authors labelled; a cell of the table is a list of these. */
export interface ComparisonItem {
  readonly recordingId: string
  /** Person the item is about, when either author named one. */
  readonly personId?: string
  readonly referenceSegmentId: string
  /** The candidate segment that overlaps most among those with the winning label. */
  readonly candidateSegmentId: string
  /** Microseconds: the reference segment, or the shared stretch in the mode `seconds`. */
  readonly start: number
  readonly end: number
  readonly reference: string
  readonly candidate: string
  /** Share of the item's time that carries the candidate's winning label, 0 to 1. */
  readonly overlapShare: number
  /** Candidate's confidence, averaged by overlap over the segments that carry the winning label. */
  readonly confidence?: number
}

/** All that the Compare panel shows, JSON-safe; the items travel on their own. */
export interface ComparisonReport {
  readonly mode: PairingMode
  /** Convention of the pairing, one paragraph for the card. */
  readonly pairing: string
  readonly confusion: ConfusionTable
  readonly cards: readonly NumberCard[]
  readonly classes: readonly ClassRow[]
  readonly leftOut: readonly LeftOut[]
  readonly n: number
  readonly unit: 'segments' | 's'
  /** Labels met that have no counterpart among the axes, most frequent first. */
  readonly unmapped: readonly {
    readonly side: 'reference' | 'candidate'
    readonly label: string
    readonly segments: number
  }[]
  readonly recordings: number
}
