import type { Viewer } from '../../shared/contract'
import type { Db } from './database'
import { allRows, getRow } from './row-store'

/** Recordings of blind assignments that are not locked as a whole, of the author bound to `?`. */
export const BLIND_RECORDINGS = `
  SELECT item.recording_id FROM main.assignment JOIN main.item ON item.assignment_id = assignment.id
  WHERE assignment.author_id = ? AND assignment.blind = 1 AND EXISTS (
    SELECT 1 FROM main.item AS rest WHERE rest.assignment_id = assignment.id AND rest.state <> 'locked')`

/**
 * Who the project is shown to: the annotator who works here now. Kept in the project, so that closing it is no way
 * around blind work. A project in which nobody was chosen yet is shown to its first real annotator.
 */
export function viewerOf(db: Db): string | undefined {
  const kept = db.sql("SELECT value FROM meta WHERE key = 'viewer'").pluck().get()
  if (typeof kept === 'string' && getRow(db, 'author', kept)?.kind === 'human') return kept
  const humans = allRows(db, 'author')
    .filter(({ kind }) => kind === 'human')
    .sort((a, b) => a.position - b.position)
  return (humans.find(({ synthetic }) => !synthetic) ?? humans[0])?.id
}

/** Recordings on which this author may see nobody else's labels. */
export const blindRecordings = (db: Db, authorId: string | undefined): readonly string[] =>
  authorId === undefined ? [] : (db.sql(BLIND_RECORDINGS).pluck().all(authorId) as string[])

/** The viewer with what is hidden from them. */
export function viewer(db: Db): Viewer {
  const authorId = viewerOf(db)
  return { authorId, blindRecordingIds: [...new Set(blindRecordings(db, authorId))] }
}

/** Command of the revisions that say who took over from whom. */
export const SWITCH = 'session.view'
