import type { MediaFile, Run, TableName, Tables } from '../../shared/domain/rows'
import type { Db } from './database'
import { changedBy, recordRevision } from './revisions'
import { normalRow } from './row-codec'
import { getRow, writeRow } from './row-store'
import type { Changed } from './types'

/** Who the revisions of the app's own bookkeeping belong to. */
const SYSTEM = 'system'

/** Add cache files of a stream by role; those of other roles stay. */
export function addCache(db: Db, streamId: string, cache: Readonly<Record<string, string>>): Changed {
  return patchRow(db, 'stream', streamId, 'stream.cache', (stream) => ({
    ...stream,
    cache: { ...stream.cache, ...cache }
  }))
}

/** Write down what the app found out about a file. */
export function updateFile(db: Db, fileId: string, patch: Partial<MediaFile>): Changed {
  return patchRow(db, 'file', fileId, 'file.update', (file) => ({ ...file, ...patch }))
}

/** Write down how a run goes on. */
export function updateRun(db: Db, runId: string, patch: Partial<Run>): Changed {
  return patchRow(db, 'run', runId, 'run.update', (run) => ({ ...run, ...patch }))
}

/** Write down which labels a gold standard was last made from. */
export const markGoldMade = (db: Db, goldId: string, madeAtRevision: number): Changed =>
  patchRow(db, 'gold', goldId, 'gold.made', (recipe) => ({ ...recipe, madeAtRevision }))

/** Add time that an annotator worked; locked work is not counted on. */
export const addWork = (db: Db, itemId: string, seconds: number): Changed =>
  patchRow(db, 'item', itemId, 'item.work', (item) =>
    item.state === 'locked' ? item : { ...item, workSeconds: item.workSeconds + seconds }
  )

/** Runs that were under way when the app ended cannot be under way any more. */
export function interruptRuns(db: Db): void {
  db.sql("UPDATE run SET state = 'interrupted' WHERE state IN ('running', 'queued')").run()
}

/**
 * Bookkeeping is a revision without recorded rows: it moves the revision number on, so that the window reads again,
 * and it is not history. A row that is gone meanwhile (deleted while its job ran) is left alone.
 */
function patchRow<T extends TableName>(
  db: Db,
  table: T,
  id: string,
  command: string,
  change: (row: Tables[T]) => Tables[T]
): Changed {
  return db.transaction(() => {
    const before = getRow(db, table, id)
    const after = before && normalRow(table, change(before))
    if (after) writeRow(db, { table, id, after })
    const revision = recordRevision(db, { authorId: SYSTEM, kind: 'system', command, title: command }, [])
    return changedBy(db, revision, after ? [{ table, id, before, after }] : [])
  })
}
