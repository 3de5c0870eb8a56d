import { micros } from '../domain/time'
import type { FusedSegment } from './fused-segments'
import type { AlignedLane } from './fuse-lane'

/** When a label is given. */
export interface BundleRule {
  readonly threshold: number
  readonly perLabel: Readonly<Record<string, number>>
}

/**
 * One segment for each cell in which some member says something: labels whose share reaches their threshold, the
 * strongest as the segment's one label; `scores` hold the shares of all labels that were asked. A label that no member
 * was asked about has no score, which is not the same as 0.
 */
export function bundledSegments(
  { cells, members }: AlignedLane,
  labels: readonly string[],
  /** Label of each member. */
  says: readonly string[],
  { threshold, perLabel }: BundleRule
): FusedSegment[] {
  const found: FusedSegment[] = []
  for (let i = 0; i < cells.starts.length; i++) {
    const scores: Record<string, number> = {}
    members.forEach(({ scores: shares, present }, m) => {
      const label = says[m] ?? ''
      if (present[i]) scores[label] = rounded(shares[i * labels.length + labels.indexOf(label)] ?? 0)
    })
    const asked = Object.keys(scores)
    if (asked.length === 0) continue
    const given = asked
      .filter((label) => (scores[label] ?? 0) >= (perLabel[label] ?? threshold))
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    const [first] = given
    found.push({
      start: micros(cells.starts[i] ?? 0),
      end: micros(cells.ends[i] ?? 0),
      flagged: false,
      scores,
      ...(first === undefined
        ? {}
        : { label: first, confidence: Math.min(1, Math.max(0, scores[first] ?? 0)) }),
      value: { kind: 'labels', labels: Object.fromEntries(given.map((label) => [label, null])) }
    })
  }
  return found
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
