import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { MediaFile } from '../../shared/domain/rows'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { tellChanged } from './with-project'

/**
 * See which recordings are where they were. A file that moved together with the project, or with another file of it,
 * is found again by its size and content; one that is not there is marked missing.
 */
export async function checkFiles(context: HandlerContext, project: Project): Promise<readonly MediaFile[]> {
  const moved: { from: string; to: string }[] = []
  for (const file of project.all('file')) {
    const path = filePath(project, file)
    if (await isFile(path, file.sizeBytes)) {
      if (file.missing) tellChanged(context, project.updateFile(file.id, { missing: false }))
      continue
    }
    const found = await lookNearby(context, project, file, moved)
    if (context.open.project !== project) return []
    if (found) {
      moved.push({ from: dirname(path), to: dirname(found) })
      tellChanged(context, project.updateFile(file.id, { path: storedPath(project, found), missing: false }))
    } else if (!file.missing) {
      tellChanged(context, project.updateFile(file.id, { missing: true }))
      context.problems.add({
        code: 'file-missing',
        message: `${path} is not there any more.`,
        hint: 'Its labels are safe. Choose "Find file" on the recording and show Affectory where it is now.',
        file: path,
        severity: 'warning'
      })
    }
  }
  return project.all('file')
}

/** Absolute path of a file: relative ones lie inside the project folder. */
export const filePath = (project: Project, file: MediaFile): string =>
  isAbsolute(file.path) ? file.path : join(project.folder, file.path)

/** Path to store: relative when the file lies inside the project, so that the project can be moved as a whole. */
export function storedPath(project: Project, path: string): string {
  const inside = relative(project.folder, path)
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside) ? inside.split(sep).join('/') : path
}

/** Same content as when it was imported? */
export async function sameContent(context: HandlerContext, path: string, file: MediaFile): Promise<boolean> {
  const outcome = await context.board.ask({ kind: 'hash', path })
  return (
    outcome.state === 'done' && outcome.result.kind === 'hash' && outcome.result.hash === file.contentHash
  )
}

async function lookNearby(
  context: HandlerContext,
  project: Project,
  file: MediaFile,
  moved: readonly { from: string; to: string }[]
): Promise<string | undefined> {
  const old = filePath(project, file)
  const name = old.split(/[\\/]/).at(-1) ?? old
  const folders = [
    ...moved
      .filter(({ from }) => old.startsWith(from))
      .map(({ from, to }) => dirname(join(to, relative(from, old)))),
    project.folder,
    join(project.folder, 'media'),
    dirname(project.folder)
  ]
  for (const folder of new Set(folders)) {
    const candidate = join(folder, name)
    if (
      candidate !== old &&
      existsSync(candidate) &&
      (await isFile(candidate, file.sizeBytes)) &&
      (await sameContent(context, candidate, file))
    )
      return candidate
  }
  return undefined
}

async function isFile(path: string, sizeBytes: number): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined)
  return facts?.isFile() === true && facts.size === sizeBytes
}
