import type { ProjectInfo, ProjectSnapshot } from '../../shared/contract'
import { micros } from '../../shared/domain/time'
import type { Db } from './database'
import { currentRevision } from './revisions'
import { allRows } from './row-store'
import { redoTitle, undoTitle } from './undo'

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
    counts: counts(db),
    canUndo: authorId === undefined ? undefined : undoTitle(db, authorId),
    canRedo: authorId === undefined ? undefined : redoTitle(db, authorId)
  }))
}

/** A declined segment counts as labelled: its rater has decided. The sums read the index alone. */
function counts(db: Db): ProjectSnapshot['counts'] {
  const rows = db
    .sql(
      `SELECT track_id AS trackId, count(*) AS segments, count(label) AS labelled,
         coalesce(sum(CASE WHEN label IS NULL THEN 0 ELSE end_us - start_us END), 0) AS labelledTime
       FROM segment GROUP BY track_id`
    )
    .all() as readonly Count[]
  return rows.map((row) => ({ ...row, labelledTime: micros(row.labelledTime) }))
}
