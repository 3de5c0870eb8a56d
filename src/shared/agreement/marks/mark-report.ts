import type { ShareCell } from '../../compare/report'
import type { AgreementCard, AgreementLeftOut } from '../report'

/** One mark of an annotator: a stretch of text in code points (`to` exclusive), or a point in time in microseconds. */
export interface Mark {
  readonly from: number
  readonly to: number
  /** Label or component; empty where none was given. */
  readonly label: string
}

/** Something that several annotators looked at: a text, or a recording (and person) with points. */
export interface MarkedUnit {
  readonly recordingId: string
  /** Marks of each annotator, in their order; undefined: did not look at it. Empty: looked and marked nothing. */
  readonly byAuthor: readonly (readonly Mark[] | undefined)[]
}

/** Two annotators, or one label over all pairs. */
export interface MarkCells {
  /** Same place, same label; of points: at most the tolerance apart. */
  readonly exact: ShareCell
  /** Of text: sharing at least one character, one to one; the same as `exact` for points. */
  readonly overlap: ShareCell
  /** Of text: characters marked by both / by either, as F1. */
  readonly shared: ShareCell
  /** Marks of both annotators together, in the units that both looked at. */
  readonly n: number
}

export interface MarkPairRow extends MarkCells {
  readonly first: string
  readonly second: string
}

export interface MarkLabelRow extends MarkCells {
  readonly label: string
}

/** How far marks agree, JSON-safe. */
export interface MarkReport {
  readonly kind: 'spans' | 'points'
  readonly convention: string
  readonly authorIds: readonly string[]
  readonly cards: readonly AgreementCard[]
  readonly labels: readonly MarkLabelRow[]
  readonly pairs: readonly MarkPairRow[]
  /** Units that two or more looked at. */
  readonly n: number
  readonly leftOut: readonly AgreementLeftOut[]
  readonly recordings: number
}
