import type { SegmentValue } from '../../../shared/domain/segment-value'
import type { Micros } from '../../../shared/domain/time'

/** Anything JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/**
 * What a file says beyond what Affectory understands, kept so that writing the same format again loses nothing.
 * Its form belongs to the format named in `AnnotationDocument.format`; nobody else looks inside.
 * To be stored as JSON text beside the row it came with (a nullable column `extra` of segment and track, and one row per
 * imported file for the document's and the recording's own), together with the format's id.
 */
export type Extra = JsonObject

/** One annotation file: labels on one or more recordings. All times are µs from the start of the recording. */
export interface AnnotationDocument {
  /** Id of the format that this was read from; whose `extra` it carries. Absent: made here. */
  readonly format?: string
  /** ISO date and time, where the file tells one. */
  readonly createdAt?: string
  readonly recordings: readonly DocumentRecording[]
  readonly schemes: readonly DocumentScheme[]
  readonly extra?: Extra
}

export interface DocumentRecording {
  /** Unique in the document. */
  readonly name: string
  readonly duration?: Micros
  readonly media: readonly DocumentMedia[]
  readonly tiers: readonly Tier[]
  readonly links: readonly DocumentLink[]
  readonly extra?: Extra
}

/** A media file that labels refer to, as the file writes its place. Never opened by a reader. */
export interface DocumentMedia {
  readonly path: string
  readonly mimeType?: string
  /** Where the recording's time 0 lies in this file. */
  readonly offset?: Micros
  readonly extra?: Extra
}

/** A vocabulary that came with the file. */
export interface DocumentScheme {
  readonly id: string
  readonly name: string
  readonly labels: readonly DocumentLabel[]
  readonly extra?: Extra
}

export interface DocumentLabel {
  readonly id: string
  readonly name: string
  /** `#rrggbb`. */
  readonly color?: string
  readonly definition?: string
  readonly extra?: Extra
}

interface TierBase {
  /** Unique in its recording. */
  readonly id: string
  readonly name: string
  /** Who is labelled. */
  readonly person?: string
  /** Who labelled. */
  readonly annotator?: string
  /** The annotator is a model. */
  readonly predicted?: boolean
  readonly extra?: Extra
}

/** Labelled stretches of time. A span whose end is its start is a moment. */
export interface SpanTier extends TierBase {
  readonly kind: 'spans'
  readonly schemeId?: string
  readonly parent?: { readonly tierId: string; readonly relation: Relation }
  readonly spans: readonly Span[]
}

/** How spans depend on those of the parent tier, in ELAN's words. */
export type Relation = 'time-subdivision' | 'symbolic-subdivision' | 'symbolic-association' | 'included-in'

export interface Span {
  /** Unique in its recording; links and `parent` use it. */
  readonly id: string
  readonly start: Micros
  readonly end: Micros
  /** Ids of the tier's scheme; where it has none, the words themselves. Empty: not labelled. */
  readonly labels: readonly string[]
  readonly text?: string
  /** 0 to 1. */
  readonly confidence?: number
  readonly intensity?: number
  readonly comment?: string
  /** What it says when labels alone are not enough; keyed like `labels`. Several labels without intensities need none. */
  readonly value?: SegmentValue
  /** Span of the parent tier. */
  readonly parent?: string
  readonly extra?: Extra
}

/** Numbers over time: one column for each dimension, as long as `times`; null: not rated. */
export interface TraceTier extends TierBase {
  readonly kind: 'trace'
  /** Samples per second where they are evenly spaced. Absent: a value holds until the next. */
  readonly rateHz?: number
  readonly times: readonly Micros[]
  readonly dimensions: readonly TraceDimension[]
  /** 0 to 1 for each sample. */
  readonly confidence?: readonly (number | null)[]
}

export interface TraceDimension {
  readonly name: string
  readonly min?: number
  readonly max?: number
  readonly values: readonly (number | null)[]
}

/** Named points in the picture, by frame. */
export interface LandmarkTier extends TierBase {
  readonly kind: 'landmarks'
  readonly rateHz: number
  readonly frames: readonly LandmarkFrame[]
}

export interface LandmarkFrame {
  readonly time: Micros
  readonly label: string
  readonly confidence: number | null
  readonly points: readonly {
    readonly name: string
    readonly x: number | null
    readonly y: number | null
    readonly confidence: number | null
  }[]
}

export type Tier = SpanTier | TraceTier | LandmarkTier

/** A stretch of a span's text, in Unicode code points; `to` is exclusive. */
export interface WordsSpan {
  readonly from: number
  readonly to: number
}

/** Two spans that belong together, for instance an emotion (`from`) and its cause (`to`). */
export interface DocumentLink {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly type?: string
  readonly direction: 'none' | 'forward' | 'both'
  readonly text?: string
  /** The words that are meant at either end; absent: all of the span. */
  readonly fromWords?: WordsSpan
  readonly toWords?: WordsSpan
  readonly extra?: Extra
}
