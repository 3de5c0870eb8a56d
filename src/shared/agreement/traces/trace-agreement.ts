import type { ShareCell } from '../../compare/report'
import type { AgreementCurve } from '../agreement-curve'
import type { AgreementCard, AgreementLeftOut } from '../report'

/** Ratings of one dimension about one person in one recording, in even steps: one column for each annotator, NaN where there is no value. */
export interface RatingStrip {
  readonly recordingId: string
  readonly personId?: string
  /** µs of the first step's beginning. */
  readonly startUs: number
  readonly stepUs: number
  readonly columns: readonly Float64Array[]
}

/** The question: whose ratings, in which steps, on which scale. */
export interface TraceAgreementInput {
  readonly authorIds: readonly string[]
  readonly strips: readonly RatingStrip[]
  /** Ends of the scale; absent for scales without bounds. */
  readonly range?: readonly [number, number]
  /** Value from which signs are taken; absent: the scale has none. */
  readonly neutral?: number
  readonly withLag: boolean
}

/** Two annotators of traces. */
export interface TracePairRow {
  readonly first: string
  readonly second: string
  readonly ccc: ShareCell
  readonly pearson: ShareCell
  readonly spearman: ShareCell
  readonly sagr: ShareCell
  /** Root of the mean squared difference, in units of the scale. */
  readonly rmse: number | null
  /** Seconds that both rated. */
  readonly n: number
}

/** One recording. */
export interface TracePartRow {
  readonly id: string
  /** Mean over pairs of CCC within the recording. */
  readonly ccc: ShareCell
  readonly alpha: ShareCell
  /** Mean absolute difference of two annotators, in units of the scale. */
  readonly distance: number | null
  /** Seconds that at least two rated. */
  readonly n: number
}

/** What one annotator did. */
export interface TraceAnnotatorRow {
  readonly authorId: string
  /** Seconds rated, and seconds within takes that have no value. */
  readonly rated: number
  readonly mean: number | null
  readonly deviation: number | null
  /** Mean of own rating less the mean of the others at the same time. */
  readonly bias: number | null
  /** Mean CCC with the others. */
  readonly ccc: ShareCell
  /** Krippendorff's alpha of all others without this annotator. */
  readonly alphaWithout: ShareCell
  /** Mean reaction lag of the takes, seconds; undefined where none is stored. */
  readonly lag?: number
}

/** How far traces agree, JSON-safe. */
export interface TraceAgreementReport {
  readonly convention: string
  readonly authorIds: readonly string[]
  readonly cards: readonly AgreementCard[]
  readonly pairs: readonly TracePairRow[]
  readonly recordings: readonly TracePartRow[]
  readonly annotators: readonly TraceAnnotatorRow[]
  readonly leftOut: readonly AgreementLeftOut[]
  /** Seconds that at least two rated. */
  readonly n: number
  readonly stepSeconds: number
}

/** A stretch in which two or more annotators are far apart. */
export interface TraceMoment {
  readonly recordingId: string
  readonly start: number
  readonly end: number
  /** Mean absolute difference there, in units of the scale. */
  readonly distance: number
  /** Mean of each annotator there. */
  readonly said: readonly { readonly authorId: string; readonly value: number }[]
}

export type TraceCurve = AgreementCurve
