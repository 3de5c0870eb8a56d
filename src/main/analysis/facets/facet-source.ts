import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { FacetColumn, FacetInfo } from '../../../shared/analysis/facets/facet-column'
import type { Desk } from '../desk'

/** What facets are made from: the items of a comparison, and for every one of those that count its columns. */
export interface FacetGround {
  readonly desk: Desk
  readonly items: ComparedItems
  /** Columns over the items that count. Microseconds; indexes into `items.units.recordings` and `items.persons` (-1: nobody). */
  readonly start: Float64Array
  readonly end: Float64Array
  readonly recording: Int32Array
  readonly person: Int32Array
  readonly reference: Int32Array
}

/** One facet that the items of a comparison can be sorted by. */
export interface FacetSource {
  readonly info: FacetInfo
  /** `edges`: between groups of numbers; by quantiles when absent. */
  column(edges?: readonly number[]): Sliced<FacetColumn>
}

/** Columns of the items that count. */
export function facetGround(desk: Desk, items: ComparedItems): FacetGround {
  const { rows, units } = items
  const picked = <T extends Float64Array | Int32Array>(of: T, into: T): T => {
    rows.forEach((unit, item) => (into[item] = of[unit] ?? -1))
    return into
  }
  const start = picked(units.start, new Float64Array(rows.length))
  const duration = picked(units.duration, new Float64Array(rows.length))
  return {
    desk,
    items,
    start,
    end: start.map((from, item) => from + (duration[item] ?? 0)),
    recording: picked(units.recording, new Int32Array(rows.length)),
    person: picked(items.person, new Int32Array(rows.length)),
    reference: picked(units.reference, new Int32Array(rows.length))
  }
}

/** Text after text that occurred before gets a number: groups are told apart by their names. */
export function distinct(names: readonly string[]): readonly string[] {
  const met = new Map<string, number>()
  return names.map((name) => {
    const count = (met.get(name) ?? 0) + 1
    met.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}

/** Place of each recording among those of the items. */
export const placesOf = ({ items }: FacetGround): ReadonlyMap<string, number> =>
  new Map(items.units.recordings.map((recordingId, at) => [recordingId, at]))
