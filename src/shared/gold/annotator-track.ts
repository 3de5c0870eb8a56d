import type { SegmentValue } from '../domain/segment-value'
import type { Micros } from '../domain/time'

/** A segment as far as a gold standard needs it. Without a label it is not rated yet. */
export interface GoldSource {
  readonly id: string
  readonly start: Micros
  readonly end: Micros
  readonly label?: string
  /** Several labels at once, where the scheme allows that. */
  readonly value?: SegmentValue
}

/** One annotator's segments of one recording and one person. */
export interface AnnotatorTrack {
  readonly annotator: string
  readonly segments: readonly GoldSource[]
}
