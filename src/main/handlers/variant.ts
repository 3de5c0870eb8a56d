import type { ModelInfo, RunOptions } from '../../shared/domain/model'
import { fail, ok, type Result } from '../../shared/domain/problem'
import type { Run } from '../../shared/domain/rows'
import type { VariantStarted } from '../../shared/contract/variants'
import { perturbationOf, sensesOf } from '../../shared/variants/perturbations'
import { RunVariant, variantKey } from '../../shared/variants/run-variant'
import { variantModelId } from '../../shared/variants/variant-model-id'
import { RunOptionsInput } from '../../shared/contract'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { modelBench } from './model-list'
import { latestRun } from './prediction-items'
import { resumeRun, runModel } from './prediction'
import { variantAssetsOf } from './variant-assets'
import { textsOfVariants } from './variant-texts'
import { withProject } from './with-project'

/** Runs of a model on recordings made worse, or with something taken away: one for each variant, each with an author of its own. */
export function variantHandlers(context: HandlerContext): Area<'variant.run' | 'variant.texts'> {
  return {
    'variant.texts': ({ modelId, recordingId, segmentId, variants }) =>
      withProject(context, (project) =>
        textsOfVariants(context, project, modelId, recordingId, segmentId, variants)
      ),

    'variant.run': ({ modelId, recordingIds, variants, options, again }) =>
      withProject(context, async (project) => {
        const bench = await modelBench(context.board)
        if (!bench.ok) return bench
        const model = bench.value.models.find(({ id }) => id === modelId)
        if (!model) return fail('unknown-model', `There is no model "${modelId}".`)
        const asked = distinct(variants)
        for (const variant of asked) {
          const refused = refusal(project, model, variant, recordingIds)
          if (refused) return refused
        }
        const like = options ?? likeCleanRun(project, modelId, recordingIds)
        const started: VariantStarted['started'][number][] = []
        let kept = 0
        const clean = recordingIds.filter((id) => !latestRun(project, modelId, id) && !again)
        if (clean.length > 0 && needsClean(asked)) {
          const run = await runModel(context, project, modelId, clean, like)
          if (!run.ok) return run
          started.push({ ...run.value, variant: null })
        }
        for (const variant of asked) {
          const wanted = withOptions(like, model, variant)
          const before = again ? undefined : sameRun(project, model, recordingIds, wanted)
          if (
            before &&
            (before.state === 'done' || before.state === 'running' || before.state === 'queued')
          ) {
            kept++
            continue
          }
          const run = before
            ? await resumed(context, project, before.id)
            : await runModel(context, project, modelId, recordingIds, wanted)
          if (!run.ok) return run
          started.push({ ...run.value, variant })
        }
        return ok({ started, kept })
      })
  }
}

const distinct = (variants: readonly RunVariant[]): readonly RunVariant[] => [
  ...new Map(variants.map((variant) => [variantKey(variant), variant])).values()
]

/** Perturbations and windows are held against the model as it is; of contexts, members and components one is the whole. */
const needsClean = (variants: readonly RunVariant[]): boolean =>
  variants.some(({ kind }) => kind === 'perturbation' || kind === 'window')

async function resumed(
  context: HandlerContext,
  project: Project,
  runId: string
): Promise<Result<{ readonly jobId: string; readonly runId: string }>> {
  const job = await resumeRun(context, project, runId)
  return job.ok ? ok({ ...job.value, runId }) : job
}

/** Why a model has no such variant on these recordings. */
function refusal(
  project: Project,
  model: ModelInfo,
  variant: RunVariant,
  recordingIds: readonly string[]
): Result<never> | undefined {
  if (variant.kind === 'context' && !model.looksAround)
    return fail(
      'variant',
      `${model.name} reads each turn alone, so what is said around it changes nothing.`,
      'Choose a model of conversations.'
    )
  if (variant.kind === 'members' && !(model.together?.kind === 'fusion'))
    return fail('variant', `${model.name} has no members that could be left out.`, 'Choose a fusion.')
  if (variant.kind !== 'perturbation') return undefined
  const { name, sense } = perturbationOf(variant.change)
  if (model.kind === 'onnx' && !sensesOf(model.reads).has(sense))
    return fail(
      'variant',
      `${model.name} reads no ${senseWords[sense]}, so ${name} would change nothing.`,
      'Choose what makes worse what the model reads.'
    )
  if (
    variant.change === 'babble' &&
    (variantAssetsOf(project, variant, recordingIds)?.voices.length ?? 0) < 3
  )
    return fail(
      'variant.babble',
      'Babble is made of other recordings, and the project has fewer than three with a second of sound.',
      'Add recordings, or choose pink noise.'
    )
  return undefined
}

const senseWords = {
  sound: 'sound',
  picture: 'pictures',
  words: 'words',
  channels: 'signal channels'
} as const

/** Options of the newest run of the model itself, so that like is held against like. */
function likeCleanRun(project: Project, modelId: string, recordingIds: readonly string[]): RunOptions {
  for (const id of recordingIds) {
    const run = latestRun(project, modelId, id)
    if (run) return RunOptionsInput.omit({ variant: true }).parse(run.options)
  }
  return {}
}

function withOptions(options: RunOptions, model: ModelInfo, variant: RunVariant): RunOptions {
  // Segments are as long as they are: a window has a length of its own only where it slides.
  const sliding = variant.kind === 'window' && model.kind === 'onnx' && model.unit !== 'window'
  return { ...options, ...(sliding ? { mode: 'windows' as const } : {}), variant }
}

/** The newest run of the same variant on the same recordings, by the same model with the same options. */
function sameRun(
  project: Project,
  model: ModelInfo,
  recordingIds: readonly string[],
  options: RunOptions
): Run | undefined {
  if (!options.variant) return undefined
  const id = variantModelId(model.id, options.variant)
  const wanted = JSON.stringify(sorted(options))
  return project
    .all('run')
    .filter(
      (run) =>
        run.modelId === id &&
        run.manifestHash === model.manifestHash &&
        JSON.stringify(sorted(RunOptionsInput.parse(run.options))) === wanted &&
        covers(run, recordingIds)
    )
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]
}

function covers({ options }: Run, recordingIds: readonly string[]): boolean {
  const { recordingIds: own } = options
  return Array.isArray(own) && recordingIds.every((id) => own.includes(id))
}

const sorted = (options: RunOptions): unknown[] =>
  Object.entries(RunOptionsInput.parse(options)).toSorted(([a], [b]) => (a < b ? -1 : 1))
