import type { Micros } from '../domain/time'
import type { RatedDimension } from './verdict-table'
import type { TraceProvenance } from './trace-gold'
import type { AnnotatorQuality } from './votes'

/** What a rule makes of the labels, in numbers. Seconds are of recording time, summed over persons. */
export interface GoldSummary {
  /** Revision of the labels. */
  readonly revision: number
  readonly recordings: number
  readonly spans: { readonly decided: number; readonly open: number; readonly unrated: number }
  readonly seconds: { readonly decided: number; readonly open: number; readonly unrated: number }
  /** Segments that the rule gives, decisions by hand not counted. */
  readonly segments: number
  /** Segments of the gold standard that were decided or changed by hand: they stay. */
  readonly byHand: number
  /** Mean share of the raters whose vote is the verdict, over decided time, 0 to 1; null without decided time. */
  readonly agreement: number | null
  /** Only rules that judge annotators have any. */
  readonly annotators: readonly AnnotatorQuality[]
  /** What a reader must know, in sentences. */
  readonly notes: readonly string[]
  /** Of ratings: how many rated, and how far apart they are, by dimension. */
  readonly dims?: readonly RatedDimension[]
  /** Of traces: one entry for each recording, person and dimension; empty for labels. */
  readonly traces: readonly GoldTraceSummary[]
}

/** One gold trace in numbers. */
export interface GoldTraceSummary {
  readonly recordingId: string
  readonly personId?: string
  readonly dim: string
  readonly rateHz: number
  /** Samples with a value, and all samples. */
  readonly used: number
  readonly count: number
  /** Mean standard deviation over annotators, in units of the scheme; null without two annotators at any sample. */
  readonly meanSpread: number | null
  readonly annotators: readonly TraceProvenance[]
  readonly reason?: string
}

/** A moment of the gold standard with what everybody said there. */
export interface GoldMoment {
  readonly recordingId: string
  readonly personId?: string
  readonly start: Micros
  readonly end: Micros
  readonly state: 'decided' | 'open' | 'unrated'
  /** The verdict; empty and decided: nothing is there. */
  readonly labels: readonly string[]
  /** Labels that share the lead when undecided; an empty id stands for "nothing". */
  readonly open: readonly string[]
  readonly agreement: number | null
  /** What every annotator who took part said; null: declined or not rated. */
  readonly votes: readonly {
    readonly authorId: string
    readonly labels: readonly string[] | null
    readonly sources: readonly string[]
  }[]
  /** The decision by hand that covers most of the moment. */
  readonly decided?: { readonly segmentId: string; readonly label: string | undefined }
}

export interface GoldMoments {
  readonly items: readonly GoldMoment[]
  /** Moments found, those beyond the limit included. */
  readonly total: number
  /** Moments left out because they are shorter than asked. */
  readonly shorter: number
}
