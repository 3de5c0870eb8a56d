import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import { meets } from '../../../shared/analysis/facets/facet-column'
import type { FacetColumn, FacetInfo, FacetPart } from '../../../shared/analysis/facets/facet-column'
import type { FacetTest } from '../../../shared/analysis/select-units'
import type { CompareQuery } from '../../../shared/contract'
import type { Desk } from '../desk'
import { facetGround } from './facet-source'
import type { FacetGround } from './facet-source'
import { itemFacets } from './item-facets'
import { ownerFacets } from './owner-facets'
import { soundFacets } from './sound-facets'
import { trackFacets } from './track-facets'

/** All facets of the items of one comparison; columns are made when they are asked for, and kept. */
export interface FacetShelf {
  readonly ground: FacetGround
  readonly infos: readonly FacetInfo[]
  /** Columns over the items that count, in the order of `items.rows`. Undefined for an unknown facet. */
  column(id: string, edges?: readonly number[]): Sliced<FacetColumn | undefined>
}

/** Facets of a comparison. */
export const facetShelf = (desk: Desk, query: CompareQuery, items: ComparedItems): Sliced<FacetShelf> =>
  desk.kept(`facets ${keyOf(query)}`, function* () {
    const ground = facetGround(desk, items)
    yield
    const sources = [
      ...itemFacets(ground),
      ...ownerFacets(ground),
      ...soundFacets(ground),
      ...trackFacets(ground, query)
    ]
    yield
    const made = new Map<string, FacetColumn>()
    return {
      ground,
      infos: sources.map(({ info }) => info),
      *column(id: string, edges?: readonly number[]) {
        const key = JSON.stringify([id, edges])
        const known = made.get(key)
        if (known) return known
        const source = sources.find(({ info }) => info.id === id)
        if (!source) return undefined
        const column = yield* source.column(edges)
        if (made.size < MOST_KEPT) made.set(key, column)
        return column
      }
    }
  })

/** Columns kept at once; of a million items each takes four to twelve megabytes. */
const MOST_KEPT = 48

/** Tests of conditions on facets, for selecting units of a comparison. */
export function* facetTests(
  desk: Desk,
  query: CompareQuery,
  items: ComparedItems,
  conditions: readonly FacetPart[]
): Sliced<FacetTest> {
  if (conditions.length === 0) return () => undefined
  const shelf = yield* facetShelf(desk, query, items)
  const columns = new Map<string, FacetColumn>()
  for (const { facet } of conditions) {
    const column = yield* shelf.column(facet)
    if (column) columns.set(facet, column)
  }
  const itemOf = new Int32Array(items.units.reference.length).fill(-1)
  items.rows.forEach((unit, item) => (itemOf[unit] = item))
  return (condition) => {
    const column = columns.get(condition.facet)
    if (!column) return undefined
    const test = meets(column, condition)
    return (unit) => (itemOf[unit] ?? -1) >= 0 && test(itemOf[unit] ?? -1)
  }
}

const keyOf = (query: CompareQuery): string =>
  JSON.stringify([
    query.referenceAuthorId,
    query.candidateAuthorId,
    query.recordingIds,
    query.mode,
    query.minOverlap,
    query.schemeId,
    query.mapTo,
    query.ignorePersons,
    query.practice
  ])
