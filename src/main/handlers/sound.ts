import type { SoundFeatureQuery, SoundSeries } from '../../shared/audio/sound-feature'
import { soundFeatures } from '../../shared/audio/sound-feature'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { endOfJob } from './end-of-job'
import { keepSoundLane } from './keep-sound-lane'
import { streamInput } from './prepare-streams'
import { withProject } from './with-project'

/** Series kept, so that one that was looked at is not computed again to be kept as a lane. */
const KEEP = 4

/** Pitch, loudness, silence and spectra of sounds. */
export function soundHandlers(context: HandlerContext): Area<'sound.feature' | 'sound.keepLane'> {
  const kept = new Map<string, Promise<Result<SoundSeries | undefined>>>()
  const series = (project: Project, query: SoundFeatureQuery): Promise<Result<SoundSeries | undefined>> => {
    const stream = project.get('stream', query.streamId)
    const file = stream && project.get('file', stream.fileId)
    const key = JSON.stringify([query, file?.contentHash, file?.path])
    const found = kept.get(key) ?? compute(context, project, query)
    kept.delete(key)
    kept.set(key, found)
    const forget = (): unknown => kept.get(key) === found && kept.delete(key)
    // What was cancelled or failed is computed when it is asked for again.
    found.then((result) => (result.ok && result.value ? undefined : forget()), forget)
    for (const old of [...kept.keys()].slice(0, -KEEP)) kept.delete(old)
    return found
  }
  return {
    'sound.feature': (query) => withProject(context, (project) => series(project, query)),
    'sound.keepLane': ({ authorId, ...query }) =>
      withProject(context, async (project) => {
        const made = await series(project, query)
        if (!made.ok || !made.value) return made.ok ? ok(undefined) : made
        return keepSoundLane(context, project, authorId, query, made.value)
      })
  }
}

/** Run the job that computes a series; undefined when it was cancelled. */
async function compute(
  context: HandlerContext,
  project: Project,
  { streamId, channel, feature }: SoundFeatureQuery
): Promise<Result<SoundSeries | undefined>> {
  const stream = project.get('stream', streamId)
  const input = stream && streamInput(project, stream)
  if (!stream || !input || stream.kind !== 'audio')
    return fail('stream.gone', 'The sound does not exist any more.')
  const channels = stream.info.channelCount ?? 1
  if (channel !== 'mix' && channel >= channels)
    return fail(
      'sound.channel',
      `${stream.name} has ${channels === 1 ? 'one channel' : `${channels} channels`}; channel ${channel + 1} does not exist.`,
      'Choose another channel.'
    )
  const made = await endOfJob(context.board, {
    kind: 'sound',
    title: `${soundFeatures[feature.kind].name} of ${project.get('recording', stream.recordingId)?.name ?? stream.name}`,
    recordingId: stream.recordingId,
    lane: 'background',
    spec: () => ({ kind: 'sound-feature', input, channel, feature })
  })
  if (!made.ok) return made
  return ok(made.value?.kind === 'sound-series' ? made.value.series : undefined)
}
