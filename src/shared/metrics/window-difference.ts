import type { MassesMetric } from './base/metric'
import { scoreOf, undefinedScore } from './base/score'
import { boundariesOfMasses, unequal } from './boundary-similarity'

/** Pk and WindowDiff with the window used; null when the window is as long as the whole. */
export interface WindowDifference {
  readonly window: number
  readonly pk: number | null
  readonly windowDiff: number | null
}

/** Half the mean stretch of the reference, at least 1 unit. */
export const usualWindow = (reference: readonly number[]): number =>
  Math.max(1, Math.round(reference.reduce((sum, mass) => sum + mass, 0) / (2 * reference.length)))

/**
 * Slide a window over both divisions and compare the boundaries inside.
 * @param window in units; half the mean stretch of the reference when absent
 */
export function windowDifferenceParts(
  reference: readonly number[],
  candidate: readonly number[],
  window = usualWindow(reference)
): WindowDifference {
  const length = reference.reduce((sum, mass) => sum + mass, 0)
  const places = length - window
  if (places < 1) return { window, pk: null, windowDiff: null }
  const [a, b] = [reference, candidate].map((masses) => upTo(masses, length))
  let presence = 0
  let count = 0
  for (let i = 0; i < places; i++) {
    const inside = (sums: Int32Array | undefined) => (sums?.[i + window] ?? 0) - (sums?.[i] ?? 0)
    const [x, y] = [inside(a), inside(b)]
    if (x > 0 !== y > 0) presence++
    if (x !== y) count++
  }
  return { window, pk: presence / places, windowDiff: count / places }
}

/** Number of boundaries at or before every position. */
function upTo(masses: readonly number[], length: number): Int32Array {
  const ends = boundariesOfMasses(masses)
  const sums = new Int32Array(length + 1)
  for (let at = 1; at <= length; at++) sums[at] = (sums[at - 1] ?? 0) + (ends.has(at) ? 1 : 0)
  return sums
}

const differenceOf = (
  key: 'pk' | 'windowDiff',
  id: string,
  name: string,
  definition: string,
  source: string
) =>
  ({
    kind: 'masses',
    id,
    name,
    definition,
    convention: 'An error: 0 is perfect. Window of half the mean stretch of the reference; n - k windows.',
    source,
    missingPolicy: 'Unlabelled stretches must be cut out of both sides before.',
    compute(reference, candidate) {
      const reason = unequal(reference, candidate)
      if (reason) return undefinedScore(reason)
      const parts = windowDifferenceParts(reference, candidate)
      return scoreOf(parts[key], 'The window is as long as the recording.')
    }
  }) satisfies MassesMetric

/** Share of windows in which only one side has a boundary, 0..1. */
export const pk: MassesMetric = differenceOf(
  'pk',
  'pk',
  'Pk',
  'share of windows of k units in which exactly one side has a boundary',
  'Beeferman, Berger & Lafferty 1999, Machine Learning 34, 177-210'
)
/** Share of windows in which the numbers of boundaries differ, 0..1. */
export const windowDiff: MassesMetric = differenceOf(
  'windowDiff',
  'windowdiff',
  'WindowDiff',
  'share of windows of k units in which the numbers of boundaries differ',
  'Pevzner & Hearst 2002, Computational Linguistics 28, 19-36'
)
