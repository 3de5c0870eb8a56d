import type { RowChange } from '../../shared/commands/command'
import type { Recording, Run, Segment, Track } from '../../shared/domain/rows'
import { newId } from './database'
import type { Db } from './database'
import { getRow, writeRow } from './row-store'

/** Where results of a run go. */
export interface RunTarget {
  readonly run: Run
  readonly recording: Recording
  readonly streamId: string | undefined
  /** Rows made for it are added here. */
  readonly changes: RowChange[]
}

export type NewRunTrack = Pick<Track, 'name' | 'kind'> & Partial<Pick<Track, 'personId' | 'layer' | 'trace'>>

/**
 * The run's track for a key, made when first needed; undefined when a user deleted it meanwhile. `outputId`: of an output
 * with a scheme of its own, whose keys are its own too.
 */
export function runTrack(
  db: Db,
  { run, recording, streamId, changes }: RunTarget,
  key: string,
  wanted: NewRunTrack,
  outputId?: string
): Track | undefined {
  const ownKey = outputId === undefined ? key : `${outputId}/${key}`
  const known = db
    .sql('SELECT track_id FROM run_track WHERE run_id = ? AND recording_id = ? AND person_key = ?')
    .pluck()
    .get(run.id, recording.id, ownKey)
  if (typeof known === 'string') return getRow(db, 'track', known)
  const target = targetOf(db, run.id, outputId)
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
    ...target,
    ...wanted,
    overlap: 'allowed',
    runId: run.id,
    position,
    locked: false,
    ...(streamId === undefined ? {} : { streamId })
  }
  writeRow(db, { table: 'track', id: track.id, after: track })
  changes.push({ table: 'track', id: track.id, after: track })
  db.sql('INSERT INTO run_track VALUES (?, ?, ?, ?)').run(run.id, recording.id, ownKey, track.id)
  return track
}

/** Add segments to a track of a run; those from `replaceFrom` on give way. */
export function appendSegments(
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

function targetOf(
  db: Db,
  runId: string,
  outputId: string | undefined
): { readonly schemeId: string; readonly attributeId: string } {
  const own =
    outputId === undefined
      ? undefined
      : db
          .sql(
            'SELECT scheme_id AS schemeId, attribute_id AS attributeId FROM run_output WHERE run_id = ? AND output_id = ?'
          )
          .get(runId, outputId)
  return (own ??
    db
      .sql('SELECT scheme_id AS schemeId, attribute_id AS attributeId FROM run_target WHERE run_id = ?')
      .get(runId)) as {
    readonly schemeId: string
    readonly attributeId: string
  }
}
