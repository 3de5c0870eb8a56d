import type { ProjectInfo, ProjectSnapshot } from '../../shared/contract'
import { micros } from '../../shared/domain/time'
import type { Db } from './database'
import { currentRevision } from './revisions'
import { allRows } from './row-store'
import { redoTitle, undoTitle } from './undo'
import { viewer } from './viewer'

interface Count {
  readonly trackId: string
  readonly segments: number
  readonly labelled: number
  readonly labelledTime: number
}

/** Everything of the document but the segments, at one revision. */
export function snapshot(db: Db, project: ProjectInfo, authorId?: string): ProjectSnapshot {
  return db.transaction(() => ({
    project,
    revision: currentRevision(db),
    recordings: [...allRows(db, 'recording')].sort((a, b) => a.position - b.position),
    files: allRows(db, 'file'),
    streams: allRows(db, 'stream'),
    persons: allRows(db, 'person'),
    authors: [...allRows(db, 'author')].sort((a, b) => a.position - b.position),
    schemes: allRows(db, 'scheme'),
    tracks: [...allRows(db, 'track')].sort((a, b) => a.position - b.position),
    runs: allRows(db, 'run'),
    takes: allRows(db, 'take'),
    groupings: allRows(db, 'grouping'),
    assignments: [...allRows(db, 'assignment')].sort((a, b) => a.position - b.position),
    items: [...allRows(db, 'item')].sort((a, b) => a.position - b.position),
    golds: allRows(db, 'gold'),
    streamViews: allRows(db, 'streamView'),
    montages: [...allRows(db, 'montage')].sort((a, b) => a.name.localeCompare(b.name)),
    viewer: viewer(db),
    counts: counts(db),
    canUndo: authorId === undefined ? undefined : undoTitle(db, authorId),
    canRedo: authorId === undefined ? undefined : redoTitle(db, authorId)
  }))
}

/**
 * A declined segment counts as labelled: its rater has decided; so does one with ratings, words or an explanation and
 * no label. The sums read indices alone, but for those few.
 */
function counts(db: Db): ProjectSnapshot['counts'] {
  const rows = db
    .sql(
      `SELECT track_id AS trackId, count(*) AS segments, count(label) AS labelled,
         coalesce(sum(CASE WHEN label IS NULL THEN 0 ELSE end_us - start_us END), 0) AS labelledTime
       FROM segment GROUP BY track_id`
    )
    .all() as readonly Count[]
  const rated = new Map((db.sql(ratedSql).all() as readonly Count[]).map((row) => [row.trackId, row]))
  return rows.map((row) => ({
    ...row,
    labelled: row.labelled + (rated.get(row.trackId)?.labelled ?? 0),
    labelledTime: micros(row.labelledTime + (rated.get(row.trackId)?.labelledTime ?? 0))
  }))
}

/** Segments without a label that say something; a region says where, not what. */
const ratedSql = `
  SELECT track_id AS trackId, count(*) AS labelled, sum(end_us - start_us) AS labelledTime
  FROM segment
  WHERE label IS NULL AND value IS NOT NULL AND json_extract(value, '$.kind') <> 'region'
  GROUP BY track_id`
