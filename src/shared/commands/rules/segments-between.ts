import type { Segment } from '../../domain/rows'
import type { RowReader } from '../command'

/** Segments of a track that share time with [from, to), by the reader's index where it has one. */
export function segmentsBetween(
  rows: RowReader,
  trackId: string,
  from: number,
  to: number
): readonly Segment[] {
  if (rows.segmentsBetween) return rows.segmentsBetween(trackId, from, to)
  return rows.segmentsOf(trackId).filter((segment) => segment.start < to && segment.end > from)
}
