import type { SegmentsMetric, TimedLabel } from './base/metric'
import { overlapping } from './base/overlapping'
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
    let hits = 0
    for (const hit of segmentalMatches(reference, candidate, threshold)) if (hit >= 0) hits++
    tp += hits
    fp += candidate.length - hits
    fn += reference.length - hits
  }
  const all = 2 * tp + fp + fn
  return { tp, fp, fn, f1: all > 0 ? (2 * tp) / all : null }
}

/**
 * The reference segment that each candidate segment of one recording hits, by the rule of `segmentalCounts`; -1: none.
 * In time proportional to the overlaps, however many segments there are.
 */
export function segmentalMatches(
  reference: readonly TimedLabel[],
  candidate: readonly TimedLabel[],
  threshold: number
): Int32Array {
  const meeting = overlapping(reference)
  const taken = new Uint8Array(reference.length)
  return Int32Array.from(candidate, (c) => {
    let best = -1
    let overlap = 0
    meeting(c, (at) => {
      const r = reference[at]
      if (!r || r.label !== c.label) return
      const now = temporalIoU(r.start, r.end, c.start, c.end)
      // Of equal overlaps the one that is listed first counts.
      if (now > overlap || (now === overlap && best >= 0 && at < best)) {
        overlap = now
        best = at
      }
    })
    if (best < 0 || overlap < threshold || taken[best] === 1) return -1
    taken[best] = 1
    return best
  })
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
