import type { Method, TimedLabel } from './base/metric'
import { mean } from './base/moments'
import { overlapping } from './base/overlapping'
import { temporalIoU } from './temporal-overlap'

/** A stretch of one recording. */
export interface LocatedLabel extends TimedLabel {
  readonly recording: string
}

/** A found stretch with the finder's score. */
export interface ScoredLabel extends LocatedLabel {
  readonly score: number
}

/** Average precision of every label of the reference at one overlap threshold, and their mean. */
export interface DetectionPrecision {
  readonly perLabel: Readonly<Record<string, number>>
  readonly mean: number | null
}

/** What mAP over tIoU is. */
export const detectionPrecisionMethod: Method = {
  kind: 'method',
  id: 'map_tiou',
  name: 'mAP at tIoU',
  definition:
    'mean over labels of the area under the interpolated precision-recall curve; a hit overlaps by tIoU >= threshold',
  convention:
    'Candidates in order of falling score; each takes the free reference stretch that it overlaps most. A second hit on the same stretch is a false alarm. A label without candidates has 0; labels outside the reference play no part.',
  source: 'Heilbron et al. 2015 (ActivityNet), CVPR',
  missingPolicy:
    'Stretches without a label must be left out before. A reference without stretches has no mAP.'
}

/** Average precision per label at one overlap threshold. */
export function detectionPrecision(
  reference: readonly LocatedLabel[],
  candidate: readonly ScoredLabel[],
  threshold: number
): DetectionPrecision {
  const own = Map.groupBy(reference, ({ label }) => label)
  const theirs = Map.groupBy(candidate, ({ label }) => label)
  const labels = [...own.keys()].sort()
  const precisions = labels.map(
    (label) => averagePrecisions(own.get(label) ?? [], theirs.get(label) ?? [], [threshold])[0] ?? 0
  )
  return {
    perLabel: Object.fromEntries(labels.map((label, i) => [label, precisions[i] ?? 0])),
    mean: precisions.length === 0 ? null : mean(precisions)
  }
}

/** Average precision of one label at several overlap thresholds, in their order. */
export function averagePrecisions(
  reference: readonly LocatedLabel[],
  candidate: readonly ScoredLabel[],
  thresholds: readonly number[]
): readonly number[] {
  const order = candidate.toSorted((a, b) => b.score - a.score)
  const overlaps = overlapsOf(reference, order)
  return thresholds.map((threshold) =>
    areaOf(hitsAt(overlaps, reference.length, threshold), reference.length)
  )
}

/** Reference stretches that candidates overlap: those of the i-th from `from[i]` on to `from[i + 1]`. */
interface Overlaps {
  readonly from: Int32Array
  readonly reference: readonly number[]
  readonly overlap: readonly number[]
}

function overlapsOf(reference: readonly LocatedLabel[], order: readonly ScoredLabel[]): Overlaps {
  const located = new Map(
    [...Map.groupBy(reference.keys(), (at) => reference[at]?.recording)].map(([recording, places]) => [
      recording,
      { places, meeting: overlapping(places.flatMap((at) => reference[at] ?? [])) }
    ])
  )
  const from = new Int32Array(order.length + 1)
  const found: number[] = []
  const overlap: number[] = []
  order.forEach((c, i) => {
    const { places = [], meeting } = located.get(c.recording) ?? {}
    meeting?.(c, (place) => {
      const at = places[place] ?? -1
      const r = reference[at]
      if (!r) return
      found.push(at)
      overlap.push(temporalIoU(r.start, r.end, c.start, c.end))
    })
    from[i + 1] = found.length
  })
  return { from, reference: found, overlap }
}

/** Whether each candidate, the surest first, hits a free stretch; 1: yes. */
function hitsAt({ from, reference, overlap }: Overlaps, references: number, threshold: number): Uint8Array {
  const taken = new Uint8Array(references)
  const hits = new Uint8Array(from.length - 1)
  for (let i = 0; i < hits.length; i++) {
    let best = -1
    let most = 0
    for (let k = from[i] ?? 0; k < (from[i + 1] ?? 0); k++) {
      const at = reference[k] ?? -1
      const now = overlap[k] ?? 0
      if (now < threshold || taken[at] === 1) continue
      // Of equal overlaps the one that is listed first counts.
      if (now > most || (now === most && at < best)) {
        best = at
        most = now
      }
    }
    if (best < 0) continue
    taken[best] = 1
    hits[i] = 1
  }
  return hits
}

/** Area under the interpolated precision-recall curve. */
function areaOf(hits: Uint8Array, references: number): number {
  const found = new Int32Array(hits.length)
  let tp = 0
  hits.forEach((hit, i) => (found[i] = tp += hit))
  let area = 0
  let best = 0
  // From the end: precision at a recall is the best that is reached at that recall or beyond.
  for (let i = hits.length - 1; i >= 0; i--) {
    const here = found[i] ?? 0
    best = Math.max(best, here / (i + 1))
    area += ((here - (found[i - 1] ?? 0)) / references) * best
  }
  return area
}
