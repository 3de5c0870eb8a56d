import { bestAssignment } from './base/assignment'
import type { SegmentsMetric, TimedLabel } from './base/metric'
import { score } from './base/score'
import { extent, pieces, type Piece } from './base/timeline'

/** Time by what became of it, in the unit of the segments; the rate may exceed 1. */
export interface IdentificationError {
  readonly total: number
  readonly correct: number
  readonly confusion: number
  readonly falseAlarm: number
  readonly missed: number
  readonly rate: number
}

/** What is looked at between two sides, without the collars. */
function lookedAt(
  reference: readonly TimedLabel[],
  candidate: readonly TimedLabel[],
  collar: number
): Piece[] {
  const [from, to] = extent([reference, candidate])
  const half = collar / 2
  const edges = reference.flatMap(({ start, end }) => [start, end]).sort((a, b) => a - b)
  const cuts = half > 0 ? edges.flatMap((edge) => [edge - half, edge + half]) : []
  return pieces([reference, candidate], from, to, cuts).filter(
    ({ start, end }) => half === 0 || nearestApart(edges, (start + end) / 2) >= half
  )
}

/** Distance from a time to the nearest of an ascending list; Infinity for none. */
function nearestApart(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return Math.min(at - (times[low - 1] ?? -Infinity), (times[low] ?? Infinity) - at)
}

function shared(a: readonly string[], b: readonly string[]): number {
  const rest = [...b]
  return a.filter((label) => {
    const at = rest.indexOf(label)
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  }).length
}

function tallyTime(looked: readonly Piece[], rename: (label: string) => string): IdentificationError {
  let total = 0
  let correct = 0
  let confusion = 0
  let falseAlarm = 0
  let missed = 0
  for (const { start, end, labels } of looked) {
    const [r = [], c = []] = labels
    const length = end - start
    const hits = shared(r, c.map(rename))
    total += length * r.length
    correct += length * hits
    confusion += length * (Math.min(r.length, c.length) - hits)
    falseAlarm += length * Math.max(0, c.length - r.length)
    missed += length * Math.max(0, r.length - c.length)
  }
  const wrong = confusion + falseAlarm + missed
  return {
    total,
    correct,
    confusion,
    falseAlarm,
    missed,
    rate: total > 0 ? wrong / total : wrong > 0 ? 1 : 0
  }
}

/**
 * Identification error: labels mean the same on both sides.
 * @param collar TOTAL width that is left out around each reference boundary; half of it on either side
 */
export const identificationErrorParts = (
  reference: readonly TimedLabel[],
  candidate: readonly TimedLabel[],
  collar = 0
): IdentificationError => tallyTime(lookedAt(reference, candidate, collar), (label) => label)

/**
 * Diarization error: labels are names that mean nothing, so the one-to-one renaming with most shared time comes first.
 * @param collar TOTAL width that is left out around each reference boundary
 */
export function diarizationErrorParts(
  reference: readonly TimedLabel[],
  candidate: readonly TimedLabel[],
  collar = 0
): IdentificationError & { readonly mapping: Readonly<Record<string, string>> } {
  const looked = lookedAt(reference, candidate, collar)
  const left = [...new Set(candidate.map(({ label }) => label))].sort()
  const right = [...new Set(reference.map(({ label }) => label))].sort()
  const [rows, columns] = [placesOf(left), placesOf(right)]
  const together = left.map(() => right.map(() => 0))
  for (const { start, end, labels } of looked)
    for (const c of new Set(labels[1])) {
      const row = together[rows.get(c) ?? -1]
      if (!row) continue
      for (const r of new Set(labels[0])) {
        const column = columns.get(r) ?? -1
        if (column >= 0) row[column] = (row[column] ?? 0) + end - start
      }
    }
  const mapping: Record<string, string> = {}
  bestAssignment(together).forEach((column, row) => {
    const [from, to] = [left[row], right[column]]
    if (from !== undefined && to !== undefined && (together[row]?.[column] ?? 0) > 0) mapping[from] = to
  })
  // A name without a counterpart must not hit one by chance of spelling.
  return { ...tallyTime(looked, (label) => mapping[label] ?? `\u0000${label}`), mapping }
}

const placesOf = (labels: readonly string[]): ReadonlyMap<string, number> =>
  new Map(labels.map((label, at) => [label, at]))

const convention =
  'May exceed 1. A collar is the TOTAL width left out around a reference boundary (NIST counts half of it). No reference: 1 when anything was said, else 0.'
const missingPolicy =
  'Segments without a label must be left out before. Time that neither side covers plays no part.'

/** Share of wrongly labelled time, 0 or more. */
export const identificationError: SegmentsMetric = {
  kind: 'segments',
  id: 'identification_error',
  name: 'Identification error',
  definition: '(confusion + false alarm + missed) / time in the reference',
  convention: `${convention} Here without a collar.`,
  source: 'Bredin 2017, Interspeech (pyannote.metrics)',
  missingPolicy,
  compute: (reference, candidate) => score(identificationErrorParts(reference, candidate).rate, 'No segment.')
}

/** Share of time with the wrong speaker after the best renaming, 0 or more. */
export const diarizationError: SegmentsMetric = {
  kind: 'segments',
  id: 'diarization_error',
  name: 'Diarization error',
  definition:
    '(confusion + false alarm + missed) / time in the reference, after the best one-to-one renaming',
  convention: `${convention} Here without a collar.`,
  source: 'NIST md-eval; Bredin 2017, Interspeech (pyannote.metrics)',
  missingPolicy,
  compute: (reference, candidate) => score(diarizationErrorParts(reference, candidate).rate, 'No segment.')
}
