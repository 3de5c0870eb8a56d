import type { RowChange } from '../../shared/commands/command'
import { formatClock } from '../../shared/domain/time'
import type { Db } from './database'
import { Refusal } from './revisions'
import { getRow } from './row-store'

/** Above this many changed segments of a track, one pass over the track is cheaper than one look-up each. */
const SCAN_FROM = 50

interface Clash {
  readonly start: number
  readonly end: number
}

/** Hold the rule of tracks that forbid overlap, whatever wrote the rows: an edit, an undo, a restore. */
export function refuseOverlaps(db: Db, changes: readonly RowChange[]): void {
  const byTrack = new Map<string, { readonly start: number; readonly end: number; readonly id: string }[]>()
  for (const { after } of changes) {
    if (!after || !('trackId' in after)) continue
    const list = byTrack.get(after.trackId)
    if (list) list.push(after)
    else byTrack.set(after.trackId, [after])
  }
  for (const { table, before, after } of changes) {
    const forbidden =
      table === 'track' && before && after && 'overlap' in after && after.overlap === 'forbidden'
    if (forbidden && 'overlap' in before && before.overlap === 'allowed') byTrack.set(after.id, [])
  }
  for (const [trackId, segments] of byTrack) {
    const track = getRow(db, 'track', trackId)
    if (track?.overlap !== 'forbidden') continue
    const clash =
      segments.length === 0 || segments.length > SCAN_FROM ? scan(db, trackId) : lookUp(db, trackId, segments)
    if (!clash) continue
    throw new Refusal({
      code: 'segment.overlap',
      message: `Two segments of track "${track.name}" would overlap at ${formatClock(clash.start)}.`,
      hint: 'Move or trim one of them first, or let segments overlap in the menu of the track’s name in the timeline.',
      severity: 'error'
    })
  }
}

function scan(db: Db, trackId: string): Clash | undefined {
  return db
    .sql(
      `SELECT start_us AS start, end_us AS end FROM (
         SELECT start_us, end_us, max(end_us) OVER (ORDER BY start_us, end_us ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach
         FROM segment WHERE track_id = ?
       ) WHERE start_us < reach LIMIT 1`
    )
    .get(trackId) as Clash | undefined
}

function lookUp(
  db: Db,
  trackId: string,
  segments: readonly { readonly id: string; readonly start: number; readonly end: number }[]
): Clash | undefined {
  const query = db.sql(
    'SELECT start_us AS start, end_us AS end FROM segment WHERE track_id = ? AND start_us < ? AND end_us > ? AND id <> ? LIMIT 1'
  )
  for (const { id, start, end } of segments) {
    const clash = query.get(trackId, end, start, id)
    if (clash) return clash as Clash
  }
  return undefined
}
