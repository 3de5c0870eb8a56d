import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { CompareQuery } from '../../../shared/contract'
import { comparedItems } from '../compared'
import type { Desk } from '../desk'

/** Labels of other people on the items of a comparison. */
export interface HumanCeiling {
  readonly authorIds: readonly string[]
  /** One column for each of them over the items that count; -1: no label of the axes. */
  readonly others: readonly Int32Array[]
  /** Why there are none. */
  readonly reason?: string
}

/** People whose labels are read at most. */
const MOST_PEOPLE = 12

/** What other people said of the same items, in the same labels. */
export const humanCeiling = (desk: Desk, query: CompareQuery, items: ComparedItems): Sliced<HumanCeiling> =>
  desk.kept(`ceiling ${JSON.stringify({ ...query })}`, function* () {
    const none = (reason: string): HumanCeiling => ({ authorIds: [], others: [], reason })
    if (query.mode === 'seconds')
      return none('By time, items of other people are other stretches: compare by segments.')
    const people = desk.reader
      .all('author')
      .filter(
        ({ id, kind }) => kind === 'human' && id !== query.referenceAuthorId && id !== query.candidateAuthorId
      )
      .slice(0, MOST_PEOPLE)
    const found: { id: string; codes: Int32Array }[] = []
    for (const { id } of people) {
      if (desk.reader.tracksForCompare([id], query.recordingIds, query.practice).length === 0) continue
      const compared = yield* comparedItems(desk, {
        ...query,
        candidateAuthorId: id,
        ...(query.mapTo ? {} : { schemeId: items.schemeId })
      })
      if (!compared.ok) continue
      const codes = inSameOrder(items, compared.value)
      if (codes?.some((code) => code >= 0)) found.push({ id, codes })
      yield
    }
    if (found.length === 0) return none('Nobody else labelled these items.')
    return { authorIds: found.map(({ id }) => id), others: found.map(({ codes }) => codes) }
  })

/** Labels of a second comparison with the same reference over the items of the first; undefined when the two are not of the same items. */
function inSameOrder(items: ComparedItems, other: ComparedItems): Int32Array | undefined {
  if (other.units.reference.length !== items.units.reference.length) return undefined
  const place = new Map(items.labels.map(({ id }, at) => [id, at]))
  const codeOf = Int32Array.from(other.labels, ({ id }) => place.get(id) ?? -1)
  return items.rows.map((unit) => {
    const code = other.units.candidate[unit] ?? -1
    return code >= 0 ? (codeOf[code] ?? -1) : -1
  })
}
