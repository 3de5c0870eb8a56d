import type { Sliced } from '../../../shared/agreement/sliced'
import { verdictStretches } from '../../../shared/analysis/versus/stretches'
import type { VerdictStretch } from '../../../shared/analysis/versus/stretches'
import { labelCodes } from '../../../shared/compare/label-codes'
import { timelineSpans } from '../../../shared/compare/timeline-spans'
import type { TimelineSpan } from '../../../shared/compare/timeline-spans'
import type { CompareQuery } from '../../../shared/contract'
import type { VersusQuery } from '../../../shared/contract/analysis/versus'
import { ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { bothSides } from '../compared'
import type { Desk } from '../desk'

/** Who is right over time in every recording, kept per revision. */
export function* stretchesOf(
  desk: Desk,
  { baselineId, ...query }: Omit<VersusQuery, 'cluster' | 'seed'>,
  labels: readonly string[]
): Sliced<Result<readonly VerdictStretch[]>> {
  const key = JSON.stringify([
    query.referenceAuthorId,
    baselineId,
    query.candidateAuthorId,
    query.recordingIds,
    query.schemeId,
    query.mapTo,
    query.ignorePersons,
    query.practice
  ])
  return yield* desk.kept(`versus stretches ${key}`, () => make(desk, query, baselineId, labels))
}

function* make(
  desk: Desk,
  query: CompareQuery,
  baselineId: string,
  labels: readonly string[]
): Sliced<Result<readonly VerdictStretch[]>> {
  const a = yield* spansOf(desk, { ...query, candidateAuthorId: baselineId }, labels)
  if (!a.ok) return a
  const b = yield* spansOf(desk, query, labels)
  if (!b.ok) return b
  yield
  return ok(verdictStretches(a.value, b.value, labels.length))
}

function* spansOf(
  desk: Desk,
  query: CompareQuery,
  labels: readonly string[]
): Sliced<Result<readonly TimelineSpan[]>> {
  const sides = yield* bothSides(desk, query)
  if (!sides.ok) return sides
  const { reference, candidate, axes } = sides.value
  // The same codes for both candidates, whatever else each of them could say.
  const codes = labelCodes(axes.filter(({ id }) => labels.includes(id)))
  yield
  return ok(timelineSpans(reference.segments, candidate.segments, { reference: codes, candidate: codes }))
}
