import { z } from 'zod'
import type { NumberCard, LeftOut } from '../compare/report'
import { Id } from '../domain/rows'
import { FusionPlan } from '../fusion/fusion-plan'

/** A fusion and the recordings it is about. */
export const FusionQuery = z.object({
  plan: FusionPlan,
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([])
})
export type FusionQuery = z.infer<typeof FusionQuery>

/** A fusion held against an author without being kept. */
export const FusionScoreQuery = FusionQuery.extend({
  referenceAuthorId: Id,
  mode: z.enum(['segments', 'seconds']).default('segments')
})
export type FusionScoreQuery = z.infer<typeof FusionScoreQuery>

/** How well something agrees with the reference; null: not defined for these items. */
export interface FusionScore {
  readonly accuracy: number | null
  readonly uar: number | null
  readonly macroF1: number | null
  /** Items that took part, in the unit of the comparison. */
  readonly n: number
}

/** A fusion in numbers, each with what is needed to quote it, and its members alone beside it. */
export interface FusionScoreAnswer {
  readonly cards: readonly NumberCard[]
  readonly fused: FusionScore
  /** In the order of the plan; the same moments, each member by itself. */
  readonly members: readonly (FusionScore & {
    /** Share of the time on which members meet in which this one says nothing, 0 to 1. */
    readonly missingShare: number
    /** Labels of the target that it gave no score anywhere. */
    readonly neverGives: readonly string[]
  })[]
  readonly leftOut: readonly LeftOut[]
  /** Recordings and moments on which members met. */
  readonly recordings: number
  readonly moments: number
  /** Recordings that a stacked head was fitted on, which the numbers leave out. */
  readonly fittedOn?: { readonly name: string; readonly recordings: number; readonly moments: number }
  readonly revision: number
  /** Milliseconds that the answer took. */
  readonly tookMs: number
}

/** A stretch of a lane in the picture of a fusion. */
export interface FusionStretch {
  readonly start: number
  readonly end: number
  readonly label: string
  /** Members that said nothing there, by place in the plan. */
  readonly missing: readonly number[]
}

/** One person in one recording: what the fusion says, and what each member says on the same moments. */
export interface FusionLanePicture {
  readonly name: string
  readonly personId?: string
  readonly fused: readonly FusionStretch[]
  readonly compound?: readonly FusionStretch[]
  readonly members: readonly (readonly FusionStretch[])[]
}
