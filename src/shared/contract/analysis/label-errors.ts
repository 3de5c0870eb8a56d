import { z } from 'zod'
import type { FrameSuspect } from '../../analysis/label-errors/merge-frames'
import type { RaterQuality } from '../../analysis/label-errors/rater-quality'
import type { ResidualWindow } from '../../analysis/label-errors/residual-rank'
import { Id } from '../../domain/id'
import { CompareQuery } from '../questions'

/** Labels that a model speaks against. */
export const LabelErrorQuery = CompareQuery.extend({
  order: z.enum(['margin', 'self-confidence']).default('margin'),
  /** Labels that somebody looked at and kept are left out. */
  hideChecked: z.boolean().default(true),
  /** Only this given label, and this guess. */
  given: z.string().optional(),
  guess: z.string().optional(),
  limit: z.number().int().min(1).max(5000).default(500)
})

/** An item whose label is probably wrong. */
export interface LabelSuspect {
  /** Unit of the comparison. */
  readonly unit: number
  readonly segmentId: string
  readonly recordingId: string
  readonly start: number
  readonly end: number
  /** Label ids. */
  readonly given: string
  readonly guess: string
  /** 0..1, small: the model speaks against the label. */
  readonly margin: number
  readonly selfConfidence: number
  readonly checked: boolean
}

export interface LabelErrors {
  readonly revision: number
  readonly schemeId: string
  readonly attributeId?: string
  readonly labels: readonly string[]
  readonly thresholds: readonly (number | null)[]
  /** Row-major: given x confident guess. */
  readonly joint: readonly number[]
  /** Items with a label and scores, and those among them with a confident guess. */
  readonly used: number
  readonly counted: number
  /** Items with a label of both, but without scores. */
  readonly withoutScores: number
  readonly checked: number
  readonly suspects: readonly LabelSuspect[]
  readonly total: number
}

/** Per-frame predictions that speak against labels. */
export const FrameErrorQuery = CompareQuery.extend({
  gapMs: z.number().min(0).max(60_000).default(200),
  leastMs: z.number().min(0).max(600_000).default(500),
  limit: z.number().int().min(1).max(2000).default(500)
})

export interface FrameErrors {
  readonly schemeId: string
  readonly attributeId?: string
  readonly labels: readonly string[]
  readonly thresholds: readonly (number | null)[]
  readonly frames: number
  readonly recordings: number
  readonly stretches: readonly FrameSuspect[]
  readonly total: number
  /** True: so many frames that only the first recordings were looked at. */
  readonly cut: boolean
}

/** Ratings that lie far from a model's trace. */
export const TraceErrorQuery = z.object({
  referenceAuthorId: Id,
  candidateAuthorId: Id,
  recordingIds: z.array(Id).default([]),
  /** The first that both have when absent. */
  dimension: z.string().optional(),
  windowSeconds: z.number().min(0.5).max(120).default(5),
  maxLagSeconds: z.number().min(0).max(20).default(6),
  limit: z.number().int().min(1).max(2000).default(200)
})

export interface TraceErrors {
  readonly dimension: string | undefined
  readonly dimensions: readonly string[]
  readonly rateHz: number
  readonly windows: readonly (Omit<ResidualWindow, 'from' | 'to'> & {
    /** Microseconds. */
    readonly start: number
    readonly end: number
  })[]
  readonly total: number
  /** Seconds by which the ratings of each recording follow; null where it cannot be told. */
  readonly lags: readonly { readonly recordingId: string; readonly seconds: number | null }[]
}

export interface RaterRows {
  readonly items: number
  readonly raters: readonly (RaterQuality & {
    readonly authorId: string
    /** Share of the rater's items with the label that the candidate gives. */
    readonly withCandidate: RaterQuality['withOthers']
  })[]
}
