import type { RowChange } from '../../shared/commands/command'
import { authorColor } from '../../shared/domain/palette'
import type { Author, Run } from '../../shared/domain/rows'
import { SchemeDocument } from '../../shared/domain/scheme'
import { newId } from './database'
import type { Db } from './database'
import { writeChunk } from './frame-chunks'
import { writeOutput } from './output-rows'
import { changedBy, recordRevision } from './revisions'
import { decodeAll, getRow, writeRow } from './row-store'
import { appendSegments, runTrack } from './run-track'
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
    for (const { scheme } of [input, ...(input.outputs ?? [])])
      if (scheme && !getRow(db, 'scheme', scheme.id)) add({ table: 'scheme', id: scheme.id, after: scheme })
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
    if (input.scheme)
      db.sql('INSERT INTO run_target VALUES (?, ?, ?)').run(
        run.id,
        input.scheme.id,
        input.attributeId ?? firstAttribute(input.scheme.document)
      )
    for (const { outputId, scheme, attributeId } of input.outputs ?? [])
      db.sql('INSERT INTO run_output VALUES (?, ?, ?, ?)').run(
        run.id,
        outputId,
        scheme.id,
        attributeId ?? firstAttribute(scheme.document)
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
        const { personKey, append, replaceFrom, ...wanted } = lane
        const track = runTrack(db, target, personKey, { kind: 'segments', ...wanted })
        if (!track) continue
        appendSegments(db, track, append, replaceFrom)
        trackIds.push(track.id)
      }
      const frames =
        batch.frames && runTrack(db, target, FRAMES, { name: 'Per-frame scores', kind: 'frames' })
      if (batch.frames && frames) {
        writeChunk(db, { ...batch.frames, trackId: frames.id })
        trackIds.push(frames.id)
      }
      for (const output of batch.outputs ?? []) trackIds.push(...writeOutput(db, target, output))
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
      tables: [...new Set([...changed.tables, 'segment', 'run'] as const)],
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

/** Recordings that a run is done with. */
export const recordingsDone = (db: Db, runId: string): readonly string[] =>
  db
    .sql('SELECT recording_id FROM run_progress WHERE run_id = ? AND recording_done = 1')
    .pluck()
    .all(runId) as string[]

/** What a run of a variant read: SHA-256 by recording. */
export function runInputs(db: Db, runId: string): ReadonlyMap<string, string> {
  const rows = db
    .sql('SELECT recording_id AS recordingId, sha256 FROM run_input WHERE run_id = ?')
    .all(runId) as readonly { readonly recordingId: string; readonly sha256: string }[]
  return new Map(rows.map(({ recordingId, sha256 }) => [recordingId, sha256]))
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

function saveProgress(db: Db, run: Run, batch: PredictedBatch): void {
  db.sql(
    `INSERT INTO run_progress VALUES (?, ?, ?, ?) ON CONFLICT(run_id, recording_id) DO UPDATE SET
       done_until_seconds = coalesce(excluded.done_until_seconds, done_until_seconds),
       recording_done = max(recording_done, excluded.recording_done)`
  ).run(run.id, batch.recordingId, batch.doneUntilSeconds ?? null, batch.recordingDone ? 1 : 0)
  if (batch.inputHash !== undefined)
    db.sql('INSERT OR REPLACE INTO run_input VALUES (?, ?, ?)').run(
      run.id,
      batch.recordingId,
      batch.inputHash
    )
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
