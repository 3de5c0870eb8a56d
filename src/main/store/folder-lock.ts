import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Name of the empty file whose lock says that a project is in use. */
export const LOCK_FILE = 'project.lock'

/**
 * Take a project folder for this process. Answers undefined when another process, or another open project here, has it.
 *
 * The lock is the operating system's, held through SQLite: it ends with the process that holds it, however that
 * process dies, so there is no stale lock to recognise and no process id to mistake. The empty file stays, because
 * deleting a lock file lets two processes hold "the" lock on two different files.
 */
export function lockFolder(folder: string): { release(): void } | undefined {
  const db = new Database(join(folder, LOCK_FILE), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
  return {
    release() {
      if (!db.open) return
      db.exec('ROLLBACK')
      db.close()
    }
  }
}
