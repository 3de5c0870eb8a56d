import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'

/** `PRAGMA application_id` of a project: "AFFE" in ASCII. */
export const APPLICATION_ID = 0x41464645

/** Up to this size every page is checked when a project opens; above, only the header against the file's size. */
const FULL_CHECK_BYTES = 8 * 1024 * 1024

const HINT_DAMAGED =
  'Nothing was changed. Put the folder back from a backup, or ask for help with the file as it is; recordings are not affected.'

/** Look at a project file without writing to it: is it one, is it whole, can this version read it. Answers its schema version. */
export function inspectDatabase(path: string, newest: number): Result<number> {
  if (!isSqlite(path)) {
    return fail(
      'project.damaged',
      `${path} is not a readable project file: it does not start as an SQLite database.`,
      HINT_DAMAGED,
      path
    )
  }
  if (isCutShort(path)) {
    return fail(
      'project.damaged',
      `${path} is cut short: the file is smaller than it says it is.`,
      HINT_DAMAGED,
      path
    )
  }
  try {
    return inspect(path, newest)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    return fail('project.damaged', `${path} cannot be read: ${error.message}.`, HINT_DAMAGED, path)
  }
}

function inspect(path: string, newest: number): Result<number> {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const id = db.pragma('application_id', { simple: true })
    if (id !== APPLICATION_ID) {
      return fail(
        'project.foreign',
        `${path} is an SQLite database, but not a project of Affectory.`,
        'Choose another folder.',
        path
      )
    }
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > newest) {
      return fail(
        'project.newer',
        `This project was made by a newer version of Affectory: its file has schema ${version}, this version reads up to ${newest}.`,
        'Update Affectory to open it. Nothing was changed.',
        path
      )
    }
    if (statSync(path).size <= FULL_CHECK_BYTES) {
      const verdict = db.pragma('quick_check(1)', { simple: true })
      if (verdict !== 'ok')
        return fail('project.damaged', `${path} is damaged: ${String(verdict)}.`, HINT_DAMAGED, path)
    }
    return ok(version)
  } finally {
    db.close()
  }
}

/** Layout of the first 100 bytes: https://www.sqlite.org/fileformat.html#the_database_header */
function header(path: string): Buffer {
  const bytes = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, 100, 0))
  } finally {
    closeSync(file)
  }
}

const isSqlite = (path: string): boolean =>
  header(path).subarray(0, 16).toString('latin1') === 'SQLite format 3\0'

/** Only meaningful without a write-ahead log, which may hold the pages that the file lacks. */
function isCutShort(path: string): boolean {
  const bytes = header(path)
  if (bytes.length < 100) return true
  const log = `${path}-wal`
  if (existsSync(log) && statSync(log).size > 0) return false
  const pageSize = bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16)
  return statSync(path).size < pageSize * bytes.readUInt32BE(28)
}
