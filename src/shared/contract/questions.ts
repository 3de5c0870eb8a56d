import { z } from 'zod'
import { Id } from '../domain/rows'
import type { EditSpeed } from '../agreement/edit-speed'
import type { MarkReport } from '../agreement/marks/mark-report'
import type { AnswerReport } from '../agreement/answers/answer-report'
import type { AgreementReport } from '../agreement/report'
import type { TraceAgreementReport } from '../agreement/traces/trace-agreement'
import type { ComparisonReport } from '../compare/report'
import type { MappingReport } from '../mapping/label-mapper'
import { TraceRule, VoteRule } from '../gold/recipe'

/** An attribute of a scheme in whose labels authors of other schemes are compared, through mapping tables. */
const MapTo = z.object({ schemeId: Id, attributeId: z.string() })

/** What two authors are compared on. */
export const CompareQuery = z.object({
  referenceAuthorId: Id,
  candidateAuthorId: Id,
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  mode: z.enum(['segments', 'seconds']).default('segments'),
  /** Share of a reference segment that the candidate must cover, 0 to 1. */
  minOverlap: z.number().min(0).max(1).default(0),
  /** Scheme whose labels are the axes; the reference track's when absent. */
  schemeId: Id.optional(),
  /** Labels of other schemes are mapped to these; instead of `schemeId`. */
  mapTo: MapTo.optional(),
  /** True: a segment may meet any other, whoever the two are about. */
  ignorePersons: z.boolean().default(false),
  /** True: with the lanes of practice, which are no data. */
  practice: z.boolean().default(false)
})

export type CompareQuery = z.infer<typeof CompareQuery>

/** A comparison with what it was made from. */
export interface ComparisonAnswer extends ComparisonReport {
  /** Revision of the data. */
  readonly revision: number
  /** Where the labels of the axes come from. */
  readonly schemeId: string
  readonly attributeId?: string
  /** How labels of other schemes were mapped to the axes. */
  readonly mapping?: MappingReport
}

/** Whose agreement is looked at, and how. */
export const AgreementQuery = z.object({
  /** Two or more authors, in the order of rows. */
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  /** What one unit is; `unitConvention` says exactly. */
  unit: z.enum(['time', 'segments']).default('time'),
  /** Least overlap (tIoU) of matched segments, above 0 to 1. */
  minOverlap: z.number().min(0.05).max(1).default(0.5),
  /** Farthest that two boundaries may lie apart and count as one, milliseconds. */
  toleranceMs: z.number().int().min(100).max(10_000).default(500),
  /** True: a segment may meet any other, whoever the two are about. */
  ignorePersons: z.boolean().default(false),
  /** Scheme whose labels are compared; that of the longest track when absent. */
  schemeId: Id.optional(),
  /** Labels of other schemes are mapped to these; instead of `schemeId`. */
  mapTo: MapTo.optional(),
  /** True: with the lanes of practice, which are no data. */
  practice: z.boolean().default(false)
})

export type AgreementQuery = z.infer<typeof AgreementQuery>

/** Whose continuous ratings are compared, and how. */
export const TraceAgreementQuery = z.object({
  /** Two or more authors, in the order of rows. */
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  schemeId: Id,
  attributeId: z.string(),
  /** Dimension of the attribute. */
  dim: z.string(),
  /** Ratings are averaged in steps of this length. */
  stepSeconds: z.number().min(0.1).max(60).default(1),
  /** Stored reaction lags are taken out. */
  withLag: z.boolean().default(true),
  /** True: ratings meet whoever they are about. */
  ignorePersons: z.boolean().default(false)
})

export type TraceAgreementQuery = z.infer<typeof TraceAgreementQuery>

/** Whose ratings, levels or sets of labels are compared, segment by segment. */
export const AnswerAgreementQuery = z.object({
  /** Two or more authors, in the order of rows. */
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  schemeId: Id,
  attributeId: z.string(),
  /** Dimension or label of which everything is told; the first when absent. */
  measureId: z.string().optional(),
  /** Least overlap (tIoU) of matched segments, above 0 to 1. */
  minOverlap: z.number().min(0.05).max(1).default(0.5),
  /** True: a segment may meet any other, whoever the two are about. */
  ignorePersons: z.boolean().default(false)
})

export type AnswerAgreementQuery = z.infer<typeof AnswerAgreementQuery>

/** A report on the agreement of answers with what it was made from. */
export interface AnswerAgreementAnswer extends AnswerReport {
  /** Revision of the data. */
  readonly revision: number
}

/** Whose marks (stretches of text, or points in time), of which attribute. */
export const MarkAgreementQuery = z.object({
  authorIds: z.array(Id).min(1),
  recordingIds: z.array(Id).default([]),
  schemeId: Id,
  attributeId: z.string(),
  kind: z.enum(['spans', 'points']),
  /** Of points: how far apart two that are one may be, milliseconds. */
  toleranceMs: z.number().min(0).max(60_000).default(500),
  /** Least overlap (tIoU) of the texts that two annotators looked at, above 0 to 1. */
  minOverlap: z.number().min(0.05).max(1).default(0.5)
})
export type MarkAgreementQuery = z.infer<typeof MarkAgreementQuery>

/** A report on the agreement of marks with what it was made from. */
export interface MarkAgreementAnswer extends MarkReport {
  /** Revision of the data. */
  readonly revision: number
}

/** A report on the agreement of traces with what it was made from. */
export interface TraceAgreementAnswer extends TraceAgreementReport {
  /** Revision of the data. */
  readonly revision: number
}

/** A report on agreement with what it was made from. */
export interface AgreementAnswer extends AgreementReport {
  /** Revision of the data. */
  readonly revision: number
  /** Where the labels come from. */
  readonly schemeId: string
  readonly attributeId?: string
  /** How labels of other schemes were mapped to these. */
  readonly mapping?: MappingReport
  readonly speeds: readonly EditSpeed[]
  readonly speedConvention: string
}

/** From whom and how a gold standard is made, before or without being saved. */
export const GoldQuery = z.object({
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  schemeId: Id,
  attributeId: z.string(),
  rule: z.union([VoteRule, TraceRule]),
  /** Gold author whose decisions are looked up beside each moment. */
  goldAuthorId: Id.optional()
})

export type GoldQuery = z.infer<typeof GoldQuery>

/** Which perspective has what another does not find. */
export const PerspectiveQuery = z.object({
  /** Perspective of those who say it: writer, self. */
  one: z.string().min(1),
  /** Perspective of those who do not: reader, observer. */
  others: z.string().min(1),
  schemeId: Id,
  attributeId: z.string(),
  label: z.string(),
  /** Least intensity of the one side. */
  least: z.number(),
  /** The mean of the others is below this. */
  below: z.number()
})

export type PerspectiveQuery = z.infer<typeof PerspectiveQuery>
