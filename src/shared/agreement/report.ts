import type { NumberCard, ShareCell } from '../compare/report'
import type { AgreementUnit } from './units'

/** Why something took no part, and how much of it. */
export interface AgreementLeftOut {
  readonly reason: string
  readonly count: number
  readonly unit: 'segments' | 's' | 'units'
}

/** A number with all that is needed to quote it. */
export interface AgreementCard extends Omit<NumberCard, 'unit' | 'leftOut'> {
  /** What `n` counts: `s`, `units`, `segments`, `pairs of annotators`. */
  readonly unit: string
  readonly leftOut: readonly AgreementLeftOut[]
}

/** Two annotators. Amounts are seconds or units, by the report's unit. */
export interface PairRow {
  /** Ids of the authors. */
  readonly first: string
  readonly second: string
  readonly kappa: ShareCell
  readonly agreement: ShareCell
  readonly boundaryF1: ShareCell
  /** What both labelled. */
  readonly n: number
  /** What both labelled and labelled differently. */
  readonly different: number
}

/** One label against all others. */
export interface LabelRow {
  readonly label: string
  readonly alpha: ShareCell
  readonly agreement: ShareCell
  /** Labels given, summed over annotators, where at least two met. */
  readonly n: number
}

/** A part of the material: a recording or a person. */
export interface PartRow {
  /** Id of the recording or the person; absent for labels that name nobody. */
  readonly id?: string
  readonly alpha: ShareCell
  readonly agreement: ShareCell
  /** What at least two labelled. */
  readonly n: number
  /** Of that, where not all say the same. */
  readonly different: number
}

/** How often an annotator uses a label, and how often the others do on the same units. */
export interface LabelBias {
  readonly label: string
  /** Shares, 0 to 1. */
  readonly own: number
  readonly others: number
}

/** What one annotator did, apart from right and wrong. */
export interface AnnotatorRow {
  readonly authorId: string
  readonly segments: number
  readonly labelled: number
  readonly declined: number
  /** Mean length of the labelled segments in seconds. */
  readonly meanSeconds: ShareCell
  /** Time under a label / length of the recordings in which the annotator has a track, 0..1. */
  readonly labelledShare: ShareCell
  /** Mean kappa with the others. */
  readonly kappa: ShareCell
  /** Alpha of all others without this annotator. */
  readonly alphaWithout: ShareCell
  readonly bias: readonly LabelBias[]
  /** Half the summed distance of the two distributions in `bias`, 0 (same use of labels) to 1. */
  readonly distance: ShareCell
}

/** All that the Agreement panel shows, JSON-safe; moments travel on their own. */
export interface AgreementReport {
  readonly unit: AgreementUnit
  /** Exactly how units and persons are made. */
  readonly convention: string
  readonly authorIds: readonly string[]
  readonly labels: readonly string[]
  /** What at least two labelled: seconds or units. */
  readonly n: number
  readonly different: number
  readonly leftOut: readonly AgreementLeftOut[]
  readonly cards: readonly AgreementCard[]
  /** How boundaries agree, whatever the labels. */
  readonly boundaryCards: readonly AgreementCard[]
  readonly pairs: readonly PairRow[]
  readonly labelRows: readonly LabelRow[]
  readonly persons: readonly PartRow[]
  /** Lowest alpha first; undefined ones last. */
  readonly recordings: readonly PartRow[]
  readonly annotators: readonly AnnotatorRow[]
  /** Labels met that have no counterpart, most frequent first. */
  readonly unmapped: readonly { readonly label: string; readonly segments: number }[]
}

/** What one annotator says in a moment of disagreement. */
export interface SaidLabel {
  readonly authorId: string
  readonly label: string
  readonly segmentId: string
}

/** A moment at which annotators differ. */
export interface AgreementItem {
  readonly recordingId: string
  readonly personId?: string
  /** Microseconds. */
  readonly start: number
  readonly end: number
  /** In the order of the annotators; those without a label are absent. */
  readonly said: readonly SaidLabel[]
  /** Share of pairs that differ, 0 to 1. */
  readonly split: number
}
