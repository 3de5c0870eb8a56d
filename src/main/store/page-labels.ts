import type { PageLabel } from '../../shared/contract'
import type { Db } from './database'
import { decodeRow } from './row-codec'
import type { SqlRow } from './row-codec'

/** What one author says of pictures as a whole by one attribute, in one query: a gallery has thousands of recordings. */
export function pageLabels(
  db: Db,
  wanted: { readonly authorId: string; readonly schemeId: string; readonly attributeId: string }
): readonly PageLabel[] {
  const rows = db
    .sql(
      `SELECT segment.*, track.recording_id AS page_id FROM track
         JOIN recording ON recording.id = track.recording_id
         JOIN segment ON segment.track_id = track.id
       WHERE track.author_id = ? AND track.scheme_id = ? AND track.attribute_id = ?
         AND track.kind = 'segments' AND recording.medium = 'image'
         AND segment.start_us = 0 AND segment.end_us >= recording.duration_us
       ORDER BY track.position, segment.id`
    )
    .all(wanted.authorId, wanted.schemeId, wanted.attributeId) as readonly (SqlRow & {
    readonly page_id: string
  })[]
  const said = rows.flatMap((row): readonly (PageLabel & { readonly boxed: boolean })[] => {
    const { id, trackId, label, value } = decodeRow('segment', row)
    const boxed = value?.kind === 'region'
    // A box without a label says where, not what.
    if (boxed && label === undefined) return []
    return [
      { recordingId: row.page_id, segmentId: id, trackId, label, value: boxed ? undefined : value, boxed }
    ]
  })
  // One answer for each picture: what is said of the whole goes before what is said of a box.
  const first = new Map<string, PageLabel>()
  for (const { boxed: _boxed, ...row } of said.toSorted((a, b) => Number(a.boxed) - Number(b.boxed)))
    if (!first.has(row.recordingId)) first.set(row.recordingId, row)
  return [...first.values()]
}
