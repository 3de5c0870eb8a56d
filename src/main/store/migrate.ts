import type Database from 'better-sqlite3'
import type { Migration } from './migrations/migration'

/** Schema version that a list of steps leads to. */
export const latestVersion = (steps: readonly Migration[]): number => steps.at(-1)?.version ?? 0

/**
 * Bring a database up to the newest schema, each step in its own transaction.
 * A project that already holds work is copied to `backupPath` first.
 */
export function migrate(
  db: Database.Database,
  steps: readonly Migration[],
  backupPath: (version: number) => string
): void {
  const from = Number(db.pragma('user_version', { simple: true }))
  const pending = steps.filter((step) => step.version > from)
  if (from > 0 && pending.length > 0) db.prepare('VACUUM INTO ?').run(backupPath(from))
  for (const step of pending) {
    db.transaction(() => {
      step.up(db)
      db.pragma(`user_version = ${step.version}`)
    }).immediate()
  }
}
