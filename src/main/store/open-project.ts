import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { atOnce } from '../../shared/agreement/sliced'
import { fail, ok } from '../../shared/domain/problem'
import type { Problem, Result } from '../../shared/domain/problem'
import { createDatabase, PROJECT_FILE } from './create-database'
import { openDatabase } from './database'
import type { Db } from './database'
import { lockFolder } from './folder-lock'
import { inspectDatabase } from './inspect-database'
import { latestVersion, migrate } from './migrate'
import { migrations } from './migrations'
import type { Migration } from './migrations/migration'
import { makeProject } from './project'
import { interruptRuns } from './system-writes'
import { trackCounts } from './track-counts'
import type { OpenOptions, Project } from './types'
import { takeBack } from './undo'
import { unfinishedStep } from './unfinished-step'

export { PROJECT_FILE } from './create-database'

/**
 * Open the project of a folder, or make one there (`create`). Whatever cannot be opened (no project, damaged, from a
 * newer version, open elsewhere) is answered as a problem and left exactly as it is.
 */
export function openProject(
  folder: string,
  options: OpenOptions = {},
  steps: readonly Migration[] = migrations
): Result<Project> {
  const root = resolve(folder)
  const file = join(root, PROJECT_FILE)
  const place = options.create ? makePlace(root, file) : findPlace(root, file)
  if (!place.ok) return place

  let lock
  try {
    lock = lockFolder(root)
  } catch (error) {
    return fail(
      'project.no-access',
      `The folder ${root} cannot be written to: ${message(error)}.`,
      'Check its permissions, or copy it to a place of your own.',
      root
    )
  }
  if (!lock) {
    return fail(
      'project.locked',
      `The project in ${root} is already open in another window of Affectory.`,
      'Use that window, or close it first.',
      root
    )
  }
  const opened = options.create ? ok(0) : inspectDatabase(file, latestVersion(steps))
  if (!opened.ok) {
    lock.release()
    return opened
  }
  let db: Db | undefined
  try {
    db = options.create ? createDatabase(file, options.create, options.appVersion, steps) : openDatabase(file)
    migrate(db.raw, steps, (version) =>
      join(root, `project-before-schema-${version + 1}-${Date.now()}.sqlite`)
    )
    interruptRuns(db)
    const cutOff = takeBackCutOff(db)
    mkdirSync(join(root, 'cache'), { recursive: true })
    return ok({ ...makeProject(db, root, lock, trackCounts(db)), cutOff })
  } catch (error) {
    db?.raw.close()
    lock.release()
    throw error
  }
}

/** An edit that was cut off while it was written in parts leaves nothing behind. Answers what to tell about it. */
function takeBackCutOff(db: Db): Problem | undefined {
  const cut = unfinishedStep(db)
  if (!cut) return undefined
  const title = db.sql('SELECT title FROM revision WHERE revision = ?').pluck().get(cut.from)
  const taken = atOnce(takeBack(db, cut.step, cut.from))
  return {
    code: 'step.cut-off',
    message: taken.ok
      ? `"${String(title)}" was cut off when the app ended, so nothing of it was kept.`
      : `"${String(title)}" was cut off when the app ended. A part of it stays, because it was changed since: ${taken.error.message}`,
    hint: taken.ok ? 'Do it again.' : 'Undo it, or do it again.',
    severity: 'warning'
  }
}

function findPlace(root: string, file: string): Result<undefined> {
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    return fail(
      'project.no-folder',
      `There is no folder ${root}.`,
      'It may have been moved, renamed, or be on a drive that is not connected.',
      root
    )
  }
  if (!existsSync(file)) {
    return fail(
      'project.not-a-project',
      `${root} is not a project: it has no file ${PROJECT_FILE}.`,
      'Choose a folder that Affectory made, or make a new project.',
      root
    )
  }
  return ok(undefined)
}

function makePlace(root: string, file: string): Result<undefined> {
  if (existsSync(file)) {
    return fail(
      'project.exists',
      `There is already a project in ${root}.`,
      'Open it, or choose another folder for the new one.',
      root
    )
  }
  try {
    mkdirSync(root, { recursive: true })
  } catch (error) {
    return fail(
      'project.no-access',
      `The folder ${root} cannot be made: ${message(error)}.`,
      'Choose another place.',
      root
    )
  }
  return ok(undefined)
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))
