import { readFile, rm } from 'node:fs/promises'
import { fail, ok } from '../../shared/domain/problem'
import type { KeptComponents } from '../../shared/signal/analyses/components-file'
import { readComponents } from '../../shared/signal/analyses/components-file'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { inProject } from './in-project'
import { signalPlace } from './signal-place'
import { tellChanged, withProject } from './with-project'

/** The search for independent components as a job, and what it found, which the project keeps. */
export function componentHandlers(
  context: HandlerContext
): Area<'signal.findComponents' | 'signal.components'> {
  return {
    'signal.findComponents': ({ streamId, slot: _, text, ...work }) =>
      withProject(context, (project) => {
        const stream = project.get('stream', streamId)
        if (!stream) return fail('stream.gone', 'The signal does not exist any more.')
        const recording = project.get('recording', stream.recordingId)
        // Another name each time, so that whoever shows what was found sees that it is another.
        const file = `cache/components-${streamId}-${Date.now().toString(36)}.json`
        const jobId = context.board.start({
          kind: 'components',
          title: `Components of ${recording?.name ?? stream.name}`,
          recordingId: stream.recordingId,
          lane: 'analysis',
          spec: () => {
            const place = context.open.project === project ? signalPlace(project, streamId) : undefined
            return (
              place && {
                kind: 'components',
                work: { ...work, place },
                text,
                streamId,
                folder: project.folder,
                file
              }
            )
          },
          batch: async (content) => {
            if (content.kind !== 'cache' || context.open.project !== project) return
            const before = project.get('stream', streamId)?.cache['components']
            tellChanged(context, project.addCache(content.streamId, content.cache))
            const old = before === undefined || before === file ? undefined : inProject(project, before)
            if (old !== undefined) await rm(old, { force: true })
          }
        })
        return ok({ jobId })
      }),
    'signal.components': ({ streamId }) =>
      withProject<KeptComponents | undefined>(context, async (project) => {
        const kept = project.get('stream', streamId)?.cache['components']
        const path = kept === undefined ? undefined : inProject(project, kept)
        if (path === undefined) return ok(undefined)
        try {
          return ok(readComponents(await readFile(path, 'utf8')))
        } catch {
          // A cache may be deleted at any time: then nothing is kept.
          return ok(undefined)
        }
      })
  }
}
