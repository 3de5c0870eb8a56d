import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import { formatClock, micros } from '../../domain/time'
import type { Micros } from '../../domain/time'
import type { RowReader } from '../command'

/** A stretch of time, [start, end). */
export interface Span {
  readonly start: Micros
  readonly end: Micros
}

/** Length of a track's recording; Infinity while it is not known (0). */
export function durationOf(rows: RowReader, recordingId: string): number {
  const duration = rows.get('recording', recordingId)?.duration ?? 0
  return duration > 0 ? duration : Infinity
}

/**
 * A span cut to [0, duration]: a gesture that runs over the edge of the recording ends at the edge.
 * Refused when it is backwards or nothing of it lies inside.
 */
export function spanInRecording(span: Span, duration: number): Result<Span> {
  const start = micros(Math.max(0, Math.min(span.start, duration)))
  const end = micros(Math.max(0, Math.min(span.end, duration)))
  if (end > start) return ok({ start, end })
  if (span.end <= span.start) {
    return fail(
      'segment.empty',
      `A segment must end after it starts, got ${formatClock(span.start)} to ${formatClock(span.end)}.`
    )
  }
  return fail(
    'segment.outside',
    `The segment at ${formatClock(span.start)} lies outside the recording, which ends at ${formatClock(duration)}.`
  )
}
