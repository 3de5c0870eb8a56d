import { z } from 'zod'
import type { SegmentEvent, SegmentEventKind } from '../analysis/temporal/segment-events'
import type { TemporalReport } from '../analysis/temporal/temporal-report'
import { CompareQuery } from './questions'

/** What counts as an event, a hit and a boundary. */
export const TemporalSettings = z.object({
  /** Label that is no event; absent: the one called neutral, where there is one; null: every label is an event. */
  background: z.string().nullable().optional(),
  /** tIoU of a hit in the tables. */
  overlap: z.number().min(0.05).max(0.95).default(0.5),
  /** Farthest that two boundaries may lie apart and count as one. */
  toleranceMs: z.number().int().min(10).max(10_000).default(500),
  /** Total width left out around each boundary of the reference by diarization and identification error. */
  collarMs: z.number().int().min(0).max(2000).default(0)
})
export type TemporalSettings = z.infer<typeof TemporalSettings>

export const TemporalQuery = CompareQuery.extend({ settings: TemporalSettings.prefault({}) })
export type TemporalQuery = z.infer<typeof TemporalQuery>

export interface TemporalAnswer extends TemporalReport {
  readonly revision: number
  readonly schemeId: string
  readonly attributeId?: string
  /** The label that is no event here. */
  readonly background?: string
}

/** Which moments: what became of segments, or hits by how far an edge lies off. */
const MomentSelection = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('event'),
    kind: z.enum(['missed', 'false-alarm', 'confused', 'misplaced', 'merged', 'split']).optional(),
    /** Of the reference, or of the candidate where the reference has none. */
    label: z.string().optional()
  }),
  z.object({
    by: z.literal('edge'),
    edge: z.enum(['start', 'end']),
    /** From (included) to (not included), milliseconds; absent: without an end. */
    fromMs: z.number().optional(),
    toMs: z.number().optional()
  }),
  z.object({ by: z.literal('hit'), label: z.string().optional() })
])
export type MomentSelection = z.input<typeof MomentSelection>
export type ParsedMomentSelection = z.output<typeof MomentSelection>

export const TemporalMomentsQuery = TemporalQuery.extend({
  selection: MomentSelection,
  limit: z.number().int().min(1).max(5000).default(1000)
})

/** A moment behind a number: what became of a segment, or a hit. */
export interface SegmentMoment extends Omit<SegmentEvent, 'kind'> {
  readonly kind: SegmentEventKind | 'hit'
  /** Of the edge asked for; positive: the candidate is late. */
  readonly errorMs?: number
}

export interface SegmentMoments {
  readonly moments: readonly SegmentMoment[]
  readonly total: number
  readonly schemeId: string
  readonly attributeId?: string
}
