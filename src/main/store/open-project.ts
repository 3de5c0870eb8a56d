import type { Result } from '../../shared/domain/problem'
import type { OpenOptions, Project } from './types'

/** Open or create the project of a folder. */
export function openProject(folder: string, options: OpenOptions = {}): Result<Project> {
  throw new Error(`not built yet: ${folder} ${String(options.create?.name)}`)
}
