import type { RowChange } from '../../shared/commands/command'
import { authorColor } from '../../shared/domain/palette'
import type { Result } from '../../shared/domain/problem'
import type { Author, MediaFile, Recording, Segment, Stream, Track } from '../../shared/domain/rows'
import { fromSeconds, micros } from '../../shared/domain/time'
import { attempt } from './apply-command'
import { newId } from './database'
import type { Db } from './database'
import { changedBy, currentRevision, recordRevision, refusal } from './revisions'
import { decodeAll, getRow, writeRow } from './row-store'
import type { FileToImport, ImportedRows, ImportOptions } from './types'

/**
 * Add one file with its streams and the labels that came with it: one revision, which its importer can undo.
 * A file whose content the project already has is not added again; when the known one is missing, it is found again here.
 */
export function commitImported(
  db: Db,
  file: FileToImport,
  options: ImportOptions = {}
): Result<ImportedRows> {
  return attempt(db, () => {
    const known = fileOfHash(db, file.contentHash)
    if (known) return skipped(db, file, known)
    const changes: RowChange[] = []
    const add = (change: RowChange): void => {
      writeRow(db, change)
      changes.push(change)
    }
    const recording = recordingFor(db, file, options.into)
    add({ table: 'recording', id: recording.after.id, ...recording })
    const recordingId = recording.after.id
    const row: MediaFile = {
      id: newId(),
      recordingId,
      path: file.path,
      sizeBytes: file.sizeBytes,
      contentHash: file.contentHash,
      container: file.container,
      playback: file.playback,
      missing: false
    }
    add({ table: 'file', id: row.id, after: row })
    const streams = file.streams.map((stream): Stream => ({
      ...stream,
      id: newId(),
      recordingId,
      fileId: row.id,
      offset: micros(0),
      driftPpm: 0
    }))
    for (const stream of streams) add({ table: 'stream', id: stream.id, after: stream })
    const trackIds = file.tracks.map((track, position) =>
      addTrack(db, track, recordingId, position, options, add)
    )
    const title = `Import ${file.name}`
    const revision = recordRevision(
      db,
      { authorId: options.authorId ?? 'import', kind: 'edit', command: 'recording.import', title },
      changes
    )
    return {
      ...changedBy(db, revision, changes),
      recordingId,
      fileId: row.id,
      streamIds: streams.map((stream) => stream.id),
      trackIds
    }
  })
}

function fileOfHash(db: Db, hash: string): MediaFile | undefined {
  return decodeAll('file', db.sql('SELECT * FROM file WHERE content_hash = ? LIMIT 1').all(hash))[0]
}

function skipped(db: Db, file: FileToImport, known: MediaFile): ImportedRows {
  const found = known.missing && known.path !== file.path
  if (known.missing)
    writeRow(db, { table: 'file', id: known.id, after: { ...known, path: file.path, missing: false } })
  const streams = decodeAll(
    'stream',
    db.sql('SELECT * FROM stream WHERE file_id = ? ORDER BY rowid').all(known.id)
  )
  return {
    revision: currentRevision(db),
    tables: known.missing ? ['file'] : [],
    trackIds: [],
    recordingIds: known.missing ? [known.recordingId] : [],
    recordingId: known.recordingId,
    fileId: known.id,
    streamIds: streams.map((stream) => stream.id),
    skipped: {
      code: found ? 'import.found-again' : 'import.known',
      message: found
        ? `${file.name} is the missing file ${known.path}; the project now uses it from its new place.`
        : `${file.name} was not added again: the project already has a file with the same content (${known.path}).`,
      file: file.path,
      severity: 'info'
    }
  }
}

function recordingFor(
  db: Db,
  file: FileToImport,
  into: string | undefined
): { readonly before?: Recording; readonly after: Recording } {
  const duration = fromSeconds(file.durationSeconds)
  if (into !== undefined) {
    const before = getRow(db, 'recording', into)
    if (!before) {
      throw refusal(
        'import.no-recording',
        `${file.name} cannot be added: the recording it was meant for is gone.`,
        'Import it as a recording of its own.'
      )
    }
    return { before, after: { ...before, duration: micros(Math.max(before.duration, duration)) } }
  }
  const position = Number(db.sql('SELECT coalesce(max(position), 0) + 1 FROM recording').pluck().get())
  return { after: { id: newId(), name: file.name, duration, position, group: file.group } }
}

function addTrack(
  db: Db,
  imported: FileToImport['tracks'][number],
  recordingId: string,
  position: number,
  options: ImportOptions,
  add: (change: RowChange) => void
): string {
  const author = importAuthor(db, imported.authorName, options.synthetic ?? false, add)
  if (!getRow(db, 'scheme', imported.schemeId)) {
    const scheme = options.schemes?.find((row) => row.id === imported.schemeId)
    if (!scheme) {
      throw refusal(
        'import.no-scheme',
        `The labels "${imported.name}" need the label scheme "${imported.schemeId}", which the project does not have.`,
        'Add the scheme to the project, then import again.'
      )
    }
    add({ table: 'scheme', id: scheme.id, after: scheme })
  }
  const track: Track = {
    id: newId(),
    recordingId,
    authorId: author.id,
    schemeId: imported.schemeId,
    attributeId: imported.attributeId,
    name: imported.name,
    kind: imported.kind,
    overlap: overlaps(imported.segments) ? 'allowed' : 'forbidden',
    position,
    locked: false
  }
  add({ table: 'track', id: track.id, after: track })
  for (const segment of imported.segments) {
    const id = newId()
    add({ table: 'segment', id, after: { ...segment, id, trackId: track.id } })
  }
  return track.id
}

function importAuthor(db: Db, name: string, synthetic: boolean, add: (change: RowChange) => void): Author {
  const [known] = decodeAll(
    'author',
    db.sql("SELECT * FROM author WHERE kind IN ('import', 'gold') AND name = ? LIMIT 1").all(name)
  )
  if (known) return known
  const position = Number(db.sql('SELECT count(*) FROM author').pluck().get())
  const author: Author = {
    id: newId(),
    kind: 'import',
    name,
    color: authorColor(position),
    perspective: 'observer',
    synthetic,
    position
  }
  add({ table: 'author', id: author.id, after: author })
  return author
}

function overlaps(segments: readonly Pick<Segment, 'start' | 'end'>[]): boolean {
  const sorted = [...segments].sort((a, b) => a.start - b.start)
  return sorted.some((segment, index) => segment.start < (sorted[index - 1]?.end ?? -Infinity))
}
