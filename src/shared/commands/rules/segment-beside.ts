import type { Segment } from '../../domain/rows'
import type { RowReader } from '../command'

/** The segment of a track that starts last before a time, or first at or after it. */
export function segmentBeside(
  rows: RowReader,
  trackId: string,
  time: number,
  side: 'before' | 'after'
): Segment | undefined {
  const found = rows.segmentBeside?.(trackId, time, side)
  if (found !== undefined) return found ?? undefined
  const segments = rows.segmentsOf(trackId)
  return side === 'before'
    ? segments.findLast((segment) => segment.start < time)
    : segments.find((segment) => segment.start >= time)
}
