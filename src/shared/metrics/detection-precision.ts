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
  const labels = [...new Set(reference.map(({ label }) => label))].sort()
  const precisions = labels.map((label) =>
    averagePrecision(
      reference.filter((r) => r.label === label),
      candidate.filter((c) => c.label === label),
      threshold
    )
  )
  return {
    perLabel: Object.fromEntries(labels.map((label, i) => [label, precisions[i] ?? 0])),
    mean: precisions.length === 0 ? null : mean(precisions)
  }
}

function averagePrecision(
  reference: readonly LocatedLabel[],
  candidate: readonly ScoredLabel[],
  threshold: number
): number {
  const taken = new Set<LocatedLabel>()
  const located = new Map(
    [...Map.groupBy(reference, ({ recording }) => recording)].map(
      ([recording, own]) => [recording, { own, meeting: overlapping(own) }] as const
    )
  )
  const bestFree = (c: ScoredLabel): LocatedLabel | undefined => {
    const { own = [], meeting } = located.get(c.recording) ?? {}
    let best = -1
    let overlap = 0
    meeting?.(c, (at) => {
      const r = own[at]
      const now = !r || taken.has(r) ? 0 : temporalIoU(r.start, r.end, c.start, c.end)
      if (now < threshold) return
      // Of equal overlaps the one that is listed first counts.
      if (now > overlap || (now === overlap && at < best)) {
        best = at
        overlap = now
      }
    })
    return own[best]
  }
  const hits = [...candidate]
    .sort((a, b) => b.score - a.score)
    .map((c) => {
      const best = bestFree(c)
      if (best) taken.add(best)
      return best !== undefined
    })
  let tp = 0
  const curve = hits.map((hit, i) => {
    if (hit) tp++
    return { precision: tp / (i + 1), recall: tp / reference.length }
  })
  let area = 0
  let best = 0
  // From the end: precision at a recall is the best that is reached at that recall or beyond.
  for (let i = curve.length - 1; i >= 0; i--) {
    const here = curve[i]
    best = Math.max(best, here?.precision ?? 0)
    area += ((here?.recall ?? 0) - (curve[i - 1]?.recall ?? 0)) * best
  }
  return area
}
