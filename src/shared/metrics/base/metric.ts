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

/** Agreement of two traces or two columns of numbers, position by position; null where a side has no value. */
export interface NumbersMetric extends MetricText {
  readonly kind: 'numbers'
  readonly compute: (reference: readonly (number | null)[], candidate: readonly (number | null)[]) => Score
}

/** Agreement of two divisions of one recording into stretches, given as stretch lengths in whole units. */
export interface MassesMetric extends MetricText {
  readonly kind: 'masses'
  readonly compute: (reference: readonly number[], candidate: readonly number[]) => Score
}

/** Agreement of two lists of boundaries, given as times in microseconds. */
export interface BoundariesMetric extends MetricText {
  readonly kind: 'boundaries'
  readonly compute: (reference: readonly number[], candidate: readonly number[]) => Score
}

/** Agreement of two distributions over the same classes; they are scaled to sum to 1. */
export interface DistributionsMetric extends MetricText {
  readonly kind: 'distributions'
  readonly compute: (reference: readonly number[], candidate: readonly number[]) => Score
}

/** Quality of class probabilities: one row of probabilities per item, and the index of its true class. */
export interface ProbabilitiesMetric extends MetricText {
  readonly kind: 'probabilities'
  readonly compute: (probabilities: readonly (readonly number[])[], truth: readonly number[]) => Score
}

/** Quality of one score for yes or no; truth is 1 for yes and 0 for no. */
export interface BinaryMetric extends MetricText {
  readonly kind: 'binary'
  readonly compute: (truth: readonly number[], scores: readonly number[]) => Score
}

/** Agreement of two sets of labels per item: one row of 0 and 1 per item, one column per label. */
export interface LabelSetsMetric extends MetricText {
  readonly kind: 'label-sets'
  readonly compute: (
    reference: readonly (readonly number[])[],
    candidate: readonly (readonly number[])[]
  ) => Score
}

/** Quality of label scores against sets of labels: rows of 0 and 1, and rows of scores. */
export interface LabelScoresMetric extends MetricText {
  readonly kind: 'label-scores'
  readonly compute: (truth: readonly (readonly number[])[], scores: readonly (readonly number[])[]) => Score
}

/** Agreement of two transcripts, utterance by utterance. */
export interface TranscriptsMetric extends MetricText {
  readonly kind: 'transcripts'
  readonly compute: (references: readonly string[], hypotheses: readonly string[]) => Score
}

/** Something computed that is more than one number: its result has a shape of its own, found beside its card. */
export interface Method extends MetricText {
  readonly kind: 'method'
}

/** Any metric of the registry; `kind` says what it is computed from. */
export type Metric =
  | ConfusionMetric
  | PerClassMetric
  | RatingsMetric
  | RankingMetric
  | SegmentsMetric
  | ProportionMetric
  | NumbersMetric
  | MassesMetric
  | BoundariesMetric
  | DistributionsMetric
  | ProbabilitiesMetric
  | BinaryMetric
  | LabelSetsMetric
  | LabelScoresMetric
  | TranscriptsMetric

/** Missing policy of everything computed from a confusion table. */
export const PAIRS_ONLY = 'An item without a listed label on both sides is left out and counted.'

/** Reason given where a confusion table is empty. */
export const NO_ITEMS = 'No item has a label on both sides.'
