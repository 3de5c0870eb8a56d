import { randomUUID } from 'node:crypto'
import { openDatabase } from './database'
import type { Db } from './database'
import { APPLICATION_ID } from './inspect-database'
import { migrate } from './migrate'
import type { Migration } from './migrations/migration'
import type { OpenOptions } from './types'

/** Name of the database in a project folder. */
export const PROJECT_FILE = 'project.sqlite'

/** Make the database of a new project, with its name and an id that no other project has. */
export function createDatabase(
  file: string,
  { name, synthetic = false }: NonNullable<OpenOptions['create']>,
  appVersion: string | undefined,
  steps: readonly Migration[]
): Db {
  const db = openDatabase(file)
  db.raw.pragma(`application_id = ${APPLICATION_ID}`)
  migrate(db.raw, steps, () => `${file}.before`)
  const facts = {
    id: randomUUID(),
    name,
    createdAt: new Date().toISOString(),
    synthetic: String(synthetic),
    appVersion: appVersion ?? ''
  }
  db.transaction(() => {
    for (const [key, value] of Object.entries(facts)) db.sql('INSERT INTO meta VALUES (?, ?)').run(key, value)
  })
  return db
}
