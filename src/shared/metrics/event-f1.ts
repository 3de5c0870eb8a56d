import type { SegmentsMetric, TimedLabel } from './base/metric'
import { mostMatchesAmong } from './base/most-matches'
import { score } from './base/score'

/** Hits, false alarms and misses of one label, and the F1 made of them. */
export interface EventCounts {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly f1: number
}

/** How far the ends of a hit may lie apart, in the unit of the segments. */
export interface EventTolerance {
  readonly onset: number
  readonly offset: number
  /** Offset tolerance as a share of the reference's length; the larger of the two holds. */
  readonly durationRatio?: number
}

/** Event-based F1 by label, pooled (micro) and averaged over labels (macro); null when there is no event at all. */
export function eventF1Parts(
  reference: readonly TimedLabel[],
  candidate: readonly TimedLabel[],
  tolerance: EventTolerance
) {
  const own = Map.groupBy(reference, ({ label }) => label)
  const theirs = Map.groupBy(candidate, ({ label }) => label)
  const labels = [...new Set([...own.keys(), ...theirs.keys()])].sort()
  const perLabel: Record<string, EventCounts> = {}
  let tp = 0
  for (const label of labels) {
    const r = own.get(label) ?? []
    const c = theirs.get(label) ?? []
    const hits = hitsOf(r, c, tolerance)
    perLabel[label] = {
      tp: hits,
      fp: c.length - hits,
      fn: r.length - hits,
      f1: (2 * hits) / (r.length + c.length)
    }
    tp += hits
  }
  const all = reference.length + candidate.length
  const f1s = Object.values(perLabel).map((counts) => counts.f1)
  return {
    perLabel,
    microF1: all > 0 ? (2 * tp) / all : null,
    macroF1: f1s.length > 0 ? f1s.reduce((sum, value) => sum + value, 0) / f1s.length : null
  }
}

// Collar of 200 ms and half the length: the defaults of sed_eval (Mesaros et al. 2016).
const SED_EVAL_COLLAR_US = 200_000
const SED_EVAL_RATIO = 0.5

/** F1 of events found with their onset and offset, pooled over labels, 0..1. */
export const eventF1: SegmentsMetric = {
  kind: 'segments',
  id: 'event_f1',
  name: 'Event F1 (200 ms collar)',
  definition: '2 x hits / (reference events + candidate events), pooled over labels',
  convention:
    'A hit has the same label, onset within 200 ms and offset within max(200 ms, half the length of the reference event). Hits are paired one to one so that there are as many as possible. Times in microseconds.',
  source: 'Mesaros, Heittola & Virtanen 2016, Applied Sciences 6, 162 (sed_eval); matching as in mir_eval',
  missingPolicy: 'Segments without a label must be left out before. No event on either side is undefined.',
  compute: (reference, candidate) =>
    score(
      eventF1Parts(reference, candidate, {
        onset: SED_EVAL_COLLAR_US,
        offset: SED_EVAL_COLLAR_US,
        durationRatio: SED_EVAL_RATIO
      }).microF1 ?? NaN,
      'Neither side has an event.'
    )
}

/** Hits of one label; only events whose onsets lie close are looked at. */
function hitsOf(r: readonly TimedLabel[], c: readonly TimedLabel[], tolerance: EventTolerance): number {
  const sorted = r.toSorted((a, b) => a.start - b.start)
  const partners = c.map((event) => {
    const found: number[] = []
    for (let j = firstFrom(sorted, event.start - tolerance.onset); j < sorted.length; j++) {
      if ((sorted[j]?.start ?? Infinity) > event.start + tolerance.onset) break
      if (matches(sorted[j], event, tolerance)) found.push(j)
    }
    return found
  })
  return mostMatchesAmong(c.length, sorted.length, (i) => partners[i] ?? [])
}

/** Place of the first segment that does not start before a time. */
function firstFrom(sorted: readonly TimedLabel[], time: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}

function matches(r: TimedLabel | undefined, c: TimedLabel | undefined, tolerance: EventTolerance): boolean {
  if (!r || !c) return false
  const offset = Math.max(tolerance.offset, (tolerance.durationRatio ?? 0) * (r.end - r.start))
  return Math.abs(r.start - c.start) <= tolerance.onset && Math.abs(r.end - c.end) <= offset
}
