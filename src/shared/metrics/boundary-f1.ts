import type { BoundariesMetric } from './base/metric'
import { scoreOf } from './base/score'

/** Hits of boundaries within a tolerance; precision and recall are null without boundaries to take a share of. */
export interface BoundaryHits {
  readonly hits: number
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
}

/** Largest number of one-to-one pairs of times that lie at most `tolerance` apart. */
export function boundaryHits(
  reference: readonly number[],
  candidate: readonly number[],
  tolerance: number
): BoundaryHits {
  const a = [...reference].sort((x, y) => x - y)
  const b = [...candidate].sort((x, y) => x - y)
  let hits = 0
  // With one tolerance for all, taking the earliest partner never costs a later pair.
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const apart = (a[i] ?? 0) - (b[j] ?? 0)
    if (Math.abs(apart) <= tolerance) {
      hits++
      i++
      j++
    } else if (apart < 0) i++
    else j++
  }
  return {
    hits,
    precision: b.length === 0 ? null : hits / b.length,
    recall: a.length === 0 ? null : hits / a.length,
    f1: a.length + b.length === 0 ? null : (2 * hits) / (a.length + b.length)
  }
}

const TOLERANCE_US = 500_000

/** Boundaries found within half a second, 0..1. */
export const boundaryF1: BoundariesMetric = {
  kind: 'boundaries',
  id: 'boundary_f1',
  name: 'Boundary F1 (500 ms)',
  definition: '2 hits / (reference boundaries + candidate boundaries)',
  convention: 'A hit lies at most 500 ms away; as many one-to-one pairs as possible. Times in microseconds.',
  source: 'Raffel et al. 2014, ISMIR (mir_eval), matching of events',
  missingPolicy: 'No boundary on either side is undefined; on one side only it is 0.',
  compute: (reference, candidate) =>
    scoreOf(boundaryHits(reference, candidate, TOLERANCE_US).f1, 'Neither side has a boundary.')
}
