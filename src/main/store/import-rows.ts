import type { RowChange } from '../../shared/commands/command'
import { authorColor } from '../../shared/domain/palette'
import type { Problem, Result } from '../../shared/domain/problem'
import type { Author, MediaFile, Recording, Stream } from '../../shared/domain/rows'
import { fromSeconds, micros } from '../../shared/domain/time'
import { attempt, netChanges } from './apply-command'
import { newId } from './database'
import type { Db } from './database'
import { placeTranscript } from './place-transcript'
import { placesOf, unplaced } from './import-parts'
import { addTrace } from './import-traces'
import { addTracks } from './import-tracks'
import { changedBy, currentRevision, openStep, recordRevision, refusal } from './revisions'
import { decodeAll, getRow, writeRow } from './row-store'
import type { Changed, FileToImport, ImportedRows, ImportOptions, TogetherRows } from './types'

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
    const { changed, files } = commitFiles(db, [file], options)
    const [rows] = files
    if (!rows) throw new Error('a file that is not known was not added')
    return { ...changed, ...rows }
  })
}

/**
 * Add files as one recording, or all to the recording `into`: one revision. Known files are left out and told.
 * An import of several recordings is written in several calls; those that name its `step` are undone together.
 */
export function commitTogether(
  db: Db,
  files: readonly FileToImport[],
  options: ImportOptions & { readonly name?: string } = {}
): Result<TogetherRows> {
  return attempt(db, () => {
    const fresh: FileToImport[] = []
    const told: ImportedRows[] = []
    for (const file of files) {
      const known = fileOfHash(db, file.contentHash)
      if (known) told.push(skipped(db, file, known))
      else if (!fresh.some(({ contentHash }) => contentHash === file.contentHash)) fresh.push(file)
    }
    const added = fresh.length > 0 ? commitFiles(db, fresh, options) : undefined
    const changed = added?.changed ?? {
      revision: currentRevision(db),
      tables: [],
      trackIds: [],
      recordingIds: []
    }
    return {
      revision: changed.revision,
      tables: [...new Set([...changed.tables, ...told.flatMap(({ tables }) => tables)])],
      trackIds: changed.trackIds,
      recordingIds: [
        ...new Set([...changed.recordingIds, ...told.flatMap(({ recordingIds }) => recordingIds)])
      ],
      step: added?.step,
      fileIds: [...(added?.files ?? []), ...told].map(({ fileId }) => fileId),
      skipped: [
        ...told.flatMap(({ skipped: problem }) => (problem ? [problem] : [])),
        ...(added?.files.flatMap(({ problems }) => problems) ?? [])
      ]
    }
  })
}

type FileRows = Pick<ImportedRows, 'recordingId' | 'fileId' | 'streamIds'> & {
  readonly trackIds: readonly string[]
  /** Rows that the scheme did not take. */
  readonly problems: readonly Problem[]
}

/** Write the rows of files that share one recording, and their revision. */
function commitFiles(
  db: Db,
  files: readonly FileToImport[],
  options: ImportOptions & { readonly name?: string }
): { readonly changed: Changed; readonly files: readonly FileRows[]; readonly step: number } {
  const changes: RowChange[] = []
  const add = (change: RowChange): void => {
    writeRow(db, change)
    changes.push(change)
  }
  const [first] = files
  const name = files.length > 1 ? (options.name ?? first?.name ?? '') : (first?.name ?? '')
  let into = options.into
  const rows = files.flatMap((file) => {
    const places = placesOf(db, file)
    const added = (places ?? [{ file, into }]).map((place) =>
      addFile(
        db,
        files.length > 1 && place.into === undefined ? { ...place.file, name } : place.file,
        { ...options, into: place.into },
        add
      )
    )
    if (!places) into = added[0]?.recordingId
    const [one] = added
    // A file of several recordings is a row in each of them, and one file to whoever imported it.
    return one
      ? [
          {
            ...one,
            problems: [...added.flatMap(({ problems }) => problems), ...(places ? unplaced(db, file) : [])]
          }
        ]
      : []
  })
  const target = options.into === undefined ? undefined : getRow(db, 'recording', options.into)?.name
  const what = files.length > 1 && target !== undefined ? `${files.length} files` : name
  const title = target === undefined ? `Import ${what}` : `Add ${what} to ${target}`
  const authorId = options.authorId ?? 'import'
  const partOf = openStep(db, authorId, options.step)
  const revision = recordRevision(
    db,
    { authorId, kind: 'edit', command: 'recording.import', title, partOf },
    netChanges(changes)
  )
  return { changed: changedBy(db, revision, changes), files: rows, step: partOf ?? revision }
}

function addFile(
  db: Db,
  given: FileToImport,
  options: ImportOptions,
  add: (change: RowChange) => void
): FileRows {
  const file = placeTranscript(db, given, options.into)
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
    offset: micros(0),
    driftPpm: 0,
    ...stream,
    id: newId(),
    recordingId,
    fileId: row.id
  }))
  for (const stream of streams) add({ table: 'stream', id: stream.id, after: stream })
  const last = db.sql('SELECT coalesce(max(position), -1) FROM track WHERE recording_id = ?').pluck()
  const from = Number(last.get(recordingId)) + 1
  const made = addTracks(db, file, { recordingId, from, streams }, (track) => {
    ensureScheme(db, track, options, add)
    return importAuthor(db, track.authorName, options.synthetic ?? false, add)
  })
  for (const change of made.changes) add(change)
  const { trackIds } = made
  const traceIds = (file.traces ?? []).map((trace, index) => {
    const author = importAuthor(db, trace.authorName, options.synthetic ?? false, add)
    ensureScheme(db, trace, options, add)
    const place = { recordingId, authorId: author.id, position: from + trackIds.length + index }
    return addTrace(db, trace, place, add)
  })
  return {
    recordingId,
    fileId: row.id,
    streamIds: streams.map((stream) => stream.id),
    trackIds: [...trackIds, ...traceIds],
    problems: made.problems
  }
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
  return {
    after: { id: newId(), name: file.name, duration, position, group: file.group, medium: file.medium }
  }
}

/** The scheme of imported labels is in the project, or comes with them. */
export function ensureScheme(
  db: Db,
  imported: { readonly name: string; readonly schemeId: string },
  options: ImportOptions,
  add: (change: RowChange) => void
): void {
  if (getRow(db, 'scheme', imported.schemeId)) return
  const scheme = options.schemes?.find((row) => row.id === imported.schemeId)
  if (!scheme)
    throw refusal(
      'import.no-scheme',
      `The labels "${imported.name}" need the label scheme "${imported.schemeId}", which the project does not have.`,
      'Add the scheme to the project, then import again.'
    )
  add({ table: 'scheme', id: scheme.id, after: scheme })
}

/** The author of imported labels by that name, made where there is none. */
export function importAuthor(db: Db, name: string, synthetic: boolean, add: (change: RowChange) => void): Author {
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
