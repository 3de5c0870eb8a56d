import { z } from 'zod'
import { RunOptionsInput } from '../../shared/contract'
import type { ModelInfo, RunOptions } from '../../shared/domain/model'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Run } from '../../shared/domain/rows'
import { baseModelId, variantAuthorName, variantModelId } from '../../shared/variants/variant-model-id'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import type { Area } from './area'
import type { JobOutcome } from './job-board'
import { modelBench, usableModel } from './model-list'
import { inputStream, missingUpstream, openItems } from './prediction-items'
import { runTargets } from './prediction-schemes'
import { runTogether } from './run-together'
import { schemesOfModel } from './schemes-of-model'
import { variantAssetsOf } from './variant-assets'
import { mapResult, tellChanged, withProject } from './with-project'

type Names = 'model.list' | 'prediction.run' | 'prediction.resume'

/** Models, and runs of them over recordings. */
export function predictionHandlers(context: HandlerContext): Area<Names> {
  const { board } = context
  return {
    'model.list': async () => mapResult(await modelBench(board), ({ models }) => models),

    'prediction.run': ({ modelId, recordingIds, options }) =>
      withProject(context, (project) => runModel(context, project, modelId, recordingIds, options)),

    'prediction.resume': ({ runId }) => withProject(context, (project) => resumeRun(context, project, runId))
  }
}

/** Start a run of a model, or of a variant of it (`options.variant`), over recordings. */
export async function runModel(
  context: HandlerContext,
  project: Project,
  modelId: string,
  recordingIds: readonly string[],
  options: RunOptions
): Promise<Result<{ readonly jobId: string; readonly runId: string }>> {
  const { board } = context
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
  if (model.kind !== 'onnx') {
    const bench = await modelBench(board)
    if (!bench.ok) return bench
    const { models } = bench.value
    return runTogether(context, project, model, models, recordingIds, options.variant, (member, ids) => {
      // As its manifest says: nobody chose anything for it.
      const run = createRun(context, project, member, runtimeVersion, { recordingIds: [...ids] })
      return run.ok ? ok(startRun(context, project, run.value, member)) : run
    })
  }
  const fitting = recordingIds.filter((id) => inputStream(project, id, model))
  if (fitting.length === 0)
    return fail(
      'nothing-to-run',
      `None of the chosen recordings has ${article(model.input)}, which ${model.name} needs.`
    )
  const lacking = missingUpstream(project, model, fitting)
  if (lacking)
    return fail(
      'upstream',
      `${model.name} stands on what ${lacking.model} says, which has not looked at ${nameOf(project, lacking.recordingId)} yet.`,
      'Run that model on the same recordings first.'
    )
  const run = createRun(context, project, model, runtimeVersion, { ...options, recordingIds: fitting })
  return run.ok ? ok({ runId: run.value.id, jobId: startRun(context, project, run.value, model) }) : run
}

/** Go on with a run that was not finished: what it had done is not done again. */
export async function resumeRun(
  context: HandlerContext,
  project: Project,
  runId: string
): Promise<Result<{ readonly jobId: string }>> {
  const run = project.get('run', runId)
  if (!run) return fail('unknown-run', 'This run is not part of the project any more.')
  if (run.state === 'running' || run.state === 'queued')
    return fail('still-running', 'This run is still under way.')
  const usable = await usableModel(context.board, baseModelId(run.modelId))
  if (!usable.ok) return usable
  const { model } = usable.value
  if (model.weightsHash !== run.weightsHash || model.manifestHash !== run.manifestHash)
    return fail(
      'other-model',
      `${model.name} has changed since this run began.`,
      'Start a new run, so that one run is made by one model.'
    )
  return ok({ jobId: startRun(context, project, run, model) })
}

const article = (kind: ModelInfo['input']): string =>
  kind === 'text' ? 'words (a transcript)' : kind === 'audio' ? 'an audio stream' : `a ${kind} stream`

function createRun(
  context: HandlerContext,
  project: Project,
  model: ModelInfo,
  runtimeVersion: string,
  options: RunOptions & { recordingIds: readonly string[] }
): Result<Run> {
  const targets = runTargets(project, context.paths.schemes, model)
  if (!targets.ok) return targets
  const { variant } = options
  const created = project.createRun({
    modelId: variant ? variantModelId(model.id, variant) : model.id,
    modelName: variant ? variantAuthorName(model.name, variant) : model.name,
    ...targets.value,
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
  const { variant } = options
  const name = variant ? variantAuthorName(model.name, variant) : model.name
  return context.board.start({
    kind: 'predict',
    title:
      options.recordingIds.length === 1
        ? `${name}: ${nameOf(project, options.recordingIds[0])}`
        : `${name}, ${options.recordingIds.length} recordings`,
    runId: run.id,
    resumable: true,
    lane: 'compute',
    spec: () => {
      if (context.open.project !== project) return undefined
      const items = openItems(project, run, model, options)
      update({ state: 'running' })
      const schemes = schemesOfModel(project, context.paths.schemes, model)
      const variantAssets = variant && variantAssetsOf(project, variant, options.recordingIds)
      return {
        kind: 'predict',
        run,
        items,
        options,
        schemes,
        provider: run.providerAsked,
        ...(variantAssets ? { variantAssets } : {})
      }
    },
    batch: (content) => {
      if (content.kind !== 'predicted' || context.open.project !== project) return
      const streamId = onStreamClock(model, options)
        ? inputStream(project, content.recordingId, model)?.stream.id
        : undefined
      tellChanged(context, project.commitPredicted(run.id, { ...content, streamId }), !content.recordingDone)
      // Why another provider than the one asked for did the work belongs to the record of the run.
      const { providerNote } = content
      if (providerNote && project.get('run', run.id)?.note !== providerNote) update({ note: providerNote })
    },
    ended: (outcome) => update({ ...endState(outcome), finishedAt: new Date().toISOString() })
  })
}

/** Units of these kinds are segments that were there: their times move with them, not with a stream. */
const fromSegments = new Set(['utterance', 'segment', 'trial', 'pair', 'dialogue', 'document', 'sentence'])

const onStreamClock = (model: ModelInfo, options: RunOptions): boolean =>
  options.mode !== 'segments' &&
  (model.task !== 'declared' || (model.tier === undefined && !fromSegments.has(model.unit)))

const nameOf = (project: Project, recordingId: string | undefined): string =>
  (recordingId && project.get('recording', recordingId)?.name) || 'recording'

function endState(outcome: JobOutcome): { state: Run['state']; note?: string } {
  if (outcome.state === 'failed') return { state: 'failed', note: outcome.problem.message }
  return { state: outcome.state }
}
