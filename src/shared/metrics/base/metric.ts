import type { Confusion } from './confusion'
import type { Score } from './score'

/** What every number says about itself, in words a reader of a paper would use. */
export interface MetricText {
  readonly id: string
  /** Short name for a table head. */
  readonly name: string
  /** The formula. */
  readonly definition: string
  /** What was decided where the literature differs. */
  readonly convention: string
  /** Where the formula comes from. */
  readonly source: string
  /** What happens to items without a value on either side. */
  readonly missingPolicy: string
}

/** One rating: a category name, a position on a scale, or nothing. */
export type Rating = string | number | null

/** A stretch of time with a label; start and end in any one unit, end >= start. */
export interface TimedLabel {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** Agreement of two label sequences, from their confusion table. */
export interface ConfusionMetric extends MetricText {
  readonly kind: 'confusion'
  readonly compute: (table: Confusion) => Score
}

/** One number for each class, in the order of the table's labels. */
export interface PerClassMetric extends MetricText {
  readonly kind: 'per-class'
  readonly compute: (table: Confusion) => readonly Score[]
}

/** Agreement of any number of raters: one row per unit, one column per rater. */
export interface RatingsMetric extends MetricText {
  readonly kind: 'ratings'
  readonly compute: (units: readonly (readonly Rating[])[]) => Score
}

/** Quality of a ranking of classes: one row of scores per item, and the index of its true class. */
export interface RankingMetric extends MetricText {
  readonly kind: 'ranking'
  readonly compute: (scores: readonly (readonly number[])[], truth: readonly number[]) => Score
}

/** Agreement of two sets of segments of one recording. */
export interface SegmentsMetric extends MetricText {
  readonly kind: 'segments'
  readonly compute: (reference: readonly TimedLabel[], candidate: readonly TimedLabel[]) => Score
}

/** A share with its interval. */
export interface ProportionMetric extends MetricText {
  readonly kind: 'proportion'
  readonly compute: (successes: number, n: number) => Score
}

/** Any metric of the registry; `kind` says what it is computed from. */
export type Metric =
  ConfusionMetric | PerClassMetric | RatingsMetric | RankingMetric | SegmentsMetric | ProportionMetric

/** Missing policy of everything computed from a confusion table. */
export const PAIRS_ONLY = 'An item without a listed label on both sides is left out and counted.'

/** Reason given where a confusion table is empty. */
export const NO_ITEMS = 'No item has a label on both sides.'
