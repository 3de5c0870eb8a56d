import type Database from 'better-sqlite3'

/** One numbered step of the schema. Never edited once released. */
export interface Migration {
  /** `PRAGMA user_version` after this step; consecutive from 1. */
  readonly version: number
  readonly name: string
  up(db: Database.Database): void
}
