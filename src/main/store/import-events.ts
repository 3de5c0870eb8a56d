import type { RowChange } from '../../shared/commands/command'
import { ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { attempt, netChanges } from './apply-command'
import type { Db } from './database'
import { ensureScheme, importAuthor } from './import-rows'
import { addTracks } from './import-tracks'
import { changedBy, currentRevision, openStep, recordRevision } from './revisions'
import { getRow, writeRow } from './row-store'
import type { Changed, FileToImport, ImportOptions } from './types'

/**
 * Add the events of a long signal file that its import left for later: a later part of that import, undone with it. A stream
 * that is gone, or has its events already, is left alone.
 */
export function commitEvents(
  db: Db,
  streamId: string,
  events: Pick<FileToImport, 'tracks'> & Pick<ImportOptions, 'schemes'>
): Result<Changed> {
  const stream = getRow(db, 'stream', streamId)
  const file = stream && getRow(db, 'file', stream.fileId)
  if (!stream?.info.eventsPending || !file) return ok(changedBy(db, currentRevision(db), []))
  return attempt(db, () => {
    const changes: RowChange[] = []
    const add = (change: RowChange): void => {
      writeRow(db, change)
      changes.push(change)
    }
    const { eventsPending: _, ...info } = stream.info
    add({ table: 'stream', id: stream.id, before: stream, after: { ...stream, info } })
    const last = db.sql('SELECT coalesce(max(position), -1) FROM track WHERE recording_id = ?').pluck()
    const name = file.path.split(/[\\/]/).at(-1) ?? file.path
    const found: FileToImport = {
      ...file,
      name,
      durationSeconds: stream.duration / 1e6,
      streams: [],
      tracks: events.tracks.map((track) => ({ ...track, stream: 0 }))
    }
    const from = Number(last.get(stream.recordingId)) + 1
    const place = { recordingId: stream.recordingId, from, streams: [stream] }
    const made = addTracks(db, found, place, (track) => {
      ensureScheme(db, track, { schemes: events.schemes }, add)
      return importAuthor(db, track.authorName, false, add)
    })
    for (const change of made.changes) add(change)
    const first = importOf(db, streamId)
    const authorId = first?.authorId ?? 'import'
    const revision = recordRevision(
      db,
      {
        authorId,
        kind: 'edit',
        command: 'recording.import',
        title: first?.title ?? `Import ${name}`,
        partOf: openStep(db, authorId, first?.step)
      },
      netChanges(changes)
    )
    return changedBy(db, revision, changes)
  })
}

/** The step that brought a stream into the project. */
function importOf(db: Db, streamId: string): ImportStep | undefined {
  return db
    .sql(
      `SELECT coalesce(part_of, revision) AS step, author_id AS authorId, title FROM revision_row JOIN revision USING (revision)
       WHERE table_name = 'stream' AND row_id = ? AND before IS NULL ORDER BY revision DESC LIMIT 1`
    )
    .get(streamId) as ImportStep | undefined
}

interface ImportStep {
  readonly step: number
  readonly authorId: string
  readonly title: string
}
