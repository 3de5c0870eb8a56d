import { z } from 'zod'
import type { RowChange } from '../../shared/commands/command'
import { authorColor } from '../../shared/domain/palette'
import type { Problem, Result } from '../../shared/domain/problem'
import type { Author, MediaFile, Recording, SchemeRow, Stream } from '../../shared/domain/rows'
import { fromSeconds, micros } from '../../shared/domain/time'
import { attempt, netChanges } from './apply-command'
import { newId } from './database'
import type { Db } from './database'
import { placeTranscript } from './place-transcript'
import { placesOf, unplaced } from './import-parts'
import { addTrace } from './import-traces'
import { addTracks } from './import-tracks'
import type { AcceptedTracks } from './import-tracks'
import { changedBy, currentRevision, openStep, recordRevision, refusal } from './revisions'
import { allRows, decodeAll, getRow, writeRow } from './row-store'
import type { Changed, FileGroup, FileToImport, ImportedRows, ImportOptions, TogetherRows } from './types'
import { noteStep } from './unfinished-step'

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
    const { changed, files } = commitFresh(db, [{ files: [file] }], options)
    const [rows] = files
    if (!rows) throw new Error('a file that is not known was not added')
    return { ...changed, ...rows }
  })
}

/**
 * Add files as one recording, or all to the recording `into`: one revision. Known files are left out and told.
 * An import of several recordings is written in several calls; those that name its `step` are undone together.
 */
export const commitTogether = (
  db: Db,
  files: readonly FileToImport[],
  options: ImportOptions & { readonly name?: string } = {}
): Result<TogetherRows> => commitGroups(db, [{ files, name: options.name }], options)

/** Add several recordings, each of files of its own, as one revision. */
export const commitGroups = (
  db: Db,
  groups: readonly FileGroup[],
  options: ImportOptions = {},
  large?: LargeFile
): Result<TogetherRows> =>
  attempt(db, () => {
    const told: ImportedRows[] = []
    const fresh = groups.flatMap(({ files, name }) => {
      const own: FileToImport[] = []
      for (const file of files) {
        const known = fileOfHash(db, file.contentHash)
        if (known) told.push(skipped(db, file, known))
        else if (!own.some(({ contentHash }) => contentHash === file.contentHash)) own.push(file)
      }
      return own.length > 0 ? [{ files: own, name }] : []
    })
    const added = fresh.length > 0 ? commitFresh(db, onceEach(fresh), options, large) : undefined
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

/** The same content twice among the recordings of one batch is one recording. */
function onceEach(groups: readonly FileGroup[]): readonly FileGroup[] {
  const seen = new Set<string>()
  return groups.flatMap((group) => {
    const files = group.files.filter(({ contentHash }) => !seen.has(contentHash))
    for (const { contentHash } of files) seen.add(contentHash)
    return files.length > 0 ? [{ ...group, files }] : []
  })
}

/** What of a large file is written later, in parts. */
export interface LargeFile {
  readonly accepted: AcceptedTracks
  readonly later: (() => Iterable<RowChange>)[]
}

type FileRows = Pick<ImportedRows, 'recordingId' | 'fileId' | 'streamIds'> & {
  readonly trackIds: readonly string[]
  /** Rows that the scheme did not take. */
  readonly problems: readonly Problem[]
}

/** Write the rows of recordings, and their revision. */
function commitFresh(
  db: Db,
  groups: readonly FileGroup[],
  options: ImportOptions,
  large?: LargeFile
): { readonly changed: Changed; readonly files: readonly FileRows[]; readonly step: number } {
  const changes: RowChange[] = []
  const add = (change: RowChange): void => {
    writeRow(db, change)
    changes.push(change)
  }
  const files = groups.flatMap((group) => addGroup(db, group, options, add, large))
  const authorId = options.authorId ?? 'import'
  const partOf = openStep(db, authorId, options.step)
  const [first] = groups
  const title =
    groups.length > 1 || !first ? `Import ${groups.length} recordings` : titleOf(db, first, options)
  const revision = recordRevision(
    db,
    { authorId, kind: 'edit', command: 'recording.import', title, partOf },
    netChanges(changes)
  )
  if (large) noteStep(db, { more: true }, partOf ?? revision, revision)
  return { changed: changedBy(db, revision, changes), files, step: partOf ?? revision }
}

const nameOf = ({ files, name }: FileGroup): string =>
  files.length > 1 ? (name ?? files[0]?.name ?? '') : (files[0]?.name ?? '')

function titleOf(db: Db, group: FileGroup, { into }: ImportOptions): string {
  const target = into === undefined ? undefined : getRow(db, 'recording', into)?.name
  const { length } = group.files
  const what = length > 1 && target !== undefined ? `${length} files` : nameOf(group)
  return target === undefined ? `Import ${what}` : `Add ${what} to ${target}`
}

/** Rows of files that share one recording. */
function addGroup(
  db: Db,
  group: FileGroup,
  options: ImportOptions,
  add: (change: RowChange) => void,
  large?: LargeFile
): readonly FileRows[] {
  const { files } = group
  const name = nameOf(group)
  let into = options.into
  return files.flatMap((file) => {
    const places = placesOf(db, file) ?? ownRecordings(file, options.into)
    const added = (places ?? [{ file, into }]).map((place) =>
      addFile(
        db,
        files.length > 1 && !places && place.into === undefined ? { ...place.file, name } : place.file,
        { ...options, into: place.into },
        add,
        large
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
}

/** A file of several recordings makes each of them anew; undefined for a file of one. */
function ownRecordings(
  { recordings, ...whole }: FileToImport,
  into: string | undefined
): readonly { readonly file: FileToImport; readonly into: undefined }[] | undefined {
  if (!recordings) return undefined
  if (into !== undefined)
    throw refusal(
      'import.several',
      `${whole.name} holds ${recordings.length} recordings and cannot be added to one.`,
      'Import it by itself with File > Import.'
    )
  return recordings.map((recording) => ({ file: { ...whole, ...recording }, into: undefined }))
}

function addFile(
  db: Db,
  given: FileToImport,
  options: ImportOptions,
  add: (change: RowChange) => void,
  large?: LargeFile
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
  const ready = (track: FileToImport['tracks'][number]): Author => {
    ensureScheme(db, track, options, add)
    return importAuthor(db, track.authorName, options.synthetic ?? false, add)
  }
  const made = addTracks(db, file, { recordingId, from, streams }, ready, large?.accepted)
  for (const change of made.tracks) add(change)
  if (large) large.later.push(made.rows)
  else for (const change of made.rows()) add(change)
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
  add({ table: 'scheme', id: scheme.id, after: toldApart(db, scheme) })
}

/** A name that no other scheme has: with the labels where another file gave other labels the same name, else numbered. */
function toldApart(db: Db, scheme: SchemeRow): SchemeRow {
  const taken = new Set(allRows(db, 'scheme').map(({ name }) => name))
  if (!taken.has(scheme.name)) return scheme
  const labels = labelNames(scheme)
  const first = labels.slice(0, SHOWN_LABELS).join(', ')
  const more = labels.length > SHOWN_LABELS ? ` and ${labels.length - SHOWN_LABELS} more` : ''
  const told = labels.length > 0 ? `${scheme.name}: ${first.slice(0, 60)}${more}` : scheme.name
  let name = told
  for (let copy = 2; taken.has(name); copy++) name = `${told} (${copy})`
  const { document } = scheme
  return {
    ...scheme,
    name,
    document: typeof document === 'object' && document !== null ? { ...document, name } : document
  }
}

/** Labels that a name is told apart by. */
const SHOWN_LABELS = 3

/** Names of the labels of a scheme as its document has them; none for ratings and ranges. */
function labelNames({ document }: SchemeRow): readonly string[] {
  const read = LabelNames.safeParse(document)
  if (!read.success) return []
  return read.data.attributes.flatMap(({ labels = [] }) =>
    labels.map(({ id, name }) => (typeof name === 'string' ? name : (name?.en ?? id)))
  )
}

const LabelNames = z.looseObject({
  attributes: z.array(
    z.looseObject({
      labels: z
        .array(
          z.looseObject({
            id: z.string(),
            name: z.union([z.string(), z.looseObject({ en: z.string().optional() })]).optional()
          })
        )
        .optional()
    })
  )
})

/** The author of imported labels by that name, made where there is none. */
export function importAuthor(
  db: Db,
  name: string,
  synthetic: boolean,
  add: (change: RowChange) => void
): Author {
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
