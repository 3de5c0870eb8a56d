import type { ProjectInfo, ProjectSnapshot } from '../../shared/contract'
import type { Db } from './database'
import { currentRevision } from './revisions'
import { allRows } from './row-store'
import { countsNow } from './track-counts'
import type { TrackCounts } from './track-counts'
import { redoTitle, undoTitle } from './undo'
import { viewer } from './viewer'

/** Everything of the document but the segments, at one revision. `known`: counts kept for this connection. */
export function snapshot(
  db: Db,
  project: ProjectInfo,
  authorId?: string,
  known?: TrackCounts
): ProjectSnapshot {
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
    counts: known ? known.all() : countsNow(db),
    canUndo: authorId === undefined ? undefined : undoTitle(db, authorId),
    canRedo: authorId === undefined ? undefined : redoTitle(db, authorId)
  }))
}
