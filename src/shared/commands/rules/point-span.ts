import { micros } from '../../domain/time'
import type { Micros } from '../../domain/time'
import type { Span } from './span-in-recording'

/** Length of a point: the least that a segment may have. */
const POINT = 1

/**
 * The span of a track's segment: on a points track the one microsecond at `start`, inside the recording; elsewhere as
 * it is.
 */
export const pointSpan = (track: { readonly kind: string }, span: Span, duration: number): Span =>
  track.kind === 'points' ? pointAt(span.start, duration) : span

/** A moment as it is stored. The end of the recording itself is its last microsecond. */
export function pointAt(time: number, duration: number): { readonly start: Micros; readonly end: Micros } {
  const start = micros(Math.max(0, Math.min(time, duration - POINT)))
  return { start, end: micros(start + POINT) }
}
