import type { LookQuery } from '../../shared/contract/model-look'
import { layerId } from '../../shared/conversation/transcript-layers'
import { fail, ok, type Result } from '../../shared/domain/problem'
import type { JobResult, JobSpec, PredictItem } from '../engine/protocol'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { draftReads, lookedModel } from './draft-model'
import { faceMeant } from './face-meant'
import { usableModel } from './model-list'
import { itemToLookAt, type ReadingModel } from './prediction-items'
import { withProject } from './with-project'

/** What models see of a moment, value by value. */
export function modelLookHandlers(context: HandlerContext): Area<'model.look' | 'model.stopLook'> {
  const running = new Set<AbortController>()
  const stop = (): void => running.forEach((one) => one.abort())
  return {
    'model.look': (query) =>
      withProject(context, async (project) => {
        // Whoever looks again does not wait for what was looked at before.
        stop()
        const abort = new AbortController()
        running.add(abort)
        const made = await lookThrough(context, project, query, { signal: abort.signal })
        running.delete(abort)
        if (!made.ok) return made
        return ok(made.value?.kind === 'look' ? made.value.look : null)
      }),
    'model.stopLook'() {
      stop()
      return ok(undefined)
    }
  }
}

/** Run a model on a moment at once; undefined when it was stopped. */
export async function lookThrough(
  context: HandlerContext,
  project: Project,
  { model, ...where }: LookQuery,
  { testInto, signal }: { readonly testInto?: string; readonly signal?: AbortSignal } = {}
): Promise<Result<JobResult | undefined>> {
  const looked = lookedModel(context, model)
  if (!looked.ok) return looked
  const known = await facts(context, model)
  if (!known.ok) return known
  const { name, reading, faces } = known.value
  const item = itemAt(project, where, reading)
  if (!item)
    return fail('look-item', `${name} finds nothing in this recording to look at.`, 'Open another recording.')
  const blind = project.viewer().blindRecordingIds.includes(where.recordingId)
  const spec: JobSpec = {
    kind: 'look',
    model: looked.value,
    reads: blind ? 'inputs' : 'all',
    item,
    provider: testInto === undefined ? context.settings.get().provider : 'cpu',
    schemes: [...project.all('scheme'), ...loadSchemes(context.paths.schemes)],
    ...where,
    ...(faces && !blind ? faceMeant(project, where.segmentId) : undefined),
    ...(testInto === undefined ? {} : { testInto })
  }
  const outcome = await context.board.ask(spec, signal ? { signal } : {})
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  if (outcome.state === 'interrupted')
    return fail('engine-stopped', `${name} made the process that computes end.`, 'It has been started again.')
  return ok(outcome.state === 'done' ? outcome.result : undefined)
}

async function facts(
  context: HandlerContext,
  model: LookQuery['model']
): Promise<Result<{ readonly name: string; readonly reading: ReadingModel; readonly faces: boolean }>> {
  if (model.kind === 'draft') return ok(draftReads(model.manifest))
  const usable = await usableModel(context.board, model.modelId)
  if (!usable.ok) return usable
  const info = usable.value.model
  // What special tasks read is less than what a manifest may ask for; here everything is to be found.
  return ok({ name: info.name, reading: { ...info, task: 'declared' }, faces: info.unit === 'person-frame' })
}

/** The recording with the segment that is meant: with the turns of its transcript where it is one of them, else by itself. */
function itemAt(
  project: Project,
  { recordingId, segmentId }: Pick<LookQuery, 'recordingId' | 'segmentId'>,
  reading: ReadingModel
): PredictItem | undefined {
  const found = itemToLookAt(project, recordingId, reading)
  const item = found && onlySeen(project, found)
  if (!item || segmentId === undefined) return item
  const tracks = item.tracks ?? []
  const own = tracks.find(
    ({ track, segments }) => track.kind === 'utterances' && segments.some(({ id }) => id === segmentId)
  )
  if (own) {
    const layer = layerId(own.track)
    const turns = tracks.filter(({ track }) => track.kind === 'utterances' && layerId(track) === layer)
    return { ...item, segments: turns.flatMap(({ segments }) => segments) }
  }
  const segment = reading.input === 'text' ? undefined : project.get('segment', segmentId)
  return segment ? { ...item, segments: [segment] } : item
}

/** What a run may read past the viewer is not shown to one who labels blind: tracks that are hidden, and what models said. */
function onlySeen(project: Project, item: PredictItem): PredictItem {
  if (!project.viewer().blindRecordingIds.includes(item.recording.id)) return item
  const tracks = new Set(project.all('track').map(({ id }) => id))
  const persons = new Set(project.all('person').map(({ id }) => id))
  return {
    ...item,
    upstream: [],
    tracks: (item.tracks ?? [])
      .filter(({ track }) => tracks.has(track.id))
      .map((one) => ({ ...one, segments: project.segmentsOfTrack(one.track.id) })),
    persons: (item.persons ?? []).filter(({ id }) => persons.has(id))
  }
}
