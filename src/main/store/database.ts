import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import type { Problem } from '../../shared/domain/problem'
import type { SchemeRow } from '../../shared/domain/rows'

/** Pages that are moved into the database file at a time between parts: more of them hold the process up for longer. */
const PART_PAGES = 250

type Statement = Database.Statement<unknown[], unknown>

/** An open database and its prepared statements. */
export interface Db {
  readonly raw: Database.Database
  /** The prepared statement of an SQL text, made once. */
  sql(text: string): Statement
  /** Schemes read last, by id, with the text they were read from. */
  readonly schemes: Map<string, { readonly text: string; readonly row: SchemeRow }>
  /** Run as one transaction; nested calls become part of the outer one. */
  transaction<T>(work: () => T): T
  /**
   * Run transactions without waiting for the disk after each: for parts of something that counts only once its last part
   * is written. What is committed durably after them makes them durable, too.
   */
  unsynced<T>(work: () => T): T
}

/** Open a project's database for writing, with the durability that annotations need. */
export function openDatabase(path: string): Db {
  const raw = new Database(path, { timeout: 5000 })
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.pragma('foreign_keys = ON')
  raw.pragma('cache_size = -32000')
  const statements = new Map<string, Statement>()
  return {
    raw,
    sql(text) {
      let statement = statements.get(text)
      if (!statement) statements.set(text, (statement = raw.prepare(text)))
      return statement
    },
    schemes: new Map(),
    transaction: (work) => raw.transaction(work).immediate(),
    unsynced(work) {
      raw.pragma('synchronous = NORMAL')
      raw.pragma(`wal_autocheckpoint = ${PART_PAGES}`)
      try {
        return work()
      } finally {
        raw.pragma('synchronous = FULL')
        raw.pragma('wal_autocheckpoint = 1000')
      }
    }
  }
}

/** A new row id: 16 hexadecimal digits, 64 random bits. */
export function newId(): string {
  if (drawn.at === drawn.bytes.length) drawn = { bytes: randomBytes(4096), at: 0 }
  drawn.at += 8
  return drawn.bytes.toString('hex', drawn.at - 8, drawn.at)
}

/** Random bytes are drawn in one go for many ids: asking the system for each costs more than writing its row. */
let drawn = { bytes: randomBytes(4096), at: 0 }

/** Whether an error is a reference to a row that does not exist (or still exists). */
export const isReferenceError = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY'

/** The problem when a disk did not take what was written; undefined for all other errors. */
export function diskProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Database.SqliteError)) return undefined
  const cause = DISK_ERRORS.find(([code]) => error.code.startsWith(code))?.[1]
  return (
    cause && {
      code: 'project.disk',
      message: `The edit was not saved: ${cause}. Everything saved before is safe.`,
      hint: 'Make room or give back access to the project folder, then do it again.',
      severity: 'error'
    }
  )
}

const DISK_ERRORS = [
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_IOERR', 'the disk could not be written'],
  ['SQLITE_READONLY', 'the project folder is read-only'],
  ['SQLITE_CANTOPEN', 'a file of the project could not be opened'],
  ['SQLITE_BUSY', 'another program is using the project file']
] as const
