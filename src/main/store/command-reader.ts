import type { RowReader } from '../../shared/commands/command'
import type { TableName, Tables } from '../../shared/domain/rows'
import type { Db } from './database'
import { rowReader } from './row-store'
import { blindRecordings, viewerOf } from './viewer'

/** The reader that commands use, without what is hidden from the viewer: a command cannot copy what nobody may see. */
export function commandReader(db: Db): RowReader {
  const rows = rowReader(db)
  const viewer = viewerOf(db)
  const recordings = new Set(blindRecordings(db, viewer))
  if (recordings.size === 0) return rows
  const hidden = new Set(
    rows
      .all('track')
      .filter(({ authorId, recordingId }) => authorId !== viewer && recordings.has(recordingId))
      .map(({ id }) => id)
  )
  const words = new Set(
    rows
      .all('track')
      .filter(
        ({ id, kind, authorId }) =>
          hidden.has(id) && kind === 'utterances' && rows.get('author', authorId)?.kind === 'import'
      )
      .map(({ id }) => id)
  )
  const shown = <T extends TableName>(table: T, row: Tables[T] | undefined): Tables[T] | undefined => {
    if (!row) return undefined
    if (table === 'track') return hidden.has(row.id) && !words.has(row.id) ? undefined : row
    if (!('trackId' in row) || !hidden.has(row.trackId)) return row
    return table === 'segment' && words.has(row.trackId)
      ? (wordsOnly(row as Tables['segment']) as Tables[T])
      : undefined
  }
  const isElsewhere = (segmentId: string): boolean => {
    const trackId = rows.get('segment', segmentId)?.trackId
    return !recordings.has(rows.get('track', trackId ?? '')?.recordingId ?? '')
  }
  const list = (segments: readonly Tables['segment'][]): readonly Tables['segment'][] =>
    segments.flatMap((segment) => shown('segment', segment) ?? [])
  return {
    get: (table, id) => shown(table, rows.get(table, id)),
    all: (table) => rows.all(table).flatMap((row) => shown(table, row) ?? []),
    segmentsOf: (trackId) => list(rows.segmentsOf(trackId)),
    // Links between visible segments, but those that somebody else made on a blind recording.
    relationsOf: (segmentIds) =>
      (rows.relationsOf?.(segmentIds) ?? []).filter(
        ({ authorId, fromId, toId }) => authorId === viewer || [fromId, toId].every(isElsewhere)
      ),
    segmentsBetween: (trackId, from, to) => list(rows.segmentsBetween?.(trackId, from, to) ?? []),
    tracksUnder: (trackId) =>
      (rows.tracksUnder?.(trackId) ?? []).flatMap((track) => shown('track', track) ?? []),
    segmentsUnder: (segmentId, trackId) => list(rows.segmentsUnder?.(segmentId, trackId) ?? []),
    segmentBeside: (trackId, time, side) =>
      shown('segment', rows.segmentBeside?.(trackId, time, side) ?? undefined) ?? null
  }
}

/** A turn of a transcript as words to be labelled, without anybody's labels. */
const wordsOnly = ({ id, trackId, start, end, text, personId }: Tables['segment']): Tables['segment'] => ({
  id,
  trackId,
  start,
  end,
  flagged: false,
  ...(text === undefined ? {} : { text }),
  ...(personId === undefined ? {} : { personId })
})
