import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { LeftOut } from '../../../shared/compare/report'
import type { CompareQuery } from '../../../shared/contract'
import type { Desk } from '../desk'

/** Labelled segments of the candidate in recordings where the reference has no segment: items that nothing can be said of. */
export function* withoutReference(
  { reader }: Desk,
  query: CompareQuery,
  { units, schemeId, attributeId }: ComparedItems
): Sliced<readonly LeftOut[]> {
  const labelled = new Set(units.recordings)
  let count = 0
  for (const track of reader.tracksForCompare(
    [query.candidateAuthorId],
    query.recordingIds,
    query.practice
  )) {
    if (labelled.has(track.recordingId)) continue
    if (!query.mapTo && track.schemeId === schemeId && track.attributeId !== attributeId) continue
    for (const { label } of reader.segmentsOfTrack(track.id)) if (label !== undefined) count++
    yield
  }
  return count === 0
    ? []
    : [{ reason: 'The reference has no segment in the recording.', count, unit: 'segments' }]
}
