import { basename } from 'node:path'
import { e4Sessions } from './e4/session'
import { withoutParts } from './file-parts'
import { together } from './together'
import type { Together } from './together'

/**
 * Files of one import as recordings: parts of others are left out, the files of a session of a device are one recording that
 * is named after their folder, and files whose names share a stem are one where `join` says so.
 */
export async function fileGroups(
  found: readonly string[],
  join: 'by-name' | 'none' | undefined
): Promise<readonly Together[]> {
  const paths = await withoutParts(found)
  const sessions = await e4Sessions(paths)
  const silent = new Set(sessions.flatMap((session) => session.silent))
  const heard = paths.filter((path) => !silent.has(path))
  if (join !== 'by-name') return heard.map((path) => ({ paths: [path] }))
  const taken = new Set(sessions.flatMap((session) => session.paths))
  return [
    ...sessions.map((session) => ({ name: basename(session.folder), paths: session.paths })),
    ...together(heard.filter((path) => !taken.has(path)))
  ]
}
