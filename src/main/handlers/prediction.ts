import { z } from 'zod'
import { RunOptionsInput } from '../../shared/contract'
import type { ModelInfo, RunOptions } from '../../shared/domain/model'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Recording, Run } from '../../shared/domain/rows'
import type { PredictItem } from '../engine/protocol'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import type { Area } from './area'
import type { JobOutcome } from './job-board'
import { modelBench, usableModel } from './model-list'
import { streamInput } from './prepare-streams'
import { mapResult, tellChanged, withProject } from './with-project'

type Names = 'model.list' | 'prediction.run' | 'prediction.resume'

/** Models, and runs of them over recordings. */
export function predictionHandlers(context: HandlerContext): Area<Names> {
  const { board } = context
  return {
    'model.list': async () => mapResult(await modelBench(board), ({ models }) => models),

    'prediction.run': ({ modelId, recordingIds, options }) =>
      withProject(context, async (project) => {
        const blind = new Set(project.viewer().blindRecordingIds)
        if (recordingIds.some((id) => blind.has(id)))
          return fail(
            'blind.model',
            'One of the recordings is being labelled blind, so what a model says about it would be hidden.',
            'Run the model when the work is locked, or let the study’s lead run it.'
          )
        const usable = await usableModel(board, modelId)
        if (!usable.ok) return usable
        const { model, runtimeVersion } = usable.value
        const fitting = recordingIds.filter((id) => inputStream(project, id, model))
        if (fitting.length === 0)
          return fail(
            'nothing-to-run',
            `None of the chosen recordings has ${article(model.input)} stream, which ${model.name} needs.`
          )
        const run = createRun(context, project, model, runtimeVersion, { ...options, recordingIds: fitting })
        return run.ok ? ok({ runId: run.value.id, jobId: startRun(context, project, run.value, model) }) : run
      }),

    'prediction.resume': ({ runId }) =>
      withProject(context, async (project) => {
        const run = project.get('run', runId)
        if (!run) return fail('unknown-run', 'This run is not part of the project any more.')
        if (run.state === 'running' || run.state === 'queued')
          return fail('still-running', 'This run is still under way.')
        const usable = await usableModel(board, run.modelId)
        if (!usable.ok) return usable
        const { model } = usable.value
        if (model.weightsHash !== run.weightsHash || model.manifestHash !== run.manifestHash)
          return fail(
            'other-model',
            `${model.name} has changed since this run began.`,
            'Start a new run, so that one run is made by one model.'
          )
        return ok({ jobId: startRun(context, project, run, model) })
      })
  }
}

const article = (kind: ModelInfo['input']): string => (kind === 'audio' ? 'an audio' : `a ${kind}`)

function inputStream(
  project: Project,
  recordingId: string,
  model: ModelInfo
): PredictItem['input'] | undefined {
  const stream = project
    .all('stream')
    .find((row) => row.recordingId === recordingId && row.kind === model.input)
  return stream && streamInput(project, stream)
}

function createRun(
  context: HandlerContext,
  project: Project,
  model: ModelInfo,
  runtimeVersion: string,
  options: RunOptions & { recordingIds: readonly string[] }
): Result<Run> {
  const scheme =
    project.get('scheme', model.schemeId) ??
    loadSchemes(context.paths.schemes).find(({ id }) => id === model.schemeId)
  if (!scheme)
    return fail(
      'unknown-scheme',
      `${model.name} writes labels of the scheme "${model.schemeId}", which is not installed.`
    )
  const created = project.createRun({
    modelId: model.id,
    modelName: model.name,
    scheme,
    manifestHash: model.manifestHash,
    weightsHash: model.weightsHash,
    runtimeVersion,
    providerAsked: askedProvider(context, options),
    options: { ...options },
    itemsTotal: options.recordingIds.length
  })
  tellChanged(context, created)
  return ok(created.run)
}

const askedProvider = (context: HandlerContext, options: RunOptions): string =>
  options.provider ?? context.settings.get().provider

/** Options of a run as they are stored with it. */
const StoredOptions = RunOptionsInput.extend({ recordingIds: z.array(z.string()) })

/** Put a run on the board; what it had done before is left out, so nothing is computed twice. */
function startRun(context: HandlerContext, project: Project, run: Run, model: ModelInfo): string {
  const options = StoredOptions.parse(run.options)
  const update = (patch: Partial<Omit<Run, 'id' | 'modelId' | 'authorId'>>): void => {
    if (context.open.project === project) tellChanged(context, project.updateRun(run.id, patch))
  }
  update({ state: 'queued' })
  return context.board.start({
    kind: 'predict',
    title:
      options.recordingIds.length === 1
        ? `${model.name}: ${nameOf(project, options.recordingIds[0])}`
        : `${model.name}, ${options.recordingIds.length} recordings`,
    runId: run.id,
    resumable: true,
    lane: 'compute',
    spec: () => {
      if (context.open.project !== project) return undefined
      const items = openItems(project, run, model, options)
      update({ state: 'running' })
      return { kind: 'predict', run, items, options, provider: run.providerAsked }
    },
    batch: (content) => {
      if (content.kind !== 'predicted' || context.open.project !== project) return
      const streamId =
        options.mode === 'segments' ? undefined : inputStream(project, content.recordingId, model)?.stream.id
      tellChanged(context, project.commitPredicted(run.id, { ...content, streamId }))
      // Why another provider than the one asked for did the work belongs to the record of the run.
      const { providerNote } = content
      if (providerNote && project.get('run', run.id)?.note !== providerNote) update({ note: providerNote })
    },
    ended: (outcome) => update({ ...endState(outcome), finishedAt: new Date().toISOString() })
  })
}

const nameOf = (project: Project, recordingId: string | undefined): string =>
  (recordingId && project.get('recording', recordingId)?.name) || 'recording'

function endState(outcome: JobOutcome): { state: Run['state']; note?: string } {
  if (outcome.state === 'failed') return { state: 'failed', note: outcome.problem.message }
  return { state: outcome.state }
}

function openItems(
  project: Project,
  run: Run,
  model: ModelInfo,
  options: RunOptions & { recordingIds: readonly string[] }
): PredictItem[] {
  const progress = new Map(project.runProgress(run.id).map((row) => [row.recordingId, row]))
  const items: PredictItem[] = []
  for (const recordingId of options.recordingIds) {
    const recording = project.get('recording', recordingId)
    const input = inputStream(project, recordingId, model)
    const done = progress.get(recordingId)
    if (!recording || !input || done?.recordingDone) continue
    items.push({
      recording,
      input,
      segments: options.mode === 'segments' ? segmentsToRate(project, recording, options.trackId) : undefined,
      doneUntilSeconds: done?.doneUntilSeconds,
      doneSegmentIds: done?.doneSegmentIds,
      doneFrames: done ? committedFrames(project, run, recordingId) : undefined
    })
  }
  return items
}

/** Segments of the chosen track, or of the tracks in other recordings that its author made with the same scheme. */
function segmentsToRate(
  project: Project,
  recording: Recording,
  trackId: string | undefined
): PredictItem['segments'] {
  const chosen = trackId ? project.behind.get('track', trackId) : undefined
  const tracks = project.behind.all('track').filter((track) => {
    if (track.recordingId !== recording.id || track.kind === 'frames') return false
    if (!chosen) return project.behind.get('author', track.authorId)?.kind !== 'model'
    return (
      track.id === chosen.id || (track.authorId === chosen.authorId && track.schemeId === chosen.schemeId)
    )
  })
  return tracks.flatMap((track) => project.behind.segmentsOfTrack(track.id))
}

function committedFrames(project: Project, run: Run, recordingId: string): PredictItem['doneFrames'] {
  const tracks = project.behind
    .all('track')
    .filter((track) => track.runId === run.id && track.recordingId === recordingId && track.kind === 'frames')
  return tracks.flatMap((track) => {
    const rows = project.behind.framesOf(track.id, 0, Number.MAX_SAFE_INTEGER)
    return rows
      ? [{ chunk: 0, count: rows.count, columns: rows.columns, pts: rows.pts, data: rows.data }]
      : []
  })
}
