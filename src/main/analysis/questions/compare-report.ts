import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import { comparisonItems } from '../../../shared/compare/comparison-items'
import { comparisonReport } from '../../../shared/compare/comparison-report'
import { labelSetCards } from '../../../shared/compare/label-set-cards'
import { pairingConventions } from '../../../shared/compare/pairing'
import type { ComparisonReport, NumberCard } from '../../../shared/compare/report'
import type { CompareQuery } from '../../../shared/contract'
import { ok } from '../../../shared/domain/problem'
import type { Segment } from '../../../shared/domain/rows'
import { comparedLabels } from '../../../shared/values/answers-in-labels'
import { attributeTask } from '../../../shared/values/attribute'
import type { ProjectReader } from '../../store'
import type { Question } from '../question'

/** Confusions and scores of two authors. */
export const compareReport: Question<'compare.report'> = function* (desk, query) {
  const { reader } = desk
  const revision = reader.revision()
  const compared = yield* desk.compared(query)
  if (!compared.ok) return compared
  const items = compared.value
  const recordings = reader.all('recording')
  const clusters = Object.fromEntries(recordings.map(({ id, group }) => [id, group ?? id]))
  yield
  const report = comparisonReport(items.units, { clusters })
  const pairing = query.ignorePersons
    ? `${pairingConventions[query.mode]} Persons are ignored: segments are paired whoever they are about.`
    : report.pairing
  const sets = yield* setCards(reader, query, items, report.leftOut)
  const { schemeId, attributeId, mapping } = items
  return ok({
    ...report,
    cards: [...report.cards, ...sets],
    pairing,
    revision,
    schemeId,
    attributeId,
    ...(mapping ? { mapping } : {})
  })
}

/** Numbers about several labels at once, where the attribute takes several. */
function* setCards(
  reader: ProjectReader,
  query: CompareQuery,
  { units, schemeId, attributeId, mapping, own, other, tracks }: ComparedItems,
  leftOut: ComparisonReport['leftOut']
): Sliced<readonly NumberCard[]> {
  yield
  const scheme = reader.get('scheme', schemeId)
  if (mapping || query.mode !== 'segments' || attributeId === undefined) return []
  if (attributeTask(scheme, attributeId)?.kind !== 'labels') return []
  const segments = new Map<string, Segment>()
  const keep = (segment: Segment | undefined): void => {
    const track = segment && tracks.get(segment.trackId)
    if (segment && track?.schemeId === schemeId && track.attributeId === attributeId)
      segments.set(segment.id, segment)
  }
  for (let unit = 0; unit < units.own.length; unit++) {
    keep(own(unit))
    keep(other(unit))
  }
  const labels = comparedLabels(scheme, attributeId).map(({ id }) => id)
  yield
  const items = comparisonItems(units)
  yield
  return yield* labelSetCards(items, labels, (id) => segments.get(id), leftOut)
}
