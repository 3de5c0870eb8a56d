import { join } from 'node:path'
import { PROJECT_FILE } from './create-database'
import { openDatabase } from './database'
import { makeProject } from './project'
import type { ProjectReader } from './types'

/**
 * A project that is open already, for reading beside its writer: a connection of its own that sees every edit once it is
 * written, takes no lock, and answers what the project's present viewer may see.
 */
export function readProject(folder: string): ProjectReader {
  const db = openDatabase(join(folder, PROJECT_FILE))
  db.raw.pragma('query_only = ON')
  // A reader needs no lock against writers: it sees one state from its first read on.
  return makeProject({ ...db, transaction: (work) => db.raw.transaction(work)() }, folder, {
    release: () => undefined
  })
}
