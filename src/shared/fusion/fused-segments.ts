import type { Segment } from '../domain/rows'
import { micros } from '../domain/time'
import type { FusedLane } from './fuse-lane'

/** A segment of a fusion before it has a track. */
export type FusedSegment = Omit<Segment, 'id' | 'trackId'>

/**
 * Runs of cells with one label and the same members missing as segments: `scores` are the means of the cells by their
 * length, `confidence` that of the label (1 at most). Cells without a result, and gaps between cells, end a run. Who is
 * missing stands in `extra.fusion.missing` by name. With `each` every cell is a segment of its own.
 */
export function fusedSegments(lane: FusedLane, names: readonly string[], each = false): FusedSegment[] {
  return fusedRuns(lane, each).map(({ from, to }) => segmentOf(lane, from, to, names))
}

/** Cells [from, to) of one label with the same members missing. */
export interface FusedRun {
  readonly from: number
  readonly to: number
}

/** Where a fusion says one thing: the segments of `fusedSegments` as places of cells. */
export function fusedRuns({ cells, best, missing }: FusedLane, each = false): FusedRun[] {
  const found: FusedRun[] = []
  for (let from = 0; from < best.length;) {
    let to = from + 1
    if ((best[from] ?? -1) < 0) {
      from = to
      continue
    }
    while (
      !each &&
      to < best.length &&
      best[to] === best[from] &&
      missing[to] === missing[from] &&
      cells.starts[to] === cells.ends[to - 1]
    )
      to++
    found.push({ from, to })
    from = to
  }
  return found
}

function segmentOf(
  { cells, labels, scores, best, missing }: FusedLane,
  from: number,
  to: number,
  names: readonly string[]
): FusedSegment {
  const sums = new Float64Array(labels.length)
  let total = 0
  for (let i = from; i < to; i++) {
    const length = (cells.ends[i] ?? 0) - (cells.starts[i] ?? 0)
    total += length
    for (let k = 0; k < labels.length; k++)
      sums[k] = (sums[k] ?? 0) + length * (scores[i * labels.length + k] ?? 0)
  }
  const label = best[from] ?? 0
  const mean = (k: number): number => rounded(total > 0 ? (sums[k] ?? 0) / total : 0)
  const lacking = names.filter((_, m) => ((missing[from] ?? 0) >> m) & 1)
  return {
    start: micros(cells.starts[from] ?? 0),
    end: micros(cells.ends[to - 1] ?? 0),
    label: labels[label],
    confidence: Math.min(1, Math.max(0, mean(label))),
    flagged: false,
    scores: Object.fromEntries(labels.map((id, k) => [id, mean(k)])),
    ...(lacking.length > 0 ? { extra: { fusion: { missing: lacking } } } : {})
  }
}

/** Six decimals, as all models' scores are kept. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
