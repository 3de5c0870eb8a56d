import { layerId } from '../../shared/conversation/transcript-layers'
import { fail, ok } from '../../shared/domain/problem'
import type { PredictItem } from '../engine/protocol'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { streamInput } from './prepare-streams'
import { withProject } from './with-project'

/** What models read of a conversation, without running them. */
export function modelTextHandlers(context: HandlerContext): Area<'model.text'> {
  return {
    'model.text': ({ modelId, recordingId, segmentId }) =>
      withProject(context, async (project) => {
        const item = spokenItem(project, recordingId, segmentId)
        if (!item) return fail('turn.gone', 'This turn is not part of the project any more.')
        const outcome = await context.board.ask({ kind: 'model-text', modelId, item, segmentId })
        if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
        return ok(
          outcome.state === 'done' && outcome.result.kind === 'model-text' ? outcome.result.texts : []
        )
      })
  }
}

/** A recording's words and who says them; the turns are those of the transcript that the chosen one is in. */
function spokenItem(project: Project, recordingId: string, segmentId: string): PredictItem | undefined {
  const recording = project.get('recording', recordingId)
  const [input] = project
    .all('stream')
    .filter((stream) => stream.recordingId === recordingId)
    .flatMap((stream) => streamInput(project, stream) ?? [])
  const tracks = project
    .all('track')
    .filter((track) => track.recordingId === recordingId && track.kind === 'utterances')
    .map((track) => ({
      track,
      segments: project.segmentsOfTrack(track.id),
      authorKind: project.get('author', track.authorId)?.kind ?? ('human' as const)
    }))
  const own = tracks.find(({ segments }) => segments.some(({ id }) => id === segmentId))?.track
  if (!recording || !input || !own) return undefined
  const segments = tracks
    .filter(({ track }) => layerId(track) === layerId(own))
    .flatMap((track) => track.segments)
  return { recording, input, segments, tracks, persons: project.all('person') }
}
