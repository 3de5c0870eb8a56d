import type { Segment, Stream, Track } from '../domain/rows'
import { toMedia } from '../domain/time'

/** A stretch of time [fromUs, toUs), µs of one clock. */
export interface TimeStretch {
  readonly fromUs: number
  readonly toUs: number
}

/** The shipped scheme whose label `bad` marks stretches of a signal that are not to be analysed. */
export const QUALITY_SCHEME = 'signal-quality'
export const BAD_LABEL = 'bad'

/** Tracks that say where a signal is bad: by anyone, of this stream or of no stream in particular (`undefined`: only those). */
export const qualityTracks = <T extends Pick<Track, 'schemeId' | 'streamId'>>(
  streamId: string | undefined,
  tracks: readonly T[]
): readonly T[] =>
  tracks.filter(
    (track) =>
      track.schemeId === QUALITY_SCHEME && (track.streamId === undefined || track.streamId === streamId)
  )

/**
 * Stretches of the recording (µs) that are marked as bad for a stream, in order, those that touch each other as one.
 * @param streamId undefined: for what has no stream of its own
 */
export function badStretches(
  streamId: string | undefined,
  tracks: readonly Track[],
  segmentsOf: (trackId: string) => readonly Segment[]
): readonly TimeStretch[] {
  const marked = qualityTracks(streamId, tracks).flatMap(({ id }) =>
    segmentsOf(id)
      .filter(({ label, start, end }) => label === BAD_LABEL && end > start)
      .map(({ start, end }): TimeStretch => ({ fromUs: start, toUs: end }))
  )
  return joinedStretches(marked)
}

/** Stretches in order; those that overlap or touch are one. */
export function joinedStretches(stretches: readonly TimeStretch[]): readonly TimeStretch[] {
  const joined: TimeStretch[] = []
  for (const { fromUs, toUs } of stretches.toSorted((a, b) => a.fromUs - b.fromUs)) {
    const last = joined.at(-1)
    if (last && fromUs <= last.toUs) {
      if (toUs > last.toUs) joined[joined.length - 1] = { fromUs: last.fromUs, toUs }
    } else joined.push({ fromUs, toUs })
  }
  return joined
}

/** Stretches of the recording on the clock of a stream. */
export const onStreamClock = (
  stream: Pick<Stream, 'offset' | 'driftPpm'>,
  stretches: readonly TimeStretch[]
): readonly TimeStretch[] =>
  stretches.flatMap(({ fromUs, toUs }) => {
    const own = { fromUs: toMedia(stream, fromUs), toUs: toMedia(stream, toUs) }
    return own.toUs > own.fromUs ? [own] : []
  })

/** Spans without what lies in any of the stretches; each piece keeps what else its span says. Pieces of 1 µs are none. */
export function withoutStretches<T extends TimeStretch>(
  spans: readonly T[],
  stretches: readonly TimeStretch[]
): readonly T[] {
  return stretches.reduce<readonly T[]>(
    (left, { fromUs, toUs }) =>
      left.flatMap((span): readonly T[] => {
        if (toUs <= span.fromUs || fromUs >= span.toUs) return [span]
        return [
          ...(fromUs - span.fromUs > 1 ? [{ ...span, toUs: fromUs }] : []),
          ...(span.toUs - toUs > 1 ? [{ ...span, fromUs: toUs }] : [])
        ]
      }),
    spans
  )
}

/** Length of the part of [fromUs, toUs) that lies in the stretches, µs. @param stretches in order, none overlapping */
export const lengthWithin = ({ fromUs, toUs }: TimeStretch, stretches: readonly TimeStretch[]): number =>
  stretches.reduce(
    (sum, stretch) => sum + Math.max(0, Math.min(toUs, stretch.toUs) - Math.max(fromUs, stretch.fromUs)),
    0
  )

/** Whether anything between two times (both included) lies in one of the stretches. @param stretches in order, none overlapping */
export function touchesStretch(fromUs: number, toUs: number, stretches: readonly TimeStretch[]): boolean {
  let [low, high] = [0, stretches.length]
  // The first stretch that ends behind `fromUs`.
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.toUs ?? 0) <= fromUs) low = middle + 1
    else high = middle
  }
  const next = stretches[low]
  return next !== undefined && next.fromUs <= toUs
}
