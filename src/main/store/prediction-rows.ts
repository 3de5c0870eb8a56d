import type { RowChange } from '../../shared/commands/command'
import { authorColor } from '../../shared/domain/palette'
import type { Author, Recording, Run, Segment, Track } from '../../shared/domain/rows'
import { SchemeDocument } from '../../shared/domain/scheme'
import { newId } from './database'
import type { Db } from './database'
import { writeChunk } from './frame-chunks'
import { changedBy, recordRevision } from './revisions'
import { decodeAll, getRow, writeRow } from './row-store'
import type { Changed, NewRun, PredictedBatch, RunProgress } from './types'

/** Key of a run's track of per-frame predictions, beside the keys of its persons. */
const FRAMES = '#frames'

/** Write down a run that starts, with its author (one per model) and scheme where the project lacks them. */
export function createRun(db: Db, input: NewRun): Changed & { readonly run: Run } {
  return db.transaction(() => {
    const changes: RowChange[] = []
    const add = (change: RowChange): void => {
      writeRow(db, change)
      changes.push(change)
    }
    if (!getRow(db, 'scheme', input.scheme.id))
      add({ table: 'scheme', id: input.scheme.id, after: input.scheme })
    const author = modelAuthor(db, input, add)
    const run: Run = {
      id: newId(),
      modelId: input.modelId,
      authorId: author.id,
      state: 'running',
      manifestHash: input.manifestHash,
      weightsHash: input.weightsHash,
      runtimeVersion: input.runtimeVersion,
      providerAsked: input.providerAsked,
      options: { ...input.options },
      startedAt: new Date().toISOString(),
      itemsDone: 0,
      itemsTotal: input.itemsTotal,
      timings: {}
    }
    add({ table: 'run', id: run.id, after: run })
    db.sql('INSERT INTO run_target VALUES (?, ?, ?)').run(
      run.id,
      input.scheme.id,
      input.attributeId ?? firstAttribute(input.scheme.document)
    )
    const revision = recordRevision(
      db,
      { authorId: author.id, kind: 'system', command: 'run.create', title: `Run ${input.modelName}` },
      changes
    )
    return { ...changedBy(db, revision, changes), run }
  })
}

/**
 * Add partial results. New tracks are recorded row by row; their segments are not, because the run that made them
 * can be run again and ten thousand of them must cost milliseconds. Later edits of them are recorded in full.
 * Results for a recording or run that was deleted meanwhile are dropped.
 */
export function commitPredicted(db: Db, runId: string, batch: PredictedBatch): Changed {
  return db.transaction(() => {
    const run = getRow(db, 'run', runId)
    const recording = getRow(db, 'recording', batch.recordingId)
    const changes: RowChange[] = []
    const trackIds: string[] = []
    if (run && recording) {
      const target = { run, recording, streamId: batch.streamId, changes }
      for (const lane of batch.tracks) {
        const track = runTrack(db, target, lane.personKey, lane.name, 'segments')
        if (!track) continue
        appendSegments(db, track, lane.append, lane.replaceFrom)
        trackIds.push(track.id)
      }
      const frames = batch.frames && runTrack(db, target, FRAMES, 'Per-frame scores', 'frames')
      if (batch.frames && frames) {
        writeChunk(db, { ...batch.frames, trackId: frames.id })
        trackIds.push(frames.id)
      }
      saveProgress(db, run, batch)
    }
    const authorId = run?.authorId ?? 'system'
    const revision = recordRevision(
      db,
      { authorId, kind: 'system', command: 'prediction.commit', title: 'Add predictions' },
      changes
    )
    const changed = changedBy(db, revision, changes)
    return {
      revision,
      tables: [...new Set([...changed.tables, 'segment', 'run'])],
      trackIds: [...new Set([...changed.trackIds, ...trackIds])],
      recordingIds: [batch.recordingId]
    }
  })
}

/** How far a run is, per recording that it has begun. */
export function runProgress(db: Db, runId: string): readonly RunProgress[] {
  const rows = db
    .sql(
      'SELECT recording_id AS recordingId, done_until_seconds AS until, recording_done AS done FROM run_progress WHERE run_id = ?'
    )
    .all(runId) as readonly {
    readonly recordingId: string
    readonly until: number | null
    readonly done: number
  }[]
  const segments = db.sql('SELECT segment_id FROM run_segment WHERE run_id = ? AND recording_id = ?').pluck()
  return rows.map(({ recordingId, until, done }) => ({
    recordingId,
    doneUntilSeconds: until ?? undefined,
    doneSegmentIds: segments.all(runId, recordingId) as string[],
    recordingDone: done !== 0
  }))
}

function modelAuthor(db: Db, input: NewRun, add: (change: RowChange) => void): Author {
  const [known] = decodeAll(
    'author',
    db.sql("SELECT * FROM author WHERE kind = 'model' AND model_id = ? LIMIT 1").all(input.modelId)
  )
  if (known) return known
  const position = Number(db.sql('SELECT count(*) FROM author').pluck().get())
  const author: Author = {
    id: newId(),
    kind: 'model',
    name: input.modelName,
    color: authorColor(position),
    perspective: 'model',
    modelId: input.modelId,
    synthetic: false,
    position
  }
  add({ table: 'author', id: author.id, after: author })
  return author
}

interface Target {
  readonly run: Run
  readonly recording: Recording
  readonly streamId: string | undefined
  readonly changes: RowChange[]
}

/** The run's track for a key, made when first needed; undefined when a user deleted it meanwhile. */
function runTrack(
  db: Db,
  { run, recording, streamId, changes }: Target,
  key: string,
  name: string,
  kind: Track['kind']
): Track | undefined {
  const known = db
    .sql('SELECT track_id FROM run_track WHERE run_id = ? AND recording_id = ? AND person_key = ?')
    .pluck()
    .get(run.id, recording.id, key)
  if (typeof known === 'string') return getRow(db, 'track', known)
  const target = db.sql('SELECT scheme_id, attribute_id FROM run_target WHERE run_id = ?').get(run.id) as {
    readonly scheme_id: string
    readonly attribute_id: string
  }
  const position = Number(
    db
      .sql('SELECT coalesce(max(position), -1) + 1 FROM track WHERE recording_id = ?')
      .pluck()
      .get(recording.id)
  )
  const track: Track = {
    id: newId(),
    recordingId: recording.id,
    authorId: run.authorId,
    schemeId: target.scheme_id,
    attributeId: target.attribute_id,
    name,
    kind,
    overlap: 'allowed',
    runId: run.id,
    position,
    locked: false,
    ...(streamId === undefined ? {} : { streamId })
  }
  writeRow(db, { table: 'track', id: track.id, after: track })
  changes.push({ table: 'track', id: track.id, after: track })
  db.sql('INSERT INTO run_track VALUES (?, ?, ?, ?)').run(run.id, recording.id, key, track.id)
  return track
}

function appendSegments(
  db: Db,
  track: Track,
  append: readonly Omit<Segment, 'id' | 'trackId'>[],
  replaceFrom: number | undefined
): void {
  if (replaceFrom !== undefined) {
    // A link to what is predicted anew has lost its end.
    const replaced = '(SELECT id FROM segment WHERE track_id = ? AND start_us >= ?)'
    db.sql(`DELETE FROM relation WHERE from_id IN ${replaced} OR to_id IN ${replaced}`).run(
      track.id,
      replaceFrom,
      track.id,
      replaceFrom
    )
    db.sql('DELETE FROM segment WHERE track_id = ? AND start_us >= ?').run(track.id, replaceFrom)
  }
  for (const segment of append) {
    const id = newId()
    writeRow(db, { table: 'segment', id, after: { ...segment, id, trackId: track.id } })
  }
}

function saveProgress(db: Db, run: Run, batch: PredictedBatch): void {
  db.sql(
    `INSERT INTO run_progress VALUES (?, ?, ?, ?) ON CONFLICT(run_id, recording_id) DO UPDATE SET
       done_until_seconds = coalesce(excluded.done_until_seconds, done_until_seconds),
       recording_done = max(recording_done, excluded.recording_done)`
  ).run(run.id, batch.recordingId, batch.doneUntilSeconds ?? null, batch.recordingDone ? 1 : 0)
  const insert = db.sql('INSERT OR IGNORE INTO run_segment VALUES (?, ?, ?)')
  for (const id of batch.doneSegmentIds ?? []) insert.run(run.id, batch.recordingId, id)
  const timings = { ...run.timings }
  for (const [stage, seconds] of Object.entries(batch.timings))
    timings[stage] = (timings[stage] ?? 0) + seconds
  const itemsDone = Number(
    db.sql('SELECT count(*) FROM run_progress WHERE run_id = ? AND recording_done = 1').pluck().get(run.id)
  )
  writeRow(db, {
    table: 'run',
    id: run.id,
    after: { ...run, providerGot: batch.providerGot, timings, itemsDone }
  })
}

const firstAttribute = (document: unknown): string => SchemeDocument.parse(document).attributes[0]?.id ?? ''
