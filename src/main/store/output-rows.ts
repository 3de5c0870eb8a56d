import type { RowChange } from '../../shared/commands/command'
import type { Relation } from '../../shared/domain/relation'
import type { Take } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { newId } from './database'
import type { Db } from './database'
import { float32Bytes, writeEmbeddings } from './embedding-rows'
import { getRow, writeRow } from './row-store'
import { appendSegments, runTrack, type RunTarget } from './run-track'
import { dropSamples, missingIn, writeSamples } from './take-samples'
import type { PredictedOutputRows } from './types'

type Trace = NonNullable<PredictedOutputRows['traces']>[number]

/** Add what one output of a run says of a recording. Answers the tracks that changed. */
export function writeOutput(db: Db, target: RunTarget, output: PredictedOutputRows): string[] {
  const { run, recording } = target
  const touched: string[] = []
  for (const { personKey, append, replaceFrom, ...lane } of output.tracks ?? []) {
    const track = runTrack(db, target, personKey, { kind: 'segments', ...lane }, output.outputId)
    if (!track) continue
    appendSegments(db, track, append, replaceFrom)
    touched.push(track.id)
  }
  for (const trace of output.traces ?? []) touched.push(...writeTrace(db, target, trace, output.outputId))
  const place = { runId: run.id, outputId: output.outputId, recordingId: recording.id }
  writeEmbeddings(
    db,
    (output.embeddings ?? []).map((row) => ({ ...row, ...place }))
  )
  const keep = db.sql('INSERT OR REPLACE INTO run_array VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  for (const { unitKey, start, end, shape, data } of output.arrays ?? [])
    keep.run(
      run.id,
      output.outputId,
      recording.id,
      unitKey,
      start,
      end,
      JSON.stringify(shape),
      float32Bytes(data)
    )
  for (const link of output.relations ?? []) writeLink(db, target, link)
  return touched
}

/** A trace is one take, which takes the place of the one that an earlier part of the run left. */
function writeTrace(db: Db, target: RunTarget, trace: Trace, outputId: string): string[] {
  const { personKey, name, personId, dims, rateHz, start, samples } = trace
  const track = runTrack(
    db,
    target,
    personKey,
    {
      name,
      kind: 'trace',
      trace: { mode: 'bounded', rateHz, dims: [...dims] },
      ...(personId === undefined ? {} : { personId })
    },
    outputId
  )
  if (!track) return []
  const before = db.sql('SELECT id FROM take WHERE track_id = ?').pluck().all(track.id) as string[]
  for (const id of before) {
    dropSamples(db, id)
    record(db, target, { table: 'take', id, before: getRow(db, 'take', id) })
  }
  const count = samples.length / dims.length
  if (count === 0) return [track.id]
  const id = newId()
  writeSamples(db, id, dims.length, samples)
  const take: Take = {
    id,
    trackId: track.id,
    start: micros(start),
    end: micros(start + (count / rateHz) * 1e6),
    rateHz,
    count,
    dims: [...dims],
    position: 0,
    hidden: false,
    source: 'model',
    madeAt: new Date().toISOString(),
    missingCount: missingIn(samples, dims.length)
  }
  record(db, target, { table: 'take', id, after: take })
  return [track.id]
}

/** A link whose ends are still there. */
function writeLink(
  db: Db,
  target: RunTarget,
  { kind, fromId, toId, label }: NonNullable<PredictedOutputRows['relations']>[number]
): void {
  if (!getRow(db, 'segment', fromId) || !getRow(db, 'segment', toId)) return
  const known = db
    .sql('SELECT 1 FROM relation WHERE author_id = ? AND kind = ? AND from_id = ? AND to_id = ?')
    .get(target.run.authorId, kind, fromId, toId)
  if (known) return
  const link: Relation = {
    id: newId(),
    kind,
    authorId: target.run.authorId,
    fromId,
    toId,
    ...(label === undefined ? {} : { label })
  }
  record(db, target, { table: 'relation', id: link.id, after: link })
}

function record(db: Db, { changes }: RunTarget, change: RowChange): void {
  writeRow(db, change)
  changes.push(change)
}
