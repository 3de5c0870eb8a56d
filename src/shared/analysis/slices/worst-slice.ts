import type { Interval } from '../../metrics/base/score'
import type { FacetColumn, FacetPart } from '../facets/facet-column'

/** What is searched: items with whether they are right, by facets. All columns are parallel. */
export interface SearchInput {
  readonly right: Uint8Array
  readonly columns: readonly FacetColumn[]
  /** Speaker (or recording) of each item. */
  readonly cluster: Int32Array
  /** Labels of other people on the same items: whether each is right (1, 0), or 2 where they gave none. */
  readonly others?: readonly Uint8Array[]
}

/** A slice in which there are more errors than elsewhere. */
export interface WorstSlice {
  readonly name: string
  readonly parts: readonly FacetPart[]
  readonly n: number
  readonly right: number
  readonly accuracy: number
  readonly interval?: Interval
  /** Accuracy of everything else. */
  readonly rest: number
  /** accuracy - rest, below 0. */
  readonly difference: number
  readonly differenceInterval?: Interval
  /** Speakers in it. */
  readonly clusters: number
  /** Share of right labels of other people on the same items; absent where nobody else labelled them. */
  readonly ceiling?: { readonly value: number; readonly n: number }
  /** Exact and one-sided, items taken as independent. */
  readonly p: number
  readonly corrected: number
  /** With items of one speaker hanging together; null: not defined, and why. */
  readonly clusteredP: number | null
  readonly clusteredReason?: string
}

/** What a search found. */
export interface WorstSlices {
  readonly slices: readonly WorstSlice[]
  /** Slices that were looked at: what p was corrected for. */
  readonly tests: number
  readonly n: number
  readonly accuracy: number | null
}
