import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import { humanCeiling } from '../../../shared/analysis/overview/human-ceiling'
import type { HumanCeiling } from '../../../shared/analysis/overview/human-ceiling'
import { comparisonReport, defaultCards } from '../../../shared/compare/comparison-report'
import type { CompareQuery } from '../../../shared/contract'
import { ok } from '../../../shared/domain/problem'
import { commonTargets } from '../../../shared/mapping/common-targets'
import type { AttributeRef } from '../../../shared/mapping/scheme-map'
import type { Desk } from '../desk'
import type { Question } from '../question'

/** Scores of one author against another, with the human ceiling of the same items. */
export const analysisScore: Question<'analysis.score'> = function* (desk, asked) {
  const { reader } = desk
  const query = withMapping(desk, asked)
  const compared = yield* desk.compared(query)
  if (!compared.ok) return compared
  const items = compared.value
  const recordings = reader.all('recording')
  const clusters = Object.fromEntries(recordings.map(({ id, group }) => [id, group ?? id]))
  const report = comparisonReport(items.units, { clusters })
  yield
  const ceiling = yield* ceilingOf(desk, query, items)
  const { schemeId, attributeId, mapping } = items
  return ok({
    cards: report.cards,
    n: report.n,
    unit: report.unit,
    leftOut: report.leftOut.reduce((sum, { count }) => sum + count, 0),
    ...(typeof ceiling === 'string' ? { noCeiling: ceiling } : { ceiling }),
    ...(mapping ? { mapping } : {}),
    schemeId,
    ...(attributeId === undefined ? {} : { attributeId }),
    revision: reader.revision()
  })
}

/** Authors of different schemes meet in the labels that a mapping table leads both to, where there is one. */
function withMapping({ reader }: Desk, query: CompareQuery): CompareQuery {
  if (query.mapTo) return query
  const refs = (authorId: string): readonly AttributeRef[] =>
    reader.tracksForCompare([authorId], query.recordingIds, query.practice)
  const own = refs(query.referenceAuthorId).filter(
    ({ schemeId }) => query.schemeId === undefined || schemeId === query.schemeId
  )
  const theirs = refs(query.candidateAuthorId)
  if (theirs.some(({ schemeId }) => own.some((ref) => ref.schemeId === schemeId))) return query
  const target = commonTargets([own, theirs], reader.all('scheme'))[0]?.to
  return target ? { ...query, mapTo: { schemeId: target.schemeId, attributeId: target.attributeId } } : query
}

/** How well people do on the items that count; a sentence where that cannot be said. */
function* ceilingOf(
  desk: Desk,
  query: CompareQuery,
  { units, rows }: ComparedItems
): Sliced<HumanCeiling | string> {
  const { reader } = desk
  if (query.mode !== 'segments') return 'There is no ceiling by time: people label segments.'
  const raters: Int32Array[] = []
  if (reader.get('author', query.referenceAuthorId)?.kind === 'human') raters.push(units.reference)
  const others = reader
    .all('author')
    .filter(
      ({ id, kind }) => kind === 'human' && id !== query.referenceAuthorId && id !== query.candidateAuthorId
    )
  for (const { id } of others) {
    const theirs = yield* desk.compared({ ...query, candidateAuthorId: id })
    // Units are the segments of the reference, so that columns of all raters are parallel; a table that leads both
    // elsewhere makes other labels, and those are not compared.
    if (!theirs.ok || theirs.value.units.labels.join('\n') !== units.labels.join('\n')) continue
    raters.push(theirs.value.units.candidate)
  }
  if (raters.length < 2) return 'Fewer than two other persons labelled these items.'
  return yield* humanCeiling(units.labels, raters, rows, defaultCards)
}
