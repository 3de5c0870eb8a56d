import { createHash } from 'node:crypto'
import type { Relation } from '../../../shared/domain/relation'
import type { Segment, Take, Track } from '../../../shared/domain/rows'
import type { Db } from '../database'
import { normalRow } from '../row-codec'
import { decodeAll, getRow, segmentsOf } from '../row-store'

/** A lane with everything in it. */
export interface TrackContent {
  readonly track: Track
  readonly segments: readonly Segment[]
  readonly takes: readonly Take[]
  /** Links that begin at one of its segments. */
  readonly relations: readonly Relation[]
}

/** Read a lane; undefined when there is none. */
export function trackContent(db: Db, trackId: string): TrackContent | undefined {
  const track = getRow(db, 'track', trackId)
  if (!track) return undefined
  return {
    track,
    segments: segmentsOf(db, trackId),
    takes: decodeAll('take', db.sql('SELECT * FROM take WHERE track_id = ? ORDER BY id').all(trackId)),
    relations: decodeAll(
      'relation',
      db
        .sql(
          `SELECT relation.* FROM relation JOIN segment ON segment.id = relation.from_id
           WHERE segment.track_id = ? ORDER BY relation.id`
        )
        .all(trackId)
    )
  }
}

/** Equal for equal contents, whatever the place of the lane among others; samples of takes never change once written. */
export function contentKey({ track, segments, takes, relations }: TrackContent): string {
  const { position: _position, locked: _locked, itemId: _item, ...own } = track
  const rows = [
    normalRow('track', { ...own, position: 0, locked: false }),
    ...byId(segments).map((row) => normalRow('segment', row)),
    ...byId(takes).map((row) => normalRow('take', row)),
    ...byId(relations).map((row) => normalRow('relation', row))
  ]
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

/** Nothing was labelled, rated or linked in it. */
export const isEmpty = ({ segments, takes }: TrackContent): boolean =>
  segments.length === 0 && takes.length === 0

const byId = <T extends { readonly id: string }>(rows: readonly T[]): readonly T[] =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
