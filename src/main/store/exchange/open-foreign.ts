import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { PROJECT_FILE } from '../create-database'
import { openDatabase } from '../database'
import type { Db } from '../database'
import { lockFolder } from '../folder-lock'
import { inspectDatabase } from '../inspect-database'
import { latestVersion, migrate } from '../migrate'
import { migrations } from '../migrations'

/** Another project to read from; a copy is opened, so that the project itself is not touched, not even to bring it up to date. */
export interface ForeignProject {
  readonly db: Db
  readonly folder: string
  readonly id: string
  readonly name: string
  close(): void
}

/** Do something with another project open beside, and close it again. */
export function beside<T>(folder: string, work: (foreign: ForeignProject) => Result<T>): Result<T> {
  const opened = openForeign(folder)
  if (!opened.ok) return opened
  try {
    return work(opened.value)
  } finally {
    opened.value.close()
  }
}

export function openForeign(folder: string): Result<ForeignProject> {
  const root = resolve(folder)
  const file = join(root, PROJECT_FILE)
  if (!existsSync(file))
    return fail(
      'project.not-a-project',
      `${root} is not a project: it has no file ${PROJECT_FILE}.`,
      'Choose the folder that came back from the annotator.',
      root
    )
  const lock = lockIfPossible(root)
  if (!lock)
    return fail(
      'project.locked',
      `The project in ${root} is open in another window of Affectory.`,
      'Close it there first, so that nothing changes while it is read.',
      root
    )
  const copy = mkdtempSync(join(tmpdir(), 'affectory-merge-'))
  const remove = (): void => rmSync(copy, { recursive: true, force: true })
  try {
    for (const part of ['', '-wal'])
      if (existsSync(file + part)) copyFileSync(file + part, join(copy, PROJECT_FILE + part))
    const inspected = inspectDatabase(join(copy, PROJECT_FILE), latestVersion(migrations))
    if (!inspected.ok) {
      remove()
      const { error } = inspected
      return { ok: false, error: { ...error, message: error.message.replace(copy, root), file: root } }
    }
    const db = openDatabase(join(copy, PROJECT_FILE))
    migrate(db.raw, migrations, (version) => join(copy, `before-${version}.sqlite`))
    const fact = db.sql('SELECT value FROM meta WHERE key = ?').pluck()
    return ok({
      db,
      folder: root,
      id: String(fact.get('id') ?? ''),
      name: String(fact.get('name') ?? ''),
      close() {
        if (db.raw.open) db.raw.close()
        remove()
      }
    })
  } catch (error) {
    remove()
    throw error
  } finally {
    lock.release()
  }
}

/** A folder that cannot be written to cannot be in use either. */
function lockIfPossible(folder: string): { release(): void } | undefined {
  try {
    return lockFolder(folder)
  } catch {
    return { release: () => undefined }
  }
}
