import type { Sliced } from '../../shared/agreement/sliced'
import { temporalReport, type TemporalFound } from '../../shared/analysis/temporal/temporal-report'
import type { LeftOut } from '../../shared/compare/report'
import type { ComparedSegment } from '../../shared/compare/pairing'
import { timedPlaces } from '../../shared/compare/timed-sides'
import type { TemporalQuery } from '../../shared/contract/temporal'
import { labelsOf } from '../../shared/domain/labels'
import { isNeutralLabel } from '../../shared/domain/neutral-label'
import { ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { CANNOT_RATE } from '../../shared/domain/rows'
import { bothSides } from './compared'
import type { Desk } from './desk'

/** What was found of two authors' segments, and of which labels it speaks. */
export interface Temporal extends TemporalFound {
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly background: string | undefined
}

/** How two authors' segments lie over each other; kept until something is written. */
export const temporal = (desk: Desk, query: TemporalQuery): Sliced<Result<Temporal>> =>
  desk.kept(`temporal ${JSON.stringify(query)}`, () => find(desk, query))

function* find(desk: Desk, { settings, ...query }: TemporalQuery): Sliced<Result<Temporal>> {
  const sides = yield* bothSides(desk, query)
  if (!sides.ok) return sides
  const { reference, candidate, axes, schemeId, attributeId } = sides.value
  const labels = labelsOf(desk.reader.get('scheme', schemeId), attributeId)
  const background =
    settings.background === null
      ? undefined
      : (labels.find(({ id }) => id === settings.background) ?? labels.find(isNeutralLabel))?.id
  const recordings = desk.reader.all('recording')
  yield
  const places = timedPlaces(
    { reference: reference.segments, candidate: candidate.segments, axes },
    recordings.map(({ id }) => id)
  )
  yield
  const found = yield* temporalReport({
    places,
    recordings: new Map(
      recordings.map(({ id, duration, group }) => [id, { duration, cluster: group ?? id }])
    ),
    background,
    overlap: settings.overlap,
    toleranceUs: settings.toleranceMs * 1000,
    collarUs: settings.collarMs * 1000,
    leftOut: [...unlabelled(reference.segments, 'reference'), ...unlabelled(candidate.segments, 'candidate')]
  })
  return ok({ ...found, schemeId, attributeId, background })
}

function unlabelled(
  segments: readonly ComparedSegment[],
  side: 'reference' | 'candidate'
): readonly LeftOut[] {
  let open = 0
  let declined = 0
  for (const { label } of segments)
    if (label === undefined || label === '') open++
    else if (label === CANNOT_RATE) declined++
  const entries: readonly LeftOut[] = [
    { reason: `Segments of the ${side} without a label.`, count: open, unit: 'segments' },
    { reason: `Segments that the rater of the ${side} declined to label.`, count: declined, unit: 'segments' }
  ]
  return entries.filter(({ count }) => count > 0)
}
