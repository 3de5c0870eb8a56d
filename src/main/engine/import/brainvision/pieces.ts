import type { LayoutSegment } from '../../../../shared/signal/signal-layout'
import { isNewSegment } from './markers'
import type { BrainVisionMarker } from './markers'

/**
 * Runs of samples without a gap. A marker New Segment begins one; its date says when, so that the pause between two
 * recordings in one file is a gap. Without dates, or with dates that go back, runs follow each other.
 */
export function brainVisionPieces(
  markers: readonly BrainVisionMarker[],
  records: number,
  rateHz: number
): readonly LayoutSegment[] {
  if (records === 0) return []
  const starts = markers
    .filter(isNewSegment)
    .map(({ position, dateUs }) => ({ first: Math.round(position) - 1, dateUs }))
    .filter(({ first }) => first > 0 && first < records)
    .sort((a, b) => a.first - b.first)
    .filter(({ first }, i, all) => first !== all[i - 1]?.first)
  const zero = markers.find((marker) => isNewSegment(marker) && marker.position <= 1)?.dateUs
  const segments: { record: number; records: number; startUs: number }[] = []
  for (const { first, dateUs } of [{ first: 0, dateUs: zero }, ...starts]) {
    const last = segments.at(-1)
    if (last) last.records = first - last.record
    const even = last ? last.startUs + (last.records / rateHz) * 1e6 : 0
    const told = dateUs === undefined || zero === undefined ? even : dateUs - zero
    const startUs = told > even + 0.5e6 / rateHz ? told : even
    segments.push({ record: first, records: records - first, startUs })
  }
  return segments
}
