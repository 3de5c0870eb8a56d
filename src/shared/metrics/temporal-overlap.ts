import type { SegmentsMetric } from './base/metric'
import { overlapping } from './base/overlapping'
import { score } from './base/score'

/**
 * Intersection over union of two spans of time, 0..1.
 * Touching spans have 0; two spans without length have 0 (0/0 by convention).
 */
export function temporalIoU(aStart: number, aEnd: number, bStart: number, bEnd: number): number {
  const shared = Math.max(0, Math.min(aEnd, bEnd) - Math.max(aStart, bStart))
  const union = aEnd - aStart + (bEnd - bStart) - shared
  return union > 0 ? shared / union : 0
}

/** Mean over reference segments of the best overlap with a candidate segment of the same label, 0..1. */
export const meanTemporalOverlap: SegmentsMetric = {
  kind: 'segments',
  id: 'tiou_mean_best',
  name: 'Mean best tIoU',
  definition:
    'mean over reference segments of the largest intersection / union with a candidate segment of the same label',
  convention:
    'Several reference segments may share one candidate segment. No candidate of the label counts as 0.',
  source: 'Heilbron et al. 2015 (ActivityNet), CVPR, for tIoU',
  missingPolicy: 'Segments without a label must be left out before.',
  compute(reference, candidate) {
    const meeting = overlapping(candidate)
    const best = reference.map((r) => {
      let most = 0
      meeting(r, (at) => {
        const c = candidate[at]
        if (c?.label === r.label) most = Math.max(most, temporalIoU(r.start, r.end, c.start, c.end))
      })
      return most
    })
    return score(best.reduce((sum, value) => sum + value, 0) / best.length, 'The reference has no segment.')
  }
}
