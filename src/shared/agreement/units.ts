import type { Micros } from '../domain/time'

/** What one unit of agreement is: a stretch of time, or segments that annotators placed at the same time. */
export type AgreementUnit = 'time' | 'segments'

/** One segment of one annotator. Times in whole microseconds, `end > start`. */
export interface AgreementSegment {
  readonly id: string
  /** Index into the annotators. */
  readonly author: number
  readonly recordingId: string
  readonly start: number
  readonly end: number
  /** Index into the labels; below 0: see `NO_LABEL`, `DECLINED_LABEL`, `UNKNOWN_LABEL`. */
  readonly code: number
  readonly personId?: string
}

/** The segment has no label yet. */
export const NO_LABEL = -1
/** The annotator declined to rate. */
export const DECLINED_LABEL = -2
/** The label has no counterpart among the labels compared. */
export const UNKNOWN_LABEL = -3

/**
 * Units as columns. A row of `codes` holds one label index for each annotator, -1 where there is none; `at` the position
 * of the annotator's segment in `segments`, -1 where there is none.
 */
export interface AgreementUnits {
  readonly kind: AgreementUnit
  readonly annotators: number
  readonly labels: number
  readonly count: number
  readonly codes: Int16Array
  readonly at: Int32Array
  readonly start: Float64Array
  readonly end: Float64Array
  /** Index into `recordings`. */
  readonly recording: Int32Array
  readonly recordings: readonly string[]
  /** Index into `persons`, -1 for nobody in particular. */
  readonly person: Int32Array
  readonly persons: readonly string[]
  readonly segments: readonly AgreementSegment[]
}

/** Weight of a unit: its length in microseconds, or 1. */
export const weightOf = (units: AgreementUnits, unit: number): number =>
  units.kind === 'time' ? (units.end[unit] ?? 0) - (units.start[unit] ?? 0) : 1

/** Step of the grid on which boundary similarity counts. */
export const BOUNDARY_STEP = 100_000 as Micros

/** Exactly how units are made, as shown on cards. `least`: least overlap (tIoU) of matched segments, 0 to 1. */
export const unitConvention = (unit: AgreementUnit, least: number): string =>
  unit === 'time'
    ? 'Time is the unit: the recording is cut wherever a label of any chosen annotator begins or ends, and every microsecond of a piece counts as one unit that carries the label each annotator has there (so pieces weigh by their length). Where segments of one annotator overlap, the one that started last holds (of those the one that ends first, then the label first in the list). A microsecond with fewer than two labels forms no pair.'
    : `Matched segments are the units: two segments of different annotators match when their overlap is at least ${Math.round(least * 100)} % of the time they cover together (tIoU), whatever their labels. Matches are joined from the largest overlap down (ties: the earlier one, then the order of annotators) into units with at most one segment of each annotator; every unit counts once. A segment that joins no other is left out and counted.`

/** How people are kept apart, for both units. */
export const unitPersonConvention =
  'Segments that name different persons never meet. A label that names nobody stands in, at every moment, for each person whom another annotator names and for whom its own annotator has no label; where it stands in for no one it is a unit of its own.'

/** The same for matched segments. */
export const matchedPersonConvention =
  'Segments that name different persons never match; a segment that names nobody may match any.'
