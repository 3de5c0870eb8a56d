import { isAbsolute, join, normalize, sep } from 'node:path'
import type { Project } from '../store'

/** A path that the project stores, resolved inside its folder; undefined when it would leave it. */
export function inProject(project: Project, path: string): string | undefined {
  if (isAbsolute(path)) return undefined
  const absolute = normalize(join(project.folder, path))
  return absolute.startsWith(project.folder + sep) ? absolute : undefined
}
