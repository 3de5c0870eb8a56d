import { z } from 'zod'
import type { TraceComparison } from '../analysis/traces/compare-traces'
import type { PlanePairs } from '../analysis/traces/plane-pairs'
import type { TraceSeries } from '../analysis/traces/trace-series'
import { Id } from '../domain/id'

/** Somebody's values of one dimension: continuous ratings, or ratings of segments (also of whole songs and pictures). */
export const TraceSource = z.object({
  kind: z.enum(['trace', 'ratings']),
  authorId: Id,
  schemeId: Id,
  attributeId: z.string(),
  dim: z.string()
})
export type TraceSource = z.infer<typeof TraceSource>

/** Two sources to be compared, and what is done to the candidate before. */
export const TraceCompareQuery = z.object({
  reference: TraceSource,
  candidate: TraceSource,
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  /** Values are averaged in steps of this length; absent: that of the slower of the two. */
  stepSeconds: z.number().min(0.02).max(60).optional(),
  /** Stored reaction lags are taken out. */
  withLag: z.boolean().default(true),
  /** True: values meet whoever they are about. */
  ignorePersons: z.boolean().default(false),
  /** Width of the running mean of the candidate; 0: none. */
  smoothSeconds: z.number().min(0).max(120).default(0),
  /** The candidate is read this much later. */
  lagSeconds: z.number().min(-60).max(60).default(0),
  /** How the candidate's scale is brought to the reference's. */
  align: z.enum(['none', 'range', 'mean', 'spread', 'recording']).default('range')
})
export type TraceCompareQuery = z.infer<typeof TraceCompareQuery>

/** One dimension among those that both sides have. */
export interface TraceDimRow {
  readonly dim: string
  readonly name: string
  /** In the order of `measures`; null where undefined. */
  readonly pooled: readonly (number | null)[]
  readonly perRecording: readonly (number | null)[]
}

export interface TraceComparisonAnswer extends TraceComparison {
  readonly revision: number
  /** What was compared and how it was prepared, in sentences. */
  readonly convention: string
  readonly dims: readonly TraceDimRow[]
}

export const TraceLagsQuery = TraceCompareQuery.extend({
  /** Longest delay looked at, either way. */
  reachSeconds: z.number().min(0.1).max(60).default(5)
})

export const TraceStretchesQuery = TraceCompareQuery.extend({
  order: z.enum(['area', 'height', 'length']).default('area'),
  limit: z.number().int().min(1).max(1000).default(200),
  /** Distance from which a position counts; absent: one position in five lies further away. */
  threshold: z.number().positive().optional(),
  recordingId: Id.optional()
})

export const TraceSeriesQuery = TraceCompareQuery.extend({
  recordingId: Id,
  bins: z.number().int().min(1).max(4000).default(600)
})

export interface TraceSeriesAnswer extends TraceSeries {
  /** Ends of the scale, or of the values where it has none. */
  readonly range: readonly [number, number]
}

export const TracePlaneQuery = TraceCompareQuery.extend({
  /** Stretches of this one; absent: one point for each recording. */
  recordingId: Id.optional()
})

export interface TracePlaneAnswer extends PlanePairs {
  readonly x: PlaneAxisInfo
  readonly y: PlaneAxisInfo
}

export interface PlaneAxisInfo {
  readonly name: string
  readonly min: number
  readonly max: number
}
