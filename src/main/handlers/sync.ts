import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Stream } from '../../shared/domain/rows'
import { fromSeconds, toMaster } from '../../shared/domain/time'
import type { JobResult, JobSpec } from '../engine/protocol'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { endOfJob } from './end-of-job'
import { streamInput } from './prepare-streams'
import { withProject } from './with-project'

/** Finding out where a stream lies on the clock. */
export function syncHandlers(context: HandlerContext): Area<'sync.sounds' | 'sync.moments'> {
  return {
    'sync.sounds': ({ streamId, againstId }) =>
      withProject(context, async (project) => {
        const own = inputOf(project, streamId)
        const other = inputOf(project, againstId)
        if (!own || !other || own.stream.recordingId !== other.stream.recordingId) return gone
        const title = `Comparing the sound of ${own.stream.name} and ${other.stream.name}`
        const found = await run(context, own.stream, title, { kind: 'align-sounds', own, other })
        if (!found.ok) return found
        const { anchors, correlation } =
          found.value?.kind === 'anchors' ? found.value : { anchors: [], correlation: null }
        return ok({
          correlation,
          anchors: anchors.map((anchor) => ({ ...anchor, master: toMaster(other.stream, anchor.master) }))
        })
      }),
    'sync.moments': ({ streamId }) =>
      withProject(context, async (project) => {
        const input = inputOf(project, streamId)
        if (!input) return gone
        const what = input.stream.kind === 'video' ? 'flashes' : 'claps'
        const found = await run(context, input.stream, `Looking for ${what} in ${input.stream.name}`, {
          kind: 'moments',
          input
        })
        if (!found.ok) return found
        const moments = found.value?.kind === 'moments' ? found.value.moments : []
        return ok(moments.map(({ time, strength }) => ({ time: fromSeconds(time), strength })))
      })
  }
}

const gone = fail('stream.gone', 'The stream does not exist any more.')

function inputOf(project: Project, streamId: string): ReturnType<typeof streamInput> {
  const stream = project.get('stream', streamId)
  return stream && streamInput(project, stream)
}

const run = (
  context: HandlerContext,
  stream: Stream,
  title: string,
  spec: JobSpec
): Promise<Result<JobResult | undefined>> =>
  endOfJob(context.board, {
    kind: 'sync',
    title,
    recordingId: stream.recordingId,
    lane: 'compute',
    spec: () => spec
  })
