import type { ParsedMomentSelection, SegmentMoment } from '../../../shared/contract/temporal'
import { ok } from '../../../shared/domain/problem'
import type { Question } from '../question'
import { temporal, type Temporal } from '../temporal'

/** Moments behind a number of the segments' report, in order of recording and time; edges the farthest off first. */
export const segmentMoments: Question<'analysis.segmentMoments'> = function* (
  desk,
  { selection, limit, ...query }
) {
  const found = yield* temporal(desk, query)
  if (!found.ok) return found
  const { schemeId, attributeId } = found.value
  const moments = momentsOf(found.value, selection)
  return ok({
    moments: moments.slice(0, limit),
    total: moments.length,
    schemeId,
    ...(attributeId === undefined ? {} : { attributeId })
  })
}

function momentsOf(found: Temporal, selection: ParsedMomentSelection): readonly SegmentMoment[] {
  if (selection.by === 'event') {
    const { kind, label } = selection
    return found.events.filter(
      (event) =>
        (kind === undefined || event.kind === kind) &&
        (label === undefined || (event.reference ?? event.candidate) === label)
    )
  }
  const hits = found.hits.map(({ reference, candidate }, i): SegmentMoment => {
    const place = found.hitPlaces[i]
    const error = (selection.by === 'edge' ? candidate[selection.edge] - reference[selection.edge] : 0) / 1000
    return {
      kind: 'hit',
      recordingId: place?.recordingId ?? '',
      ...(place?.personId === undefined ? {} : { personId: place.personId }),
      start: reference.start,
      end: reference.end,
      reference: reference.label,
      candidate: candidate.label,
      referenceIds: [reference.id],
      candidateIds: [candidate.id],
      ...(selection.by === 'edge' ? { errorMs: error } : {})
    }
  })
  if (selection.by === 'hit')
    return hits.filter(({ reference }) => selection.label === undefined || reference === selection.label)
  const { fromMs = -Infinity, toMs = Infinity } = selection
  return hits
    .filter(({ errorMs = 0 }) => errorMs >= fromMs && errorMs < toMs)
    .sort((a, b) => Math.abs(b.errorMs ?? 0) - Math.abs(a.errorMs ?? 0))
}
