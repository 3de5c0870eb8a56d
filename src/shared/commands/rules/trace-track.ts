import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Take, Track } from '../../domain/rows'
import type { RowReader } from '../command'

/** The track, when its takes may be changed: it exists, holds continuous ratings and is not locked. */
export function traceTrack(rows: RowReader, trackId: string): Result<Track> {
  const track = rows.get('track', trackId)
  if (!track)
    return fail('track.gone', 'The track does not exist any more.', 'Undo brings back a deleted track.')
  if (track.kind !== 'trace')
    return fail(
      'track.no-trace',
      `Track "${track.name}" does not hold continuous ratings.`,
      'Choose a trace track, or make one with a scheme that has a trace.'
    )
  if (track.locked)
    return fail(
      'track.locked',
      `Track "${track.name}" is locked.`,
      'Unlock it in the menu of its name in the timeline.'
    )
  return ok(track)
}

/** The takes with these ids; refused when one is gone or its track may not be changed. */
export function editableTakes(rows: RowReader, ids: readonly string[]): Result<readonly Take[]> {
  const takes: Take[] = []
  for (const id of new Set(ids)) {
    const take = rows.get('take', id)
    if (!take) return fail('take.gone', 'A take does not exist any more.', 'Undo brings back a deleted take.')
    const track = traceTrack(rows, take.trackId)
    if (!track.ok) return track
    takes.push(take)
  }
  return ok(takes)
}

/** Takes of a track in the order in which they are laid over each other. */
export const takesOf = (rows: RowReader, trackId: string): readonly Take[] =>
  rows
    .all('take')
    .filter((take) => take.trackId === trackId)
    .sort((a, b) => a.position - b.position)
