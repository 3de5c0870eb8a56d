import type { FacetColumn, FacetInfo } from '../../../shared/analysis/facets/facet-column'
import { withSlice } from '../../../shared/analysis/slices/describe-slice'
import { worstSlices as searchSlices } from '../../../shared/analysis/slices/worst-slices'
import { fail, ok } from '../../../shared/domain/problem'
import { facetShelf } from '../facets/facet-shelf'
import { humanCeiling } from '../facets/human-ceiling'
import { itemClusters } from '../facets/item-clusters'
import type { Question } from '../question'

/** Facets that are searched at most; each is joined with every other. */
const MOST_FACETS = 24

/** The groups with the strongest evidence of more errors. */
export const worstSlices: Question<'analysis.worstSlices'> = function* (
  desk,
  { joined, least, correction, facets, edges, limit, keep, ...query }
) {
  const revision = desk.reader.revision()
  const compared = yield* desk.compared(query)
  if (!compared.ok) return compared
  const { units, rows } = compared.value
  if (units.mode === 'seconds')
    return fail(
      'by-time',
      'The search counts items, and a comparison by time has none.',
      'Compare by segments.'
    )
  const shelf = yield* facetShelf(desk, query, compared.value)
  const wanted = shelf.infos
    .filter((info) => (facets ? facets.includes(info.id) : isSearched(info)))
    .slice(0, MOST_FACETS)
  const columns: FacetColumn[] = []
  for (const { id } of wanted) {
    const column = yield* shelf.column(id, edges[id])
    if (column) columns.push(column)
  }
  const { cluster, noun } = itemClusters(shelf.ground)
  const right = Uint8Array.from(rows, (unit) => (units.reference[unit] === units.candidate[unit] ? 1 : 0))
  yield
  const ceiling = yield* humanCeiling(desk, query, compared.value)
  const others = ceiling.others.map((codes) =>
    Uint8Array.from(codes, (code, item) =>
      code < 0 ? 2 : code === units.reference[rows[item] ?? -1] ? 1 : 0
    )
  )
  yield
  const input = { right, columns, cluster, others }
  const key = JSON.stringify([query, joined, least, correction, facets, edges, limit])
  const slices = yield* desk.kept(`worst ${key}`, () =>
    searchSlices(input, { joined, least, correction, limit })
  )
  const found = keep ? withSlice(slices, input, keep, correction) : slices
  return ok({
    ...found,
    ceilingAuthorIds: ceiling.authorIds,
    facets: shelf.infos,
    searched: columns.map(({ id }) => id),
    noun,
    revision
  })
}

/** A recording is no property that explains anything; the others may. */
const isSearched = ({ id }: FacetInfo): boolean => id !== 'recording' && id !== 'start'
