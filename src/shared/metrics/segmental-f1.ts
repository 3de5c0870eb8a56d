import type { SegmentsMetric, TimedLabel } from './base/metric'
import { score } from './base/score'
import { temporalIoU } from './temporal-overlap'

/** Hits, false alarms and misses at one overlap threshold; f1 is null when there is no segment at all. */
export interface SegmentalCounts {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly f1: number | null
}

/**
 * Segmental F1 at an overlap threshold, pooled over recordings.
 * A candidate segment is a hit when its best reference segment of the same label overlaps by at least
 * `threshold` (tIoU) and is not taken yet; candidates are visited in order of time.
 */
export function segmentalCounts(
  recordings: readonly {
    readonly reference: readonly TimedLabel[]
    readonly candidate: readonly TimedLabel[]
  }[],
  threshold: number
): SegmentalCounts {
  let tp = 0
  let fp = 0
  let fn = 0
  for (const { reference, candidate } of recordings) {
    const taken = new Uint8Array(reference.length)
    for (const c of candidate) {
      const best = bestMatch(c, reference)
      if (best.overlap >= threshold && taken[best.index] === 0) {
        taken[best.index] = 1
        tp++
      } else fp++
    }
    fn += taken.reduce((missed, hit) => missed + (hit === 0 ? 1 : 0), 0)
  }
  const all = 2 * tp + fp + fn
  return { tp, fp, fn, f1: all > 0 ? (2 * tp) / all : null }
}

/** Order of labels compared by edit distance, 0..1: 1 - distance / longer sequence; 1 when both are empty. */
export function editScore(reference: readonly string[], candidate: readonly string[]): number {
  const longer = Math.max(reference.length, candidate.length)
  if (longer === 0) return 1
  let row = Array.from({ length: candidate.length + 1 }, (_, j) => j)
  reference.forEach((r, i) => {
    const next = [i + 1]
    candidate.forEach((c, j) => {
      next.push(Math.min((row[j] ?? 0) + (r === c ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    })
    row = next
  })
  return 1 - (row[candidate.length] ?? 0) / longer
}

/** Runs of equal labels as segments in units of frames; runs of a background label are skipped. */
export function runsOfFrames(frames: readonly string[], background: readonly string[]): TimedLabel[] {
  const runs: TimedLabel[] = []
  for (let start = 0; start < frames.length;) {
    const label = frames[start] ?? ''
    let end = start
    while (end < frames.length && frames[end] === label) end++
    if (!background.includes(label)) runs.push({ start, end, label })
    start = end
  }
  return runs
}

const segmentalAt = (percent: number): SegmentsMetric => ({
  kind: 'segments',
  id: `segmental_f1_${percent}`,
  name: `F1@${percent}`,
  definition: `2 hits / (2 hits + false alarms + misses); a hit overlaps its reference segment by tIoU >= ${percent / 100}`,
  convention:
    'The best reference segment of the same label counts, each at most once; candidates in order of time.',
  source: 'Lea et al. 2017, CVPR; Farha & Gall 2019 (MS-TCN), CVPR',
  missingPolicy: 'Segments without a label must be left out before. No segment on either side is undefined.',
  compute: (reference, candidate) =>
    score(segmentalCounts([{ reference, candidate }], percent / 100).f1 ?? NaN, 'Neither side has a segment.')
})

/** Segmental F1 at 10 % overlap, 0..1. */
export const segmentalF1At10 = segmentalAt(10)
/** Segmental F1 at 25 % overlap, 0..1. */
export const segmentalF1At25 = segmentalAt(25)
/** Segmental F1 at 50 % overlap, 0..1. */
export const segmentalF1At50 = segmentalAt(50)

function bestMatch(c: TimedLabel, reference: readonly TimedLabel[]) {
  let index = -1
  let overlap = 0
  reference.forEach((r, i) => {
    const now = r.label === c.label ? temporalIoU(r.start, r.end, c.start, c.end) : 0
    if (now > overlap) {
      overlap = now
      index = i
    }
  })
  return { index, overlap }
}
