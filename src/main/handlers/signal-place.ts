import type { SignalPlace } from '../../shared/signal/signal-page'
import type { Project } from '../store'
import { filePath } from './check-files'
import { inProject } from './in-project'

/** Where the parts of a signal stream of the open project lie; undefined when it has no such stream. */
export function signalPlace(project: Project | undefined, streamId: string): SignalPlace | undefined {
  const stream = project?.get('stream', streamId)
  const file = stream && project?.get('file', stream.fileId)
  if (!project || !file || stream.kind !== 'signal') return undefined
  const cached = (role: string): string | undefined => {
    const path = stream.cache[role]
    return path === undefined ? undefined : inProject(project, path)
  }
  const [layout, pyramid] = [cached('layout'), cached('pyramid')]
  return {
    file: filePath(project, file),
    ...(layout === undefined ? {} : { layout }),
    ...(pyramid === undefined ? {} : { pyramid })
  }
}
