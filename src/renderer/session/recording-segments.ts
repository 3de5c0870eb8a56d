import type { Relation } from '../../shared/domain/relation'
import type { Segment } from '../../shared/domain/rows'

/** All segments of one recording in order of start, and the same by track. */
export interface RecordingSegments {
  readonly all: readonly Segment[]
  readonly byTrack: ReadonlyMap<string, readonly Segment[]>
  /** Links whose emotion or cause is one of these segments, in the order in which they were made. */
  readonly relations: readonly Relation[]
}

/** What of a recording is to be read: some tracks or (undefined) all, and its links or not. */
export interface ReadWish {
  readonly trackIds: ReadonlySet<string> | undefined
  readonly relations: boolean
}

export const everything: ReadWish = { trackIds: undefined, relations: true }

/** One wish that serves both. */
export const bothWishes = (a: ReadWish | undefined, b: ReadWish): ReadWish =>
  a === undefined
    ? b
    : {
        trackIds: a.trackIds && b.trackIds && new Set([...a.trackIds, ...b.trackIds]),
        relations: a.relations || b.relations
      }

/** Rows of a whole recording, arranged. */
export function arranged(rows: readonly Segment[], relations: readonly Relation[]): RecordingSegments {
  const all = [...rows].sort(byTime)
  const byTrack = new Map<string, Segment[]>()
  for (const segment of all) {
    const list = byTrack.get(segment.trackId)
    if (list) list.push(segment)
    else byTrack.set(segment.trackId, [segment])
  }
  return { all, byTrack, relations }
}

/** A recording with the rows of some tracks read again; tracks without rows have none any more. */
export function withTracks(
  before: RecordingSegments,
  trackIds: ReadonlySet<string>,
  rows: readonly Segment[],
  relations: readonly Relation[] = before.relations
): RecordingSegments {
  const fresh = arranged(rows, relations)
  const byTrack = new Map([...before.byTrack].filter(([id]) => !trackIds.has(id)))
  for (const [id, own] of fresh.byTrack) byTrack.set(id, own)
  const kept = before.all.filter(({ trackId }) => !trackIds.has(trackId))
  return { all: merged(kept, fresh.all), byTrack, relations }
}

/** Recordings without the rows of some tracks; the same objects where none of them has any. */
export function withoutTracks(
  recordings: ReadonlyMap<string, RecordingSegments>,
  trackIds: ReadonlySet<string>
): ReadonlyMap<string, RecordingSegments> {
  const changed = [...recordings].filter(([, { byTrack }]) =>
    [...byTrack.keys()].some((id) => trackIds.has(id))
  )
  if (trackIds.size === 0 || changed.length === 0) return recordings
  return new Map([
    ...recordings,
    ...changed.map(([id, before]) => [id, withTracks(before, trackIds, [])] as const)
  ])
}

const byTime = (a: Segment, b: Segment): number => a.start - b.start || a.end - b.end

/** Two lists in order of time as one. */
function merged(a: readonly Segment[], b: readonly Segment[]): readonly Segment[] {
  const out: Segment[] = []
  let j = 0
  for (const segment of a) {
    for (let other = b[j]; other && byTime(other, segment) < 0; other = b[++j]) out.push(other)
    out.push(segment)
  }
  return [...out, ...b.slice(j)]
}
