import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Segment, Track } from '../../domain/rows'
import type { RowReader } from '../command'

/**
 * The track, when its segments may be changed: it exists, is not locked, holds segments, and is not a model's
 * (predictions stay as the model made them; comments and flags on them go through `annotatableTrack`).
 */
export function editableTrack(rows: RowReader, trackId: string): Result<Track> {
  const track = annotatableTrack(rows, trackId)
  if (!track.ok) return track
  if (track.value.runId !== undefined || rows.get('author', track.value.authorId)?.kind === 'model') {
    return fail(
      'track.prediction',
      `Track "${track.value.name}" holds predictions, which stay as the model made them.`,
      'Accept the prediction into a track of your own and change it there.'
    )
  }
  return track
}

/** The track, when its segments may be commented and flagged: it exists, is not locked and holds segments. */
export function annotatableTrack(rows: RowReader, trackId: string): Result<Track> {
  const track = rows.get('track', trackId)
  if (!track)
    return fail('track.gone', 'The track does not exist any more.', 'Undo brings back a deleted track.')
  if (track.locked)
    return fail(
      'track.locked',
      `Track "${track.name}" is locked.`,
      'Unlock it in the menu of its name in the timeline, or with “Lock or unlock the track” in the palette.'
    )
  if (track.kind === 'frames')
    return fail('track.frames', `Track "${track.name}" holds per-frame scores, not segments.`)
  if (track.kind === 'trace')
    return fail(
      'track.trace',
      `Track "${track.name}" holds continuous ratings, not segments.`,
      'Choose a track of segments, or rate it in the Rate layout.'
    )
  return ok(track)
}

/** The segments with these ids, in order of time; refused when one is gone. */
export function segmentsById(rows: RowReader, ids: readonly string[]): Result<readonly Segment[]> {
  const segments: Segment[] = []
  for (const id of new Set(ids)) {
    const segment = rows.get('segment', id)
    if (!segment)
      return fail('segment.gone', 'A segment of the selection does not exist any more.', 'Select again.')
    segments.push(segment)
  }
  return ok(segments.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1)))
}

/** The segments with these ids and their tracks, when all of them may be changed. */
export function editableSegments(
  rows: RowReader,
  ids: readonly string[],
  guard: typeof editableTrack = editableTrack
): Result<{ readonly segments: readonly Segment[]; readonly tracks: ReadonlyMap<string, Track> }> {
  const segments = segmentsById(rows, ids)
  if (!segments.ok) return segments
  const tracks = new Map<string, Track>()
  for (const { trackId } of segments.value) {
    if (tracks.has(trackId)) continue
    const track = guard(rows, trackId)
    if (!track.ok) return track
    tracks.set(trackId, track.value)
  }
  return ok({ segments: segments.value, tracks })
}
