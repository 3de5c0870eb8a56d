import { fail, ok, type Problem, type Result } from '../../../shared/domain/problem'
import { baseModelId } from '../../../shared/variants/variant-model-id'
import type { Decoder, EngineEnvironment, JobContext, JobResult, JobSpec, PredictItem } from '../protocol'
import { DecodeError } from '../media/decoder-client'
import { findModel as findFolder } from './list-models'
import type { RunnableModel } from './runnable-model'
import type { ProviderChoice } from './session'
import { trusted } from './self-test/trust'
import { createStopwatch } from './stopwatch'
import { tasks } from './tasks'
import { startSessionThread } from './threaded-session'
import type { Predictor, Sink } from './tasks/task'
import { changedRun, type ChangedRun } from './variants/changed-run'

export type PredictSpec = Extract<JobSpec, { kind: 'predict' }>

/**
 * Runs a model over recordings: results leave as `predicted` batches while they come.
 * A recording that fails is told as a `problem` batch and the next one is taken; the answer then says how many
 * failed. A model that cannot be opened is the answer. Rejects with the signal's reason when cancelled.
 */
export async function predictJob(spec: PredictSpec, context: JobContext): Promise<Result<JobResult>> {
  // The window that decodes opens while the model does; what goes wrong with it is met where it is needed.
  const decoder = context.decoder()
  decoder.catch(() => undefined)
  startSessionThread()
  const changed = changedRun(spec.options, spec.items, spec.variantAssets)
  const opened = await openPredictor(spec, changed, context)
  if (!opened.ok) return opened
  const predictor = opened.value
  try {
    const failed = await predictAll(predictor, changed, changed.decoder(await decoder), spec, context)
    return failed.length === 0 ? ok({ kind: 'none' }) : incomplete(failed, spec.items.length)
  } finally {
    await predictor.dispose()
  }
}

/** Progress is told this often at most: a window that draws it more often takes from the model what nobody reads. */
const TELL_EVERY_MS = 250

/** All the other recordings are finished; the run is not, and can be resumed. */
function incomplete(failed: readonly Problem[], total: number): Result<never> {
  const [first, ...more] = failed
  if (first && more.length === 0 && total === 1) return { ok: false, error: first }
  return fail(
    'predict-incomplete',
    `${failed.length} of ${total} recordings could not be read to their end; the first: ${first?.message ?? ''}`,
    'See Problems for each of them. The results of the others are kept; resume the run to try these again.'
  )
}

async function openPredictor(
  spec: PredictSpec,
  changed: ChangedRun,
  context: JobContext
): Promise<Result<Predictor>> {
  const findModel = (id: string): Promise<Result<RunnableModel>> => usableModel(context.environment, id)
  const model = await findModel(baseModelId(spec.run.modelId))
  if (!model.ok) return model
  const task = tasks.all.find((known) => known.accepts(model.value.manifest))
  if (!task) return fail('model-task', `no task fits the model "${spec.run.modelId}"`)
  context.signal.throwIfAborted()
  context.progress(0, 0, 'frames', 'opening the model')
  const trust = await trusted(model.value)
  if (!trust.ok) return trust
  const manifest = changed.manifest(model.value.manifest)
  if (!manifest.ok) return manifest
  return task.open({
    model: { ...model.value, manifest: manifest.value },
    options: changed.options,
    provider: spec.provider,
    threads: context.environment.threads,
    schemes: spec.schemes ?? [],
    findModel
  })
}

async function usableModel(environment: EngineEnvironment, id: string): Promise<Result<RunnableModel>> {
  const { info, model } = await findFolder(environment, id)
  if (model) return ok(model)
  return {
    ok: false,
    error: info.problem ?? { code: 'model', message: `the model "${id}" cannot be used`, severity: 'error' }
  }
}

async function predictAll(
  predictor: Predictor,
  changed: ChangedRun,
  decoder: Decoder,
  spec: PredictSpec,
  context: JobContext
): Promise<Problem[]> {
  const { signal } = context
  const failed: Problem[] = []
  const totals = spec.items.map((item) => predictor.total(item))
  const total = totals.reduce((sum, units) => sum + units, 0)
  let before = 0
  for (const [index, original] of spec.items.entries()) {
    signal.throwIfAborted()
    const item = changed.item(original)
    const own = totals[index] ?? 0
    const stopwatch = createStopwatch()
    let toldAt = -Infinity
    let inputHash: string | undefined
    const sink: Sink = {
      signal,
      decoder,
      stopwatch,
      advance(units) {
        const now = performance.now()
        if (units < own && now - toldAt < TELL_EVERY_MS) return
        toldAt = now
        context.progress(
          Math.round(before + Math.min(units, own)),
          Math.round(total),
          predictor.unit,
          noteOf(predictor.choice)
        )
      },
      emit: (results) =>
        context.batch({
          kind: 'predicted',
          recordingId: item.recording.id,
          ...results,
          ...(inputHash === undefined ? {} : { inputHash }),
          timings: stopwatch.take(),
          providerGot: predictor.choice.got,
          providerNote: predictor.choice.note
        }),
      warn: (problem) => context.batch({ kind: 'problem', problem })
    }
    const problem = await predictOne(item, sink, async () => {
      inputHash = await changed.inputHash(original, decoder, signal)
      return predictor.predict(item, sink)
    })
    if (problem) {
      failed.push(problem)
      // The only recording's problem is the job's answer, and is told once.
      if (spec.items.length > 1) await context.batch({ kind: 'problem', problem })
    }
    before += own
  }
  return failed
}

/** A recording that cannot be read is a problem to show, not the end of the run. */
async function predictOne(
  item: PredictItem,
  sink: Sink,
  predict: () => Promise<Result<void>>
): Promise<Problem | undefined> {
  try {
    const result = await predict()
    return result.ok ? undefined : result.error
  } catch (error) {
    sink.signal.throwIfAborted()
    const told = error instanceof DecodeError ? error.problem : undefined
    const reason = told?.message ?? (error instanceof Error ? error.message : String(error))
    return {
      code: 'predict',
      message: `${item.recording.name}: the model stopped at this recording: ${reason}`,
      hint: `${told?.hint ? `${told.hint} ` : ''}The results before that place are kept. Resume the run to try it again.`,
      file: item.input.path,
      severity: 'error'
    }
  }
}

const noteOf = ({ asked, got, note }: ProviderChoice): string =>
  asked === got || !note ? `on ${got}` : `on ${got}: ${note}`
