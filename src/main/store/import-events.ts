import type { Sliced } from '../../shared/agreement/sliced'
import type { RowChange } from '../../shared/commands/command'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Author, MediaFile, Stream } from '../../shared/domain/rows'
import { attempt, netChanges } from './apply-command'
import type { Db } from './database'
import { WHOLE, writePart } from './import-in-parts'
import { ensureScheme, importAuthor } from './import-rows'
import { acceptTracks, addTracks } from './import-tracks'
import type { AcceptedTracks } from './import-tracks'
import { changedBy, currentRevision, openStep, recordRevision } from './revisions'
import { getRow, writeRow } from './row-store'
import type { Changed, FileToImport, ImportOptions } from './types'
import { takeBack } from './undo'
import { finishStep, noteStep, unfinishedStep } from './unfinished-step'

type Events = Pick<FileToImport, 'tracks'> & Pick<ImportOptions, 'schemes'>

/**
 * Add the events of a long signal file that its import left for later: a later part of that import, undone with it. A stream
 * that is gone, or has its events already, is left alone. Many events are written part by part with pauses; when the app
 * ends before the last part, what was written is taken back. `goesOn` is asked after every pause.
 */
export function* commitEvents(
  db: Db,
  streamId: string,
  events: Events,
  goesOn: () => boolean = () => true
): Sliced<Result<Changed>> {
  const stream = getRow(db, 'stream', streamId)
  const file = stream && getRow(db, 'file', stream.fileId)
  if (!stream?.info.eventsPending || !file) return ok(changedBy(db, currentRevision(db), []))
  const total = events.tracks.reduce((sum, { segments }) => sum + segments.length, 0)
  // The project remembers one step that is under way: beside another one this goes in at once.
  const whole = total <= WHOLE || unfinishedStep(db) !== undefined
  const found = foundIn(stream, file, events)
  const accepted = whole ? undefined : yield* acceptTracks(db, [found], events.schemes ?? [])
  if (!goesOn()) return stopped()
  const head = attempt(db, () => writeHead(db, { stream, found, events, accepted }))
  if (!head.ok) return head
  const { rows, step, authorId, ...changed } = head.value
  if (whole) return ok(changed)
  const { revision } = changed
  const trackIds = new Set(changed.trackIds)
  for (;;) {
    yield
    if (!goesOn()) return stopped()
    const alone = unfinishedStep(db)?.step === step
    const place = { step, first: revision, options: { authorId }, whole: !alone }
    const part = db.unsynced(() => writePart(db, rows, place))
    if (!part.ok) {
      yield* takeBack(db, step, revision)
      return part
    }
    for (const id of part.value.trackIds) trackIds.add(id)
    if (part.value.more) continue
    if (alone) finishStep(db)
    const tables = [...new Set([...changed.tables, ...part.value.tables])]
    return ok({ ...changed, revision: part.value.revision, tables, trackIds: [...trackIds] })
  }
}

const stopped = (): Result<never> =>
  fail('import.stopped', 'The events of the file were not all written; they are read again.')

/** The events as a file that brings nothing else. */
const foundIn = (stream: Stream, file: MediaFile, events: Events): FileToImport => ({
  ...file,
  name: file.path.split(/[\\/]/).at(-1) ?? file.path,
  durationSeconds: stream.duration / 1e6,
  streams: [],
  tracks: events.tracks.map((track) => ({ ...track, stream: 0 }))
})

interface Head {
  readonly stream: Stream
  readonly found: FileToImport
  readonly events: Events
  /** Rows that were looked at already and follow later; absent: all are written here. */
  readonly accepted: AcceptedTracks | undefined
}

/** Write the tracks with what they need, and their revision; the rows that are left come one by one. */
function writeHead(db: Db, { stream, found, events, accepted }: Head) {
  const changes: RowChange[] = []
  const add = (change: RowChange): void => {
    writeRow(db, change)
    changes.push(change)
  }
  const { eventsPending: _, ...info } = stream.info
  add({ table: 'stream', id: stream.id, before: stream, after: { ...stream, info } })
  const last = db.sql('SELECT coalesce(max(position), -1) FROM track WHERE recording_id = ?').pluck()
  const from = Number(last.get(stream.recordingId)) + 1
  const place = { recordingId: stream.recordingId, from, streams: [stream] }
  const ready = (track: FileToImport['tracks'][number]): Author => {
    ensureScheme(db, track, { schemes: events.schemes }, add)
    return importAuthor(db, track.authorName, false, add)
  }
  const made = addTracks(db, found, place, ready, accepted)
  for (const change of accepted ? made.tracks : made.changes) add(change)
  const first = importOf(db, stream.id)
  const authorId = first?.authorId ?? 'import'
  const partOf = openStep(db, authorId, first?.step)
  const revision = recordRevision(
    db,
    {
      ...{ authorId, kind: 'edit', command: 'recording.import' },
      ...{ title: first?.title ?? `Import ${found.name}`, partOf }
    },
    netChanges(changes)
  )
  const step = partOf ?? revision
  if (accepted) noteStep(db, { more: true }, step, revision)
  return { ...changedBy(db, revision, changes), rows: oneByOne(made.rows()), step, authorId }
}

function* oneByOne(rows: Iterable<RowChange>): Generator<RowChange, void, undefined> {
  yield* rows
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
