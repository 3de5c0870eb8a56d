import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Segment, Track } from '../../domain/rows'
import { formatClock, micros } from '../../domain/time'
import type { Timing } from '../../values/timing'
import type { RowReader } from '../command'
import { segmentsBetween } from './segments-between'
import { durationOf } from './span-in-recording'
import type { Span } from './span-in-recording'

/** An edge goes this far to the nearest edge of another track, at most, microseconds. */
const REACH = 2_000_000

/**
 * Where a segment lies once its edges are where the scheme wants them: at edges of other tracks (`snapped`), or over
 * the segment of another track that it shares most of its time with (`fixed`). Refused where there is none near, and
 * where a fixed one is moved. Points and recordings without other tracks are free.
 */
export function timedSpan(
  rows: RowReader,
  track: Track,
  timing: Timing,
  span: Span,
  before?: Span
): Result<Span> {
  if (timing.boundaries === 'free' || track.kind === 'points') return ok(span)
  if (before?.start === span.start && before.end === span.end) return ok(span)
  const others = othersOf(rows, track)
  if (others.length === 0) return ok(span)
  const near = others.flatMap((other) =>
    segmentsBetween(rows, other.id, span.start - REACH, span.end + REACH)
  )
  if (timing.boundaries === 'snapped') return snapped(rows, track, span, near)
  if (before)
    return fail(
      'timing.fixed',
      `Segments of “${track.name}” keep their times: the scheme has them fixed.`,
      'Change the segments that they were made over.'
    )
  const whole = near.find((other) => shareOf(span, other) > 0.5)
  return whole
    ? ok({ start: whole.start, end: whole.end })
    : fail(
        'timing.fixed',
        `Segments of “${track.name}” lie over those of other tracks; there is none from ${formatClock(span.start)} to ${formatClock(span.end)}.`,
        'Select a segment of another track and label that.'
      )
}

/** Whether a segment is long enough for the scheme. */
export function longEnough(
  track: Track,
  { minSec }: Timing,
  { start, end }: Pick<Segment, 'start' | 'end'>
): Result<undefined> {
  if (track.kind === 'points' || end - start >= minSec * 1e6 - 0.5) return ok(undefined)
  return fail(
    'timing.shortest',
    `Segments of “${track.name}” last at least ${minSec} s; this one would last ${Number(((end - start) / 1e6).toFixed(3))} s.`,
    'Make it longer, or change “Shortest” in the scheme.'
  )
}

/** Tracks whose edges count: labels and words of the same recording by anybody, but not predictions by the frame. */
const othersOf = (rows: RowReader, track: Track): readonly Track[] =>
  rows
    .all('track')
    .filter(
      ({ id, recordingId, kind }) =>
        recordingId === track.recordingId && id !== track.id && (kind === 'segments' || kind === 'utterances')
    )

function snapped(rows: RowReader, track: Track, span: Span, near: readonly Segment[]): Result<Span> {
  const edges = [0, durationOf(rows, track.recordingId), ...near.flatMap(({ start, end }) => [start, end])]
  const nearest = (time: number): number =>
    edges.reduce((best, edge) => (Math.abs(edge - time) < Math.abs(best - time) ? edge : best), Infinity)
  const [start, end] = [nearest(span.start), nearest(span.end)]
  const far = Math.abs(start - span.start) > REACH || Math.abs(end - span.end) > REACH
  if (!far && end > start) return ok({ start: micros(start), end: micros(end) })
  return fail(
    'timing.snapped',
    `Edges of “${track.name}” lie at edges of other tracks; there are none near ${formatClock(span.start)} and ${formatClock(span.end)}.`,
    'Choose a stretch that begins and ends near such edges.'
  )
}

/** Shared time as a share of the longer of the two. */
const shareOf = (a: Span, b: Span): number =>
  (Math.min(a.end, b.end) - Math.max(a.start, b.start)) / Math.max(a.end - a.start, b.end - b.start)
