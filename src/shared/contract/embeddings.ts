import { z } from 'zod'
import { Id } from '../domain/id'
import { mapKinds } from '../embedding/map-kinds'
import type { HeadReport } from '../embedding/head-report'
import type { RatingHeadReport } from '../embedding/rating-head-report'
import { headKinds } from '../probe/head-kinds'

/** Embeddings that one output of a run gave. */
export const EmbeddingRef = z.object({ runId: Id, outputId: z.string().max(200) })
export type EmbeddingRef = z.infer<typeof EmbeddingRef>

export const EmbeddingMapQuery = EmbeddingRef.extend({
  kind: z.enum(mapKinds),
  seed: z.int().min(0).max(1_000_000),
  /** Standardise every person or group by itself first. */
  byGroup: z.boolean()
})
export type EmbeddingMapQuery = z.infer<typeof EmbeddingMapQuery>

/** Whose labels. */
export const LabelSource = z.object({ authorId: Id, schemeId: Id, attributeId: z.string().max(200) })
export type LabelSource = z.infer<typeof LabelSource>

export const HeadQuery = EmbeddingRef.extend({
  labels: LabelSource,
  head: z.enum(headKinds),
  /** 1 / C of logistic regression, alpha of ridge. */
  penalty: z.number().positive().max(1e9),
  byGroup: z.boolean(),
  seed: z.int().min(0).max(1_000_000),
  budget: z.boolean()
})
export type HeadQuery = z.infer<typeof HeadQuery>

/** Whose ratings: of segments, or the mean of a trace. */
export const RatingSource = LabelSource.extend({ kind: z.enum(['segments', 'trace']) })
export type RatingSource = z.infer<typeof RatingSource>

export const RatingHeadQuery = EmbeddingRef.extend({
  ratings: RatingSource,
  /** Alpha of ridge. */
  penalty: z.number().positive().max(1e9),
  byGroup: z.boolean(),
  seed: z.int().min(0).max(1_000_000)
})
export type RatingHeadQuery = z.infer<typeof RatingHeadQuery>

/** What classes are told by: who the embeddings are of, where, or what somebody labelled there. */
export const ClassesQuery = EmbeddingRef.extend({
  by: z.union([z.enum(['person', 'recording']), LabelSource]),
  byGroup: z.boolean()
})
export type ClassesQuery = z.infer<typeof ClassesQuery>

/** A set of embeddings to choose from. */
export interface EmbeddingSet extends EmbeddingRef {
  readonly modelName: string
  readonly startedAt: string
  readonly rows: number
  readonly dims: number
  readonly recordings: number
}

/** What each embedding stands for, column by column; `recording`, `person` and `group` are places in the lists, -1: none. */
export interface EmbeddingRows {
  readonly recordingIds: readonly string[]
  readonly personIds: readonly string[]
  readonly groups: readonly string[]
  readonly recording: Int32Array
  readonly person: Int32Array
  readonly group: Int32Array
  /** µs on the recording's clock. */
  readonly start: Float64Array
  readonly end: Float64Array
}

export interface EmbeddingMap {
  readonly rows: EmbeddingRows
  /** x and y of every row; null: fewer than four rows. */
  readonly points: Float32Array | null
  readonly explained?: readonly (number | null)[]
}

/** Labels of the rows: places in `labels`, -1: not labelled. */
export interface EmbeddingLabels {
  readonly labels: readonly string[]
  readonly codes: Int32Array
}

/** Where classes lie; the largest `MOST_CLASSES`, in the order of the scheme, else by size. */
export interface EmbeddingClasses {
  /** Labels, ids of recordings, or names of persons and groups. */
  readonly names: readonly string[]
  readonly counts: readonly number[]
  /** Cosine distance of the means, 0 to 2; null where one has no direction. */
  readonly distances: readonly (readonly (number | null)[])[]
  /** Row nearest to each mean. */
  readonly prototypes: readonly (number | null)[]
  /** Classes that are left out because there are too many. */
  readonly more: number
}

/** Classes that are held against each other. */
export const MOST_CLASSES = 24

/** What a head that tells numbers makes of its rows; `key` names it for `embedding.keep`. */
export interface RatingHeadAnswer {
  readonly key: string
  readonly report: RatingHeadReport
  /** Revision of the ratings. */
  readonly revision: number
  /** Rows that nobody rated. */
  readonly unrated: number
}

/** A face that a model followed through one recording. */
export interface FoundFace {
  readonly recordingId: string
  /** As the model numbered it. */
  readonly face: number
  /** Who it is said to be. */
  readonly personId?: string
  /** Tracks about the face that may be said to be about somebody. */
  readonly trackIds: readonly string[]
  /** Pictures that it was seen in, and the one that stands for them: a row of the set. */
  readonly seen: number
  readonly row: number
}

/** Two faces, places in `faces`, by how alike they look: the cosine of their mean vectors, 0 to 1. */
export interface AlikePair {
  readonly a: number
  readonly b: number
  readonly cosine: number
}

export interface AlikeFaces {
  readonly faces: readonly FoundFace[]
  /** The most alike first; none of two that are seen in one picture, or are said to be one person already. */
  readonly pairs: readonly AlikePair[]
  /** Pairs that are said to be one person already. */
  readonly agreed: number
  /** Faces that are left out because there are too many. */
  readonly more: number
}

/** What a head makes of its rows; `key` names it for `embedding.keep`. */
export interface HeadAnswer {
  readonly key: string
  readonly report: HeadReport
  /** Revision of the labels. */
  readonly revision: number
  /** Rows that nobody labelled, least sure first, with the label that the head would give and its share. */
  readonly unsure: readonly { readonly row: number; readonly label: number; readonly share: number }[]
}
